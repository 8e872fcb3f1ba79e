"""What is asked of reviewers in files, and how their answers are checked before they count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from corpus.errors import UsageError
from corpus.hashing import text_hash
from corpus.records import Answer, TagDecision, TagProposal
from tagging.schemes import Scheme

_LONGEST_NAME = 100
_LONGEST_REASON = 10_000
_CLOCKS = timedelta(days=1)
"""How far the clocks of two machines may differ."""


class ReviewFileError(UsageError):
    """A file is none that reviewers fill in."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a reviewer is asked: whether a passage has a value.

    Attributes:
        scheme: The name of the scheme.
        passage_id: The id of the passage.
        title: The title of its document.
        context: The header above its text.
        text: Its text.
        proposal: The value, with probability, reason and evidence.
    """

    scheme: str
    passage_id: str
    title: str
    context: str
    text: str
    proposal: TagProposal


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """An answer as it stands in a file; nothing of it is checked yet.

    Attributes:
        place: Where it stands, as `line 3`.
        id: The id of the passage.
        scheme: The name of the scheme.
        value: The value.
        answer: `yes`, `no`, or None where it was left open.
        reviewer: Who answered; None where the file does not say.
        at: When; None where the file does not say.
        why: The reason.
        text: The text that the reviewer saw; None where the file does not say.
        context: The header above it.
    """

    place: str
    id: Any
    scheme: Any
    value: Any
    answer: Any
    reviewer: Any = None
    at: Any = None
    why: Any = ""
    text: Any = None
    context: Any = None


@dataclass(frozen=True, slots=True)
class FileFinding:
    """Why a part of a file does not count.

    Attributes:
        place: Where it stands, as `line 3`.
        code: The kind of fault, as `unknown_id`.
        detail: What is wrong, in words.
    """

    place: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class SeenPassage:
    """A stored passage, as far as a decision keeps it.

    Attributes:
        id: Its id.
        context: The header above its text.
        text: Its text.
    """

    id: str
    context: str
    text: str


@dataclass(frozen=True, slots=True)
class CheckedAnswers:
    """What a file says.

    Attributes:
        decisions: What counts.
        findings: What does not count, and why.
        open: How many questions have no answer yet.
    """

    decisions: tuple[TagDecision, ...]
    findings: tuple[FileFinding, ...]
    open: int


class _Fault(Exception):
    """An answer does not count. Its arguments are the code and the detail."""


@dataclass(frozen=True, slots=True)
class AnswerRules:
    """What answers are checked against.

    Attributes:
        schemes: The schemes whose answers may be given, by name.
        find: Returns the stored passages of some ids, by the id that was asked for.
        reviewer: Who answered where the file does not say; empty where that is not known.
        now: The present time, with its zone.
    """

    schemes: Mapping[str, Scheme]
    find: Callable[[list[str]], Mapping[str, SeenPassage]]
    reviewer: str
    now: datetime


def check_answers(answers: Iterable[FileAnswer], rules: AnswerRules) -> CheckedAnswers:
    """Check the answers of a file. What is wrong is a finding, and the rest counts.

    Args:
        answers: The answers, in the order of the file.
        rules: What they are checked against.

    Returns:
        The decisions and the findings.
    """
    given = list(answers)
    ids = dict.fromkeys(answer.id for answer in given if isinstance(answer.id, str))
    passages = rules.find([id_ for id_ in ids if _is_text(id_)])
    decisions: dict[tuple[str, str, str, str], tuple[str, TagDecision]] = {}
    findings = []
    open_ = 0
    for answer in given:
        try:
            decision = _decision(answer, passages, rules)
        except _Fault as fault:
            findings.append(FileFinding(answer.place, *fault.args))
            continue
        if decision is None:
            open_ += 1
            continue
        key = (decision.scheme, decision.value, decision.passage_id, decision.reviewer)
        if key in decisions:
            findings.append(_duplicate(answer.place, decision, *decisions[key]))
            continue
        decisions[key] = (answer.place, decision)
    counting = tuple(decision for _, decision in decisions.values())
    return CheckedAnswers(counting, tuple(findings), open_)


def _duplicate(
    place: str,
    decision: TagDecision,
    earlier: str,
    first: TagDecision,
) -> FileFinding:
    which = "the same" if first.answer is decision.answer else "the other"
    return FileFinding(place, "duplicate", f"{earlier} has {which} answer already, and counts")


def _decision(
    answer: FileAnswer,
    passages: Mapping[str, SeenPassage],
    rules: AnswerRules,
) -> TagDecision | None:
    """The decision that an answer is; None where it was left open."""
    scheme = rules.schemes.get(_text("scheme", answer.scheme))
    if scheme is None:
        known = ", ".join(rules.schemes) or "none"
        raise _Fault("wrong_scheme", f"{answer.scheme!r} is not among the schemes: {known}")
    value = _text("value", answer.value)
    if value not in {known.value for known in scheme.values}:
        raise _Fault("unknown_value", f"the scheme {scheme.name} has no value {value!r}")
    id_ = _text("id", answer.id)
    passage = passages.get(id_)
    if passage is None:
        raise _Fault("unknown_id", f"no passage has the id {id_!r}")
    if answer.answer is None or answer.answer == "":
        return None
    if answer.answer not in tuple(Answer):
        raise _Fault("unknown_answer", f"{answer.answer!r} is neither yes nor no")
    text = passage.text if answer.text is None else _text("text", answer.text)
    context = passage.context if answer.context is None else answer.context
    if not isinstance(context, str) or not _is_text(context):
        raise _Fault("not_text", "the context is no text")
    return TagDecision(
        scheme.name,
        value,
        Answer(answer.answer),
        _reviewer(answer, rules),
        _time(answer.at, rules.now),
        _why(answer.why),
        passage.id,
        text_hash(text),
        context,
        text,
    )


def _text(name: str, value: Any) -> str:
    if value is None:
        raise _Fault("missing_field", f"there is no {name}")
    if not isinstance(value, str) or not value or not _is_text(value):
        raise _Fault("not_text", f"the {name} is no text: {value!r:.80}")
    return value


def _is_text(value: str) -> bool:
    """Whether a string can be stored: JSON can express halves of characters, and NUL."""
    return "\0" not in value and not any("\ud800" <= character <= "\udfff" for character in value)


def _reviewer(answer: FileAnswer, rules: AnswerRules) -> str:
    named = answer.reviewer if answer.reviewer not in (None, "") else rules.reviewer
    if named == "":
        raise _Fault("no_reviewer", "nothing says who decided; give --reviewer NAME")
    name = _text("reviewer", named).strip()
    if not name or not name.isprintable() or len(name) > _LONGEST_NAME:
        raise _Fault("bad_reviewer", f"{name!r:.80} is no name of a reviewer")
    return name


def _why(why: Any) -> str:
    if why is None:
        return ""
    if not isinstance(why, str) or not _is_text(why) or len(why) > _LONGEST_REASON:
        raise _Fault("not_text", "the reason is no text, or too long")
    return " ".join(why.split())


def _time(at: Any, now: datetime) -> str:
    """A time as decisions keep it. A time in the future would outrank what comes after."""
    if at is None or at == "":
        return _stamp(now)
    try:
        time = datetime.fromisoformat(at)
        time = time if time.tzinfo else time.replace(tzinfo=UTC)
        is_later = time > now + _CLOCKS
        stamp = _stamp(time)
    except (TypeError, ValueError, OverflowError) as error:
        raise _Fault("bad_time", f"{at!r:.80} is no ISO time") from error
    if is_later:
        raise _Fault("bad_time", f"{at} is in the future")
    return stamp


def _stamp(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="seconds")
