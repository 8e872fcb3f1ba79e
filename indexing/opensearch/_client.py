"""Requests to OpenSearch, with retries and with errors that say what to do."""

from __future__ import annotations

import random
import ssl
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConnectionError as NoConnection
from opensearchpy.exceptions import ConnectionTimeout, SSLError, TransportError

from corpus.codec import dumps
from corpus.errors import UsageError
from indexing.opensearch._errors import AskedServer, explain, is_busy
from indexing.opensearch.options import ServerOptions

Answer = Any
"""An answer of the server, as JSON values."""

IN_FLIGHT = 2
"""Bulk requests at a time: while the server indexes one, the next is made."""

# Seconds at most before each new attempt; a node that restarts is back in 20.
_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0)

# Seconds since the first attempt: an attempt may itself take long before it fails.
_PATIENCE = 90


class OpenSearchClient:
    """A server at a URL. Threads may share it.

    A client that is not `patient` raises at once where others try again.
    """

    def __init__(
        self,
        url: str,
        options: ServerOptions,
        *,
        patient: bool = True,
    ) -> None:
        self._pauses = _PAUSES if patient else ()
        self.url = _without_password(url)
        self.user = options.user or urlsplit(url).username
        # Retries are ours: the library's have no pause between them.
        settings: dict[str, Any] = {
            "timeout": options.timeout,
            "max_retries": 0,
            "pool_maxsize": 2 * IN_FLIGHT,
        }
        if options.user is not None:
            settings["http_auth"] = (options.user, options.password or "")
        if options.ca is not None:
            settings["ca_certs"] = _checked_authority(options.ca)
        self._client = OpenSearch([url], **settings)
        self._answered = False

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        params: Mapping[str, Any] | None = None,
        *,
        missing: Answer = NotImplemented,
    ) -> Answer:
        """Send a request, and again while the server is busy.

        Every request here may be sent twice: ids of documents are ours. A request that the server
        does not understand is our own mistake, and stays a `TransportError`.

        Args:
            method: HTTP method.
            path: Path of the request, beginning with a slash.
            body: JSON value, or text that is sent as it is.
            params: Parameters of the query string.
            missing: The value to return for status 404. Without it a 404 raises.

        Returns:
            The answer as JSON values.

        Raises:
            ServiceUnreachable: The server does not answer, or goes on refusing.
            ServiceUnfit: The user or a right is missing, or TLS fails.
        """
        may_be_missing = missing is not NotImplemented
        settings = dict(params or {})
        if may_be_missing:
            # The library logs every answer above 299 as a warning, unless the status is ignored.
            settings["ignore"] = 404
        began = time.monotonic()
        for pause in self.attempts():
            try:
                answer = self._perform(
                    method,
                    path,
                    body,
                    settings,
                )
            except TransportError as error:
                is_over = pause is None or time.monotonic() - began > _PATIENCE
                if is_over or not self._may_pass(error):
                    asked = AskedServer(self.url, self.user, self._answered)
                    raise explain(error, asked) from error
                wait(pause)
            else:
                self._answered = True
                if may_be_missing and answer.get("status") == 404:
                    return missing
                return answer
        raise AssertionError("the last attempt returns or raises")

    def searches(
        self,
        bodies: Sequence[Mapping[str, Any]],
        how: Mapping[str, Any],
    ) -> list[Answer]:
        """Send several searches in one request, and return one answer for each.

        Searches that the server was too busy for are sent again, alone. `_msearch` has status 200
        whatever became of its parts: the caller must check each answer.

        Args:
            bodies: Bodies of the searches.
            how: Parameters that all of them share.

        Returns:
            The answers, in the order of `bodies`.
        """
        head = dumps(how)
        answers: dict[int, Answer] = {}
        open_places = list(range(len(bodies)))
        for pause in self.attempts():
            lines = "".join(f"{head}\n{dumps(bodies[place])}\n" for place in open_places)
            responses = self.call("POST", "/_msearch", lines)["responses"]
            answers.update(zip(open_places, responses, strict=True))
            open_places = [place for place in open_places if _is_refused(answers[place])]
            if pause is None or not open_places:
                break
            wait(pause)
        return [answers[place] for place in range(len(bodies))]

    def attempts(self) -> Iterator[float | None]:
        """Return, for each attempt, the seconds to wait after it; None for the last attempt."""
        yield from self._pauses
        yield None

    def close(self) -> None:
        """End the connections."""
        self._client.close()

    def _perform(
        self,
        method: str,
        path: str,
        body: Any,
        params: Mapping[str, Any],
    ) -> Answer:
        return self._client.transport.perform_request(
            method,
            path,
            # A copy, because the library takes its own options out of the dictionary.
            params=dict(params),
            body=body,
        )

    def _may_pass(self, error: TransportError) -> bool:
        """Whether to wait: the server is busy, or it answered before and is gone for the moment.

        A full disk has status 429 too, and is not empty in a minute. A request that timed out is
        not repeated: on a connection that is half open, repeating would hold an update for hours.
        """
        if isinstance(error, SSLError | ConnectionTimeout):
            return False
        if isinstance(error, NoConnection):
            return self._answered
        return is_busy(error.status_code, error.info)


def wait(pause: float | None) -> None:
    """Sleep for at most `pause` seconds.

    The time is random, so that clients that were refused together do not come back together.
    """
    longest = pause or 0
    time.sleep(random.uniform(longest / 2, longest))  # noqa: S311 - not for security


def _is_refused(answer: Answer) -> bool:
    return is_busy(answer.get("status", 200), answer)


def _checked_authority(path: str) -> str:
    """Return the path, if the file holds certificates; raise UsageError otherwise."""
    try:
        ssl.create_default_context(cafile=path)
    except FileNotFoundError as error:
        raise UsageError(f"index.ca names no file: {path}") from error
    except (ssl.SSLError, OSError) as error:
        raise UsageError(
            f"index.ca is no certificate in PEM: {path}",
            remedy="name the file of the authority that signed the server's",
        ) from error
    return path


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(
            f"{url!r} is no URL of a server",
            remedy='set index.location, as in "http://127.0.0.1:9200"',
        )
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=host).geturl().rstrip("/")
