"""Errors say what happened and what to do, end a command with the right status, and cross processes."""

from __future__ import annotations

import pickle

import pytest

from corpus.errors import (
    REASONS,
    BadInput,
    ExitStatus,
    HomeError,
    HomeLocked,
    LexopsError,
    ModelMismatch,
    ModelUnavailable,
    Refused,
    ServiceUnfit,
    ServiceUnreachable,
    SourceMissing,
    UnknownValue,
    UsageError,
)

STATUSES = [
    (LexopsError, ExitStatus.REFUSED),
    (UsageError, ExitStatus.USAGE),
    (HomeError, ExitStatus.USAGE),
    (HomeLocked, ExitStatus.USAGE),
    (ModelUnavailable, ExitStatus.UNREACHABLE),
    (ServiceUnreachable, ExitStatus.UNREACHABLE),
    (ServiceUnfit, ExitStatus.UNREACHABLE),
    (Refused, ExitStatus.REFUSED),
    (ModelMismatch, ExitStatus.REFUSED),
    (SourceMissing, ExitStatus.REFUSED),
]


@pytest.mark.parametrize(("error", "status"), STATUSES, ids=[e.__name__ for e, _ in STATUSES])
def test_an_error_has_the_exit_status_of_its_branch(
    error: type[LexopsError],
    status: ExitStatus,
) -> None:
    raised = error("the lock is taken", remedy="wait")
    assert raised.status is status
    assert str(raised) == "the lock is taken — wait"
    assert str(error("the lock is taken")) == "the lock is taken"


@pytest.mark.parametrize(
    ("value", "allowed", "message"),
    [
        ("a", ["b", "c"], "unknown colour 'a': choose one of b, c"),
        (5, [1, 2], "unknown colour '5': choose one of 1, 2"),
        ("a", [], "unknown colour 'a': choose one of (none yet)"),
        ("a'b", ["b"], 'unknown colour "a\'b": choose one of b'),
    ],
)
def test_an_unknown_value_lists_the_allowed_ones(
    value: object,
    allowed: list[object],
    message: str,
) -> None:
    error = UnknownValue("colour", value, iter(allowed))
    assert str(error) == message
    assert error.allowed == tuple(map(str, allowed))


@pytest.mark.parametrize("code", REASONS)
def test_a_bad_input_names_its_reason_and_the_remedy(code: str) -> None:
    error = BadInput(code, "page 3")
    assert str(error) == f"{code}: page 3 — {REASONS[code].remedy}"
    assert (error.code, error.detail) == (code, "page 3")
    assert REASONS[code].code == code


def test_a_reason_that_is_not_in_the_closed_list_is_refused() -> None:
    with pytest.raises(UnknownValue, match="unknown quarantine reason 'ugly'") as caught:
        BadInput("ugly", "page 3")
    assert caught.value.allowed == tuple(REASONS)


CROSSING = [
    LexopsError("it broke"),
    UsageError("no such option", remedy="see --help"),
    UnknownValue("colour", "a", ["b", "c"]),
    SourceMissing("the root is gone", remedy="mount it"),
    ServiceUnfit("no right", remedy="grant it", rights=["read", "write"]),
    BadInput("encrypted", "page 3"),
]


@pytest.mark.parametrize("error", CROSSING, ids=[type(error).__name__ for error in CROSSING])
def test_an_error_comes_back_whole_from_another_process(error: LexopsError) -> None:
    returned = pickle.loads(pickle.dumps(error))
    assert type(returned) is type(error)
    assert str(returned) == str(error)
    assert vars(returned) == vars(error)
