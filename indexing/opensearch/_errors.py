"""Errors of OpenSearch as errors of lexops that say what to do.

Each error says what happened, on which server, and the remedy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from opensearchpy.exceptions import ConnectionError as NoConnection
from opensearchpy.exceptions import ConnectionTimeout, SSLError, TransportError

from corpus.codec import dumps
from corpus.errors import ServiceUnfit, ServiceUnreachable

BUSY = frozenset({429, 502, 503, 504})
"""Statuses of a server that may answer later."""

HOW_TO_ALLOW = (
    "`lexops opensearch roles` prints the roles of publisher and reader; "
    "an administrator gives them"
)

WITHOUT_USER = "a caller without a user"
"""The caller in messages, where no user is configured."""

_MISSING_RIGHT = re.compile(r"no permissions for \[([^ ]+(?:, [^ ]+)*)\] and User")
_NO_INDEX = "index_not_found_exception"


class AskedServer(NamedTuple):
    """The server that was asked, for messages; `user` is None where no user is configured."""

    url: str
    user: str | None
    answered_before: bool


class _Cause(NamedTuple):
    """A word of an error's text, what it means, and what helps."""

    word: str
    meaning: str
    remedy: str


_CERTIFICATE_CAUSES = (
    _Cause(
        word="mismatch",
        meaning="was issued for another name",
        remedy="write index.location with a name that is in the certificate",
    ),
    _Cause(word="has expired", meaning="has expired", remedy="have it renewed"),
    _Cause(
        word="CERTIFICATE_VERIFY_FAILED",
        meaning="is not trusted",
        remedy="set index.ca to the file of its certificate authority",
    ),
)
"""What is wrong with a certificate, by a word of Python's `ssl`."""

_BLOCKS = {
    "flood-stage": (
        "free space on its disk; the block goes by itself, "
        "or with index.blocks.read_only_allow_delete: null"
    ),
    "read-only": (
        "the index was made read-only: set the block that it names to null, then run again"
    ),
    "shard": (
        "`GET _cluster/allocation/explain` says what a shard waits for; "
        "where its data are lost, `lexops publish --rebuild`"
    ),
}
"""A word of a server's reason, and what helps."""


def explain(error: TransportError, asked: AskedServer) -> Exception:
    """Return the error that a caller gets for an error of the client library."""
    if isinstance(error, SSLError):
        return tls_failed(asked.url, str(error.info))
    if isinstance(error, NoConnection):
        return _no_answer(error, asked)
    if error.status_code == 401:
        return _not_known(asked)
    user = asked.user or WITHOUT_USER
    if rights := denied(error.info):
        return ServiceUnfit(
            f"OpenSearch at {asked.url} does not let {user} do {', '.join(rights)}",
            remedy=HOW_TO_ALLOW,
            rights=rights,
        )
    return _refusal(error, asked)


def _not_known(asked: AskedServer) -> ServiceUnfit:
    message = f"{asked.url} wants a user"
    if asked.user is not None:
        message = f"{asked.url} does not know {asked.user}, or the password is wrong"
    return ServiceUnfit(
        message, remedy="set index.user, and LEXOPS_INDEX_PASSWORD in the environment"
    )


def _no_answer(error: NoConnection, asked: AskedServer) -> ServiceUnreachable:
    url = asked.url
    if isinstance(error, ConnectionTimeout):
        return ServiceUnreachable(
            f"OpenSearch at {url} took a request, and never answered",
            remedy="check its load, its log and the network, then run again; "
            "index.timeout is how long lexops waits for an answer",
        )
    if asked.answered_before:
        return ServiceUnreachable(
            f"OpenSearch at {url} answers no more",
            remedy="check the server, then run again: nothing is lost",
        )
    if url.startswith("http:") and "RemoteDisconnected" in str(error.info):
        return ServiceUnreachable(
            f"{url} ends the connection without an answer",
            remedy="a server with TLS does that: begin index.location with https:",
        )
    return ServiceUnreachable(
        f"no OpenSearch answers at {url}",
        remedy="`lexops opensearch up` starts one; or set index.location",
    )


