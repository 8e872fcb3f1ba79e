"""Answers of OpenSearch as errors that say what happened, where, and what to do."""

from __future__ import annotations

from typing import Any

import pytest
from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    ConnectionTimeout,
    NotFoundError,
    RequestError,
    SSLError,
    TransportError,
)
from opensearchpy.exceptions import ConnectionError as NoConnection

from corpus.errors import ServiceUnfit, ServiceUnreachable
from indexing.opensearch._errors import (
    BUSY,
    HOW_TO_ALLOW,
    AskedServer,
    denied,
    explain,
    is_busy,
    reason_of,
    search_failed,
    tls_failed,
    type_of,
    write_failed,
)

URL = "http://127.0.0.1:9200"
ASKED = AskedServer(URL, None, answered_before=False)
NO_INDEX = {"type": "index_not_found_exception", "reason": "no such index [lexops-g1]"}
RIGHTS = "no permissions for [indices:data/read/search, indices:admin/get] and User [name=reader]"
DENIED = {"error": {"type": "security_exception", "reason": RIGHTS}, "status": 403}


def blocked(reason: str) -> dict[str, Any]:
    return {"error": {"type": "cluster_block_exception", "reason": reason}}


@pytest.mark.parametrize(
    ("error", "asked", "message", "remedy"),
    [
        pytest.param(
            ConnectionTimeout("TIMEOUT", "timed out", {}),
            ASKED,
            "took a request, and never answered",
            "index.timeout",
            id="no answer in time",
        ),
        pytest.param(
            NoConnection("N/A", "refused", {}),
            ASKED,
            f"no OpenSearch answers at {URL}",
            "lexops opensearch up",
            id="no server",
        ),
        pytest.param(
            NoConnection("N/A", "refused", {}),
            ASKED._replace(answered_before=True),
            f"OpenSearch at {URL} answers no more",
            "nothing is lost",
            id="a server that went away",
        ),
        pytest.param(
            NoConnection("N/A", "", Exception("RemoteDisconnected('closed')")),
            ASKED,
            "ends the connection without an answer",
            "https:",
            id="TLS at the other end",
        ),
        pytest.param(
            NoConnection("N/A", "", Exception("RemoteDisconnected('closed')")),
            ASKED._replace(url="https://search:9200"),
            "no OpenSearch answers at https://search:9200",
            "index.location",
            id="TLS at both ends",
        ),
        pytest.param(
            TransportError(429, "", blocked("index [x] blocked by: flood-stage watermark")),
            ASKED,
            "refused: index [x] blocked by: flood-stage watermark",
            "free space on its disk",
            id="a full disk",
        ),
        pytest.param(
            AuthorizationException(403, "", blocked("blocked by: [FORBIDDEN/5/index read-only]")),
            ASKED,
            "refused: blocked by",
            "set the block that it names to null",
            id="a read-only index",
        ),
        pytest.param(
            TransportError(503, "", {"error": {"type": "x", "reason": "all shards failed"}}),
            ASKED,
            "refused: all shards failed",
            "_cluster/allocation/explain",
            id="a lost shard",
        ),
        pytest.param(
            TransportError(502, "", "<html>Bad Gateway</html>"),
            ASKED,
            "refused: 502",
            "check the server",
            id="a proxy without its server",
        ),
        pytest.param(
            NotFoundError(404, "", {"error": NO_INDEX}),
            ASKED,
            "has lost an index: no such index [lexops-g1]",
            "it is made anew",
            id="a deleted index",
        ),
        pytest.param(
            RequestError(400, "", {"error": {"type": "index_closed_exception"}}),
            ASKED,
            "is closed",
            "POST INDEX/_open",
            id="a closed index",
        ),
    ],
)
def test_a_server_that_cannot_answer_is_unreachable(
    error: TransportError,
    asked: AskedServer,
    message: str,
    remedy: str,
) -> None:
    explained = explain(error, asked)
    assert type(explained) is ServiceUnreachable
    assert message in explained.message
    assert remedy in (explained.remedy or "")


