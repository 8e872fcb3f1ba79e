"""The review in the terminal: what a key does, what is stored when, and what fits in 80 columns."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from rich.cells import cell_len
from rich.console import Console

from cli.review_terminal import Outcome, Review, Terminal, marked_text
from corpus.errors import HomeLocked
from corpus.hashing import text_hash
from corpus.records import Span, TagDecision, TagProposal
from tagging.review.exchange import Question
from tagging.review.queue import QueueItem, ReviewCandidate
from tagging.review.waiting import WaitingQuestion
from tagging.schemes import Scheme, Value

SCHEME = Scheme(
    "subjects",
    1,
    "Subjects",
    "For tests.",
    (
        Value(
            "工资",
            "wages",
            "The passage says how wages are paid.",
            examples=("工资按月支付。",),
            counter_examples=("工资是一个词。",),
            related=("休假",),
        ),
        Value("休假", "leave", "The passage grants leave."),
    ),
)


def waiting(
    number: int = 1,
    text: str = "",
    evidence: Span | None = None,
    *,
    audit: bool = False,
    blind: bool = False,
) -> WaitingQuestion:
    text = text or f"第{number}条 夜班应当给予津贴。"
    proposal = TagProposal(
        "工资",
        0.41,
        accepted=audit,
        method="rules",
        reason="rule pay: “津贴” in the text",
        evidence=evidence,
    )
    id_ = f"夜班法/第{number}条@2020-01-01"
    item = QueueItem(ReviewCandidate(id_, "工资", 0.41, text, "夜班法"), 1.0, 5.0, 3, 2, audit)
    question = Question("subjects", id_, "夜班法", "夜班法 › 第一章 总则", text, proposal)
    return WaitingQuestion(question, item, text_hash(text), blind)


class Sitting:
    """A review with keys that were typed before, and what it stored and wrote."""

    def __init__(
        self,
        keys: Sequence[str],
        questions: Sequence[WaitingQuestion],
        width: int = 80,
    ) -> None:
        self._keys = iter(keys)
        self.stored: list[TagDecision] = []
        self.stored_at_each_key: list[int] = []
        self.locked = 0
        screen = io.StringIO()
        console = Console(file=screen, width=width, highlight=False, color_system=None)
        terminal = Terminal(
            console, self._key, lambda _: " because\tso ", self._keep, self._take_back
        )
        self.outcome: Outcome = Review(terminal, SCHEME, "anna", questions).work()
        self.screen = screen.getvalue()

    def _key(self) -> str:
        self.stored_at_each_key.append(len(self.stored))
        key = next(self._keys)
        if key == "LOCKED":
            self.locked = 1
            key = next(self._keys)
        if key == "EOF":
            raise EOFError
        return key

    def _keep(self, decision: TagDecision) -> None:
        if self.locked:
            self.locked = 0
            raise HomeLocked("another run writes to this home")
        self.stored.append(decision)

    def _take_back(self, decision: TagDecision) -> None:
        self.stored.remove(decision)

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The article and the answer of each stored decision."""
        return [(d.passage_id.split("/")[1].split("@")[0], d.answer.value) for d in self.stored]


THREE = [waiting(1), waiting(2), waiting(3)]

KEYS = {
    "yes and no": ("yn", [("第1条", "yes"), ("第2条", "no")]),
    "capital letters": ("YN", [("第1条", "yes"), ("第2条", "no")]),
    "skip": ("sy", [("第2条", "yes")]),
    "undo and answer anew": ("yun", [("第1条", "no")]),
    "undo a skip": ("suy", [("第1条", "yes")]),
    "undo twice": ("ynuun", [("第1条", "no")]),
    "undo at the beginning": ("uy", [("第1条", "yes")]),
    "unknown keys, definition, whole text": ("x?t\x1by", [("第1条", "yes")]),
    "quit at once": ("", []),
}


@pytest.mark.parametrize(("keys", "answers"), KEYS.values(), ids=KEYS)
def test_what_keys_decide(keys: str, answers: list[tuple[str, str]]) -> None:
    assert Sitting([*keys, "q"], THREE).answers == answers


@pytest.mark.parametrize("key", ["q", "\x03", "\x04", "", "EOF"])
def test_each_way_to_leave_keeps_what_was_answered(key: str) -> None:
    sitting = Sitting(["y", key], THREE)
    assert sitting.answers == [("第1条", "yes")]
    assert sitting.outcome.waiting == 2