def _refusal(error: TransportError, asked: AskedServer) -> Exception:
    if error.status_code == 403 or error.status_code in BUSY:
        reason = reason_of(error.info) or error.status_code
        return ServiceUnreachable(
            f"OpenSearch at {asked.url} refused: {reason}", remedy=_remedy(error.info)
        )
    if type_of(error.info) == _NO_INDEX:
        return ServiceUnreachable(
            f"OpenSearch at {asked.url} has lost an index: {reason_of(error.info)}",
            remedy=_remedy(error.info),
        )
    if type_of(error.info) == "index_closed_exception":
        return ServiceUnreachable(
            f"an index of OpenSearch at {asked.url} is closed",
            remedy="open it (`POST INDEX/_open`), then run again",
        )
    return error


def tls_failed(url: str, text: str) -> ServiceUnfit:
    """Return the error for a connection whose TLS failed; `text` is the message of `ssl`."""
    for cause in _CERTIFICATE_CAUSES:
        if cause.word in text:
            return ServiceUnfit(f"the certificate of {url} {cause.meaning}", remedy=cause.remedy)
    return ServiceUnfit(
        f"the TLS connection to {url} failed: {text}",
        remedy="a server without TLS wants http: in index.location",
    )


def write_failed(
    verb: str,
    row_id: str,
    answer: Mapping[str, Any],
) -> Exception:
    """Return the error for one write of a bulk request that the server refused."""
    message = f"OpenSearch did not {verb} {row_id}"
    if rights := denied(answer):
        return ServiceUnfit(
            f"{message}: the user may not {', '.join(rights)}",
            remedy=HOW_TO_ALLOW,
            rights=rights,
        )
    message = f"{message}: {reason_of(answer)}"
    # A full disk blocks writing (403); a queue never empties; an index is gone.
    may_be_repaired = answer["status"] == 403 or answer["status"] in BUSY
    if may_be_repaired or type_of(answer) == _NO_INDEX:
        return ServiceUnreachable(message, remedy=_remedy(answer))
    return ServiceUnreachable(
        message,
        remedy="if the index's mapping or settings were changed by hand, "
        "`lexops publish --rebuild` makes a new index; else report this",
    )


def search_failed(answer: Mapping[str, Any]) -> Exception:
    """Return the error for an answer that has an error in place of search results.

    It is either trouble of the server, or a question that the server does not understand.
    """
    if answer["status"] in BUSY or answer["status"] >= 500:
        return ServiceUnreachable(
            f"OpenSearch could not answer: {reason_of(answer)}", remedy=_remedy(answer)
        )
    return AssertionError(f"OpenSearch did not understand a question: {answer['error']}")


def denied(answer: Any) -> list[str]:
    """Return the rights that an answer says are missing, in the security plugin's words.

    An error that says another thing gives no rights.
    """
    if not isinstance(answer, dict):
        return []
    match = _MISSING_RIGHT.search(dumps(answer))
    if match is None:
        return []
    return match[1].split(", ")


def is_busy(status: int | str, info: Any) -> bool:
    """Whether the server may accept the same request later; a blocked index never does."""
    return status in BUSY and type_of(info) != "cluster_block_exception"


def type_of(info: Any) -> str | None:
    """Return the type of the error in an answer."""
    error = _error_of(info)
    if not isinstance(error, dict):
        return None
    return error.get("type")


def reason_of(info: Any) -> str | None:
    """Return the innermost reason of an error, which names the field or the limit."""
    error = _error_of(info)
    if error is None:
        return None
    if not isinstance(error, dict):
        return str(error)
    cause = error
    while isinstance(cause.get("caused_by"), dict):
        cause = cause["caused_by"]
    return str(cause.get("reason") or error.get("type"))


def _error_of(info: Any) -> Any:
    """Return the error of an answer; of a task by query, the first part that failed."""
    if not isinstance(info, dict):
        return None
    failures = info.get("failures")
    if failures:
        return failures[0].get("cause")
    return info.get("error")


def _remedy(info: Any) -> str:
    if type_of(info) == _NO_INDEX:
        return "the index was deleted; run again: it is made anew"
    reason = reason_of(info) or ""
    for word, remedy in _BLOCKS.items():
        if word in reason:
            return remedy
    return "check the server, then run again: nothing is lost"