@pytest.mark.parametrize(
    ("user", "message"),
    [
        pytest.param(None, f"{URL} wants a user", id="none is configured"),
        pytest.param(
            "reader", f"{URL} does not know reader, or the password is wrong", id="an unknown one"
        ),
    ],
)
def test_a_server_that_wants_a_user_says_how_to_name_one(user: str | None, message: str) -> None:
    error = explain(AuthenticationException(401, "", {}), ASKED._replace(user=user))
    assert isinstance(error, ServiceUnfit)
    assert error.message == message
    assert "LEXOPS_INDEX_PASSWORD" in (error.remedy or "")


@pytest.mark.parametrize(("user", "named"), [(None, "a caller without a user"), ("ann", "ann")])
def test_missing_rights_are_named_with_the_user(user: str | None, named: str) -> None:
    error = explain(AuthorizationException(403, "", DENIED), ASKED._replace(user=user))
    assert isinstance(error, ServiceUnfit)
    assert error.rights == ("indices:data/read/search", "indices:admin/get")
    assert f"does not let {named} do indices:data/read/search, indices:admin/get" in error.message
    assert error.remedy == HOW_TO_ALLOW


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("hostname mismatch, certificate is not valid", "issued for another name", "location"),
        ("CERTIFICATE_VERIFY_FAILED: certificate has expired", "has expired", "renewed"),
        ("CERTIFICATE_VERIFY_FAILED: self signed", "is not trusted", "index.ca"),
        ("WRONG_VERSION_NUMBER", "failed: WRONG_VERSION_NUMBER", "http:"),
    ],
    ids=["name", "expired", "authority", "no TLS"],
)
def test_what_is_wrong_with_a_certificate_has_its_own_remedy(
    text: str,
    message: str,
    remedy: str,
) -> None:
    direct = tls_failed("https://search", text)
    by_client = explain(SSLError("N/A", "", Exception(text)), ASKED)
    for error in (direct, by_client):
        assert isinstance(error, ServiceUnfit)
        assert message in error.message
        assert remedy in (error.remedy or "")


@pytest.mark.parametrize(
    "info",
    [
        {"error": {"type": "parsing_exception", "reason": "unknown query [x]"}},
        {"error": {"type": "mapper_parsing_exception", "reason": "No handler for type"}},
        {},
    ],
    ids=["a query", "a mapping", "nothing"],
)
def test_our_own_mistakes_stay_errors_of_the_client_library(info: dict[str, Any]) -> None:
    error = RequestError(400, "", info)
    assert explain(error, ASKED) is error


@pytest.mark.parametrize(
    ("answer", "kind", "message", "remedy"),
    [
        pytest.param(
            {"status": 403, "error": DENIED["error"]},
            ServiceUnfit,
            "did not index 甲/1: the user may not indices:data/read/search, indices:admin/get",
            HOW_TO_ALLOW,
            id="a missing right",
        ),
        pytest.param(
            {"status": 403, **blocked("flood-stage")},
            ServiceUnreachable,
            "did not index 甲/1: flood-stage",
            "free space on its disk",
            id="a full disk",
        ),
        pytest.param(
            {"status": 429, "error": {"type": "rejected", "reason": "queue is full"}},
            ServiceUnreachable,
            "did not index 甲/1: queue is full",
            "nothing is lost",
            id="a queue that never empties",
        ),
        pytest.param(
            {"status": 404, "error": NO_INDEX},
            ServiceUnreachable,
            "no such index [lexops-g1]",
            "it is made anew",
            id="a deleted index",
        ),
        pytest.param(
            {
                "status": 400,
                "error": {
                    "type": "mapper_parsing_exception",
                    "reason": "failed to parse",
                    "caused_by": {"type": "x", "reason": "Vector dimension mismatch"},
                },
            },
            ServiceUnreachable,
            "did not index 甲/1: Vector dimension mismatch",
            "lexops publish --rebuild",
            id="a mapping that was changed by hand",
        ),
    ],
)
def test_a_refused_write_names_its_row(
    answer: dict[str, Any],
    kind: type[ServiceUnreachable],
    message: str,
    remedy: str,
) -> None:
    error = write_failed("index", "甲/1", answer)
    assert type(error) is kind
    assert message in error.message
    assert remedy in (error.remedy or "")