def test_an_answer_is_stored_before_the_next_key_is_read() -> None:
    sitting = Sitting([*"yny"], THREE)
    assert sitting.stored_at_each_key == [0, 1, 2]
    assert len(sitting.stored) == 3  # the review ends after the last question by itself


def test_a_decision_keeps_who_when_why_and_what_was_seen() -> None:
    sitting = Sitting([*"wyn", "q"], THREE)
    first, second = sitting.stored
    assert (first.scheme, first.value, first.reviewer) == ("subjects", "工资", "anna")
    assert (first.why, second.why) == ("because so", "")
    assert (first.text, first.text_hash) == (THREE[0].question.text, THREE[0].text_hash)
    assert first.context == "夜班法 › 第一章 总则"
    assert first.at.endswith("+00:00")


def test_while_another_process_writes_the_question_stays() -> None:
    sitting = Sitting(["LOCKED", *"yyq"], THREE)
    assert sitting.answers == [("第1条", "yes")]
    assert "not stored: another run writes to this home" in sitting.screen


def test_the_outcome_counts_what_was_done_and_the_wrong_tags() -> None:
    audits = [waiting(1, audit=True), waiting(2, audit=True), waiting(3), waiting(4)]
    outcome = Sitting([*"ynnsq"], audits).outcome
    assert (len(outcome.decided), outcome.skipped, outcome.waiting) == (3, 1, 0)
    assert (outcome.audited, outcome.wrong) == (2, 1)


def test_a_question_shows_the_passage_the_value_and_why_it_is_proposed() -> None:
    screen = Sitting(["?", "q"], [waiting(1, evidence=Span(10, 12))]).screen
    for words in (
        "1 of 1 · subjects · anna",
        "夜班法 › 第一章 总则",
        "第1条 夜班应当给予>>津贴<<。",
        "工资 (wages): The passage says how wages are paid.",
        "41% likely by rules; a suggestion",
        "because: rule pay: “津贴” in the text",
        "passages with exactly this text: 3",
        "has it: 工资按月支付。",
        "has it not: 工资是一个词。",
        "near: 休假",
    ):
        assert words in screen, words


def test_a_second_reviewer_sees_no_hint_of_the_answer() -> None:
    screen = Sitting(["q"], [waiting(1, blind=True)]).screen
    assert "another reviewer has decided this" in screen
    assert "%" not in screen
    assert "because" not in screen


LONG = "用人单位应当按照国家规定支付劳动者的工资和津贴，" * 60


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("keys", ["q", "tq", "?uq"])
def test_no_line_is_wider_than_the_terminal(width: int, keys: str) -> None:
    question = waiting(1, LONG, Span(700, 705))
    screen = Sitting([*keys], [question], width).screen
    assert max(cell_len(line) for line in screen.splitlines()) <= width


def test_of_a_long_text_the_part_around_the_evidence_is_shown_and_t_shows_all() -> None:
    text = LONG + "夜班津贴" + LONG
    at = len(LONG)
    question = waiting(1, text, Span(at, at + 4))
    first = Sitting(["q"], [question]).screen
    assert ">>夜班津贴<<" in first.replace("\n", "")
    assert "more characters: key t" in first.replace("\n", "")
    assert text in Sitting([*"tq"], [question]).screen.replace("\n", "").replace(">>", "").replace(
        "<<", ""
    )


SPANS = {
    "none": None,
    "at the beginning": Span(0, 2),
    "at the end": Span(1435, 1440),
    "the whole": Span(0, 1440),
    "longer than what is shown": Span(100, 1300),
    "behind the end": Span(5000, 5002),
}


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("span", SPANS.values(), ids=SPANS)
def test_marking_loses_no_character(span: Span | None, whole: bool) -> None:
    marked = marked_text(LONG, span, 80, whole=whole).plain.replace("\n", "")
    shown = marked.strip("…").partition("… (")[0]
    assert shown in LONG
    assert len(shown) >= 900
    assert not whole or shown == LONG
    if span and span.end <= len(LONG):
        assert LONG[span.start : span.end] in shown


@pytest.mark.parametrize("sign", ["\x1b[2J", "\r", "\x07"])
def test_a_text_does_not_steer_the_terminal(sign: str) -> None:
    screen = Sitting(["q"], [waiting(1, f"第一条 {sign}夜班。")]).screen
    assert sign not in screen.replace("\r\n", "\n")
    assert "夜班。" in screen


def test_brackets_in_a_text_are_no_markup() -> None:
    assert "[bold]夜班[/bold]" in Sitting(["q"], [waiting(1, "[bold]夜班[/bold]")]).screen
