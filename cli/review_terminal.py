"""Review of tags in the terminal: one question a screen, one key an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cli.output import printable, wrap
from corpus.errors import HomeLocked
from corpus.records import Answer, TagDecision

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from corpus.records import Span
    from tagging.review.waiting import WaitingQuestion
    from tagging.schemes import Scheme

KEYS = "y yes  n no  s skip  u undo  w reason  t whole text  ? definition  q quit"
_WIDEST = 100  # cells of a line: longer ones are hard to read
_SHOWN = 900  # characters of a text that are shown at first
_BEFORE = 300  # of these, characters before the evidence
_ANSWERS = {"y": Answer.YES, "n": Answer.NO}
_ENDS = ("q", "\x03", "\x04", "")  # q, Ctrl-C, Ctrl-D, end of input


@dataclass(slots=True)
class Outcome:
    """What a reviewer did.

    Attributes:
        decided: The decisions that are stored.
        skipped: How many questions were skipped.
        audited: How many tags were checked.
        wrong: How many of these tags were wrong.
        waiting: How many questions wait.
    """

    decided: list[TagDecision] = field(default_factory=list)
    skipped: int = 0
    audited: int = 0
    wrong: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Terminal:
    """What the review needs of its surroundings.

    Attributes:
        out: Where it writes.
        read_key: Waits for a key.
        read_line: Asks for a line.
        keep: Stores a decision.
        take_back: Removes a decision.
    """

    out: Console
    read_key: Callable[[], str]
    read_line: Callable[[str], str]
    keep: Callable[[TagDecision], None]
    take_back: Callable[[TagDecision], None]


class Review:
    """One sitting of one reviewer."""

    def __init__(
        self,
        terminal: Terminal,
        scheme: Scheme,
        reviewer: str,
        waiting: Sequence[WaitingQuestion],
    ) -> None:
        """Prepare the sitting.

        Args:
            terminal: The surroundings.
            scheme: The scheme.
            reviewer: The name of the reviewer.
            waiting: The questions, in their order.
        """
        self._terminal = terminal
        self._out = terminal.out
        self._scheme = scheme
        self._reviewer = reviewer
        self._waiting = waiting
        self._answers: list[TagDecision | None] = []  # None: skipped
        self._why = ""

    def work(self) -> Outcome:
        """Ask until the reviewer quits or nothing waits. Each answer is stored at once.

        Returns:
            What was done.
        """
        while len(self._answers) < len(self._waiting):
            waiting = self._waiting[len(self._answers)]
            self._show(waiting)
            if not self._answer(waiting):
                break
        return self._outcome()

    def _answer(self, waiting: WaitingQuestion) -> bool:
        """Take keys until the question is left; whether to go on."""
        while True:
            key = self._key()
            if key in _ENDS:
                return False
            if key in _ANSWERS:
                is_left = self._decide(waiting, _ANSWERS[key])
            elif key == "s":
                is_left = self._skip()
            elif key == "u":
                is_left = self._undo()
            else:
                is_left = False
                self._explain(waiting, key)
            if is_left:
                return True

    def _explain(self, waiting: WaitingQuestion, key: str) -> None:
        """Keys that leave the question where it is."""
        if key == "w":
            self._why = " ".join(self._terminal.read_line("reason: ").split())
        elif key == "?":
            self._print_lines(_definition(self._scheme, waiting.question.proposal.value))
        elif key == "t":
            self._out.print(self._marked(waiting, whole=True))
        else:
            self._say(KEYS)

    def _skip(self) -> bool:
        self._answers.append(None)
        self._why = ""
        return True

    def _key(self) -> str:
        try:
            return self._terminal.read_key().lower()
        except (KeyboardInterrupt, EOFError):
            return "q"

    def _decide(self, waiting: WaitingQuestion, answer: Answer) -> bool:
        question = waiting.question
        decision = TagDecision(
            self._scheme.name,
            question.proposal.value,
            answer,
            self._reviewer,
            datetime.now(UTC).isoformat(timespec="seconds"),
            self._why,
            question.passage_id,
            waiting.text_hash,
            question.context,
            question.text,
        )
        try:
            self._terminal.keep(decision)
        except HomeLocked as error:
            self._say(f"not stored: {error}; press the key again later, or q")
            return False
        self._answers.append(decision)
        self._why = ""
        self._say(f"{answer.value}: stored")
        return True

    def _undo(self) -> bool:
        """Go back to the question before; whether there is one."""
        if not self._answers:
            self._say("nothing to undo in this sitting; `lexops review undo` goes further back")
            return False
        last = self._answers[-1]
        if last is not None:
            try:
                self._terminal.take_back(last)
            except HomeLocked as error:
                self._say(f"not taken back: {error}; press the key again later, or q")
                return False
        self._answers.pop()
        self._say("taken back")
        return True

    def _outcome(self) -> Outcome:
        outcome = Outcome(waiting=len(self._waiting) - len(self._answers))
        for waiting, decision in zip(self._waiting, self._answers, strict=False):
            if decision is None:
                outcome.skipped += 1
                continue
            outcome.decided.append(decision)
            if waiting.item.audit:
                outcome.audited += 1
                outcome.wrong += decision.answer is Answer.NO
        return outcome

    def _show(self, waiting: WaitingQuestion) -> None:
        out = self._out
        question = waiting.question
        number = f"{len(self._answers) + 1} of {len(self._waiting)}"
        out.rule(f"{number} · {self._scheme.name} · {self._reviewer}", characters="─")
        if question.title and not question.context.startswith(question.title):
            self._print_lines([question.title], style="bold")
        self._print_lines([question.context or question.passage_id], style="bold")
        out.print()
        out.print(self._marked(waiting))
        out.print()
        self._print_lines([_heading(self._scheme, question.proposal.value)], style="bold")
        self._print_lines(describe_question(waiting))
        self._print_lines([KEYS], style="dim")

    def _marked(
        self,
        waiting: WaitingQuestion,
        *,
        whole: bool = False,
    ) -> Text:
        question = waiting.question
        has_colour = self._out.color_system is not None
        return marked_text(
            question.text,
            question.proposal.evidence,
            self._width,
            whole=whole,
            signs=("", "") if has_colour else (">>", "<<"),
        )

    @property
    def _width(self) -> int:
        return min(self._out.width, _WIDEST)

    def _print_lines(
        self,
        lines: Sequence[str],
        style: str = "",
    ) -> None:
        for line in lines:
            self._out.print(wrap(printable(line), self._width), markup=False, style=style or None)

    def _say(self, words: str) -> None:
        self._out.print(f"  {words}", markup=False, style="dim")


def describe_question(waiting: WaitingQuestion) -> list[str]:
    """Say how likely a value is, why it is proposed, and what an answer decides.

    Args:
        waiting: The question.

    Returns:
        One line for each of them.
    """
    if waiting.blind:
        return ["another reviewer has decided this; the answer is hidden"]
    proposal = waiting.question.proposal
    item = waiting.item
    state = "a tag already: is it right?" if item.audit else "a suggestion"
    lines = [f"{proposal.probability:.0%} likely by {proposal.method}; {state}"]
    if proposal.reason:
        lines.append(f"because: {proposal.reason}")
    if item.copies > 1:
        lines.append(f"passages with exactly this text: {item.copies}")
    if item.similar > 1:
        lines.append(f"similar passages that wait for the same value: {item.similar - 1}")
    return lines


def marked_text(
    text: str,
    evidence: Span | None,
    width: int,
    *,
    whole: bool = False,
    signs: tuple[str, str] = ("", ""),
) -> Text:
    """Return a text with its evidence marked, broken into lines.

    Args:
        text: The text.
        evidence: The span that is marked; None for nothing.
        width: Cells of a line.
        whole: Whether a long text is shown whole; else the part around the evidence.
        signs: What stands before and behind the evidence where there are no colours.

    Returns:
        The text, for a console.
    """
    from rich.text import Text

    start, end = (evidence.start, evidence.end) if evidence else (0, 0)
    first, last = 0, len(text)
    if not whole and len(text) > _SHOWN:
        first = max(0, min(start - _BEFORE, len(text) - _SHOWN))
        last = max(first + _SHOWN, min(end, len(text)))
    before = printable(text[first:start] if evidence else text[first:last])
    words = printable(text[start:end])
    after = printable(text[end:last]) if evidence else ""
    shown = Text("…" if first else "")
    shown.append(before)
    if words:
        shown.append(signs[0] + words + signs[1], style="bold reverse")
    shown.append(after)
    if last < len(text):
        shown.append(f"… ({len(text) - last} more characters: key t)")
    lines = Text()
    for number, line in enumerate(_broken(shown, width)):
        lines.append("\n" if number else "")
        lines.append_text(line)
    return lines


def _broken(text: Text, width: int) -> Iterator[Text]:
    """Lines as wide as the screen. Chinese has no blanks between words."""
    for line in text.split("\n", allow_blank=True):
        pieces = wrap(line.plain, width).split("\n")
        at = 0
        for piece in pieces:
            yield line[at : at + len(piece)]
            at += len(piece)


def _heading(scheme: Scheme, name: str) -> str:
    for value in scheme.values:
        if value.value == name:
            named = "" if value.name == name else f" ({value.name})"
            return f"{name}{named}: {value.definition}"
    return name


def _definition(scheme: Scheme, name: str) -> list[str]:
    for value in scheme.values:
        if value.value != name:
            continue
        lines = [f"{name}: {value.definition}"]
        lines += [f"  has it: {example}" for example in value.examples]
        lines += [f"  has it not: {example}" for example in value.counter_examples]
        if value.related:
            lines.append(f"  near: {', '.join(value.related)}")
        return lines
    return [f"the scheme has no value {name!r}"]