@pytest.mark.parametrize("status", [500, *sorted(BUSY)])
def test_a_search_that_the_server_could_not_run_is_unreachable(status: int) -> None:
    answer = {"status": status, "error": {"type": "x", "reason": "too many clauses"}}
    error = search_failed(answer)
    assert isinstance(error, ServiceUnreachable)
    assert "could not answer: too many clauses" in str(error)


@pytest.mark.parametrize("status", [400, 404])
def test_a_search_that_the_server_does_not_understand_is_our_mistake(status: int) -> None:
    error = search_failed({"status": status, "error": {"type": "parsing_exception"}})
    assert isinstance(error, AssertionError)
    assert "parsing_exception" in str(error)


@pytest.mark.parametrize(
    ("answer", "rights"),
    [
        pytest.param(DENIED, ["indices:data/read/search", "indices:admin/get"], id="two"),
        pytest.param(
            {"error": {"root_cause": [{"reason": RIGHTS.replace(", indices:admin/get", "")}]}},
            ["indices:data/read/search"],
            id="one, deep in the answer",
        ),
        pytest.param({"error": {"reason": "no permissions for [] and User"}}, [], id="none named"),
        pytest.param({"error": {"reason": "no permissions for the disk"}}, [], id="other words"),
        pytest.param({}, [], id="an empty answer"),
        pytest.param(RIGHTS, [], id="a text"),
        pytest.param(None, [], id="no answer"),
    ],
)
def test_rights_are_read_from_the_words_of_the_server(answer: Any, rights: list[str]) -> None:
    assert denied(answer) == rights


@pytest.mark.parametrize(
    ("info", "type_", "reason"),
    [
        pytest.param({"error": NO_INDEX}, NO_INDEX["type"], NO_INDEX["reason"], id="plain"),
        pytest.param(
            {
                "error": {
                    "type": "outer",
                    "reason": "a",
                    "caused_by": {"reason": "b", "caused_by": {"reason": "c"}},
                }
            },
            "outer",
            "c",
            id="the innermost reason",
        ),
        pytest.param({"error": {"type": "only"}}, "only", "only", id="without a reason"),
        pytest.param({"error": {"type": "x", "caused_by": None}}, "x", "x", id="no cause"),
        pytest.param({"error": "Incorrect method"}, None, "Incorrect method", id="a sentence"),
        pytest.param(
            {"failures": [{"cause": NO_INDEX}, {"cause": {"type": "second"}}]},
            NO_INDEX["type"],
            NO_INDEX["reason"],
            id="the first failure of a task",
        ),
        pytest.param({"failures": [], "error": NO_INDEX}, NO_INDEX["type"], NO_INDEX["reason"]),
        pytest.param({"acknowledged": True}, None, None, id="no error"),
        pytest.param("<html>", None, None, id="a page"),
        pytest.param(None, None, None, id="nothing"),
    ],
)
def test_type_and_reason_are_read_from_any_answer(
    info: Any,
    type_: str | None,
    reason: str | None,
) -> None:
    assert (type_of(info), reason_of(info)) == (type_, reason)


@pytest.mark.parametrize(
    ("status", "info", "expected"),
    [
        *((status, {}, True) for status in sorted(BUSY)),
        (429, blocked("flood-stage"), False),
        (200, {}, False),
        (403, {}, False),
        (500, {}, False),
        ("N/A", {}, False),
    ],
)
def test_only_a_busy_server_is_asked_again(
    status: int | str,
    info: dict[str, Any],
    expected: bool,
) -> None:
    assert is_busy(status, info) is expected
