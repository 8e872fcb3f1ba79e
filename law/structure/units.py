"""From the lines of a unit to what is kept of it.

Its path, its pieces, its context, its 款, 项 and 目 in the tree.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.notation.marks import FAMILIES
from corpus.records import (
    Finding,
    Level,
    Provision,
    Span,
    StructuralSpan,
    Unit,
)
from law.structure.cutting import Cutting, cut
from law.structure.lines import TextLine
from law.structure.numbering import NO_SEPARATORS, unused

TEXT = -1
"""The rank of an annex, and of another text in the same file: its articles are counted, and named,
apart.
"""
_CITED = (Level.ARTICLE, Level.ITEM)


@dataclass
class Division:
    """An open division.

    Attributes:
        rank: Its rank; 0 is a part, and a higher number lies lower.
        index: Its index among the provisions.
        label: Its label, as 第一章.
        heading: The words beside the label.
    """

    rank: int
    index: int
    label: str
    heading: str

    @property
    def name(self) -> str:
        """What a path calls it."""
        return (self.label or self.heading).translate(NO_SEPARATORS)

    @property
    def shown(self) -> str:
        """What a context calls it."""
        return f"{self.label} {self.heading}".strip()


@dataclass
class UnitDraft:
    """A unit while its lines come in.

    Attributes:
        label: Its label.
        level: Its level.
        article: The label of its article, None for other units.
        lines: Its lines so far.
        divisions: The divisions in which it stands.
        parent: The index of its parent among the provisions.
        restarts: How often the articles of this text had begun again at one.
        listed: The last number of each family of items.
    """

    label: str
    level: Level
    article: str | None
    lines: list[TextLine]
    divisions: tuple[Division, ...]
    parent: int | None
    restarts: int = 0
    listed: dict[str, int] = field(default_factory=dict)


@dataclass
class Provisions:
    """What a document was found to be made of.

    Attributes:
        provisions: The tree of provisions; a provision names its parent by index.
        units: The units that can be cited.
        structural: The spans that no unit holds: headings, signatures.
        findings: What was odd.
    """

    provisions: list[Provision] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    structural: list[StructuralSpan] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def _joined(divisions: Sequence[Division], label: str) -> str:
    """A label below the names of divisions, those of the same name left out."""
    names = [division.name for division in divisions if division.name != label]
    return "/".join([*names, label])


class UnitWriter:
    """Writes units and their provisions.

    Attributes:
        text: The clean text of the document.
        titles: The titles with which every context begins.
        family: The family of marks that opens units.
        cutting: How long a passage may be.
        out: What takes the units.
        paths: How often each path was taken.
    """

    def __init__(
        self,
        text: str,
        titles: tuple[str, ...],
        family: str,
        cutting: Cutting,
        out: Provisions,
    ) -> None:
        self.text = text
        self.titles = titles
        self.family = family
        self.cutting = cutting
        self.out = out
        self.paths: Counter[str] = Counter()

    def write(self, draft: UnitDraft) -> None:
        """Write a unit.

        Args:
            draft: The unit; all its lines are in.
        """
        path = self._path(draft)
        start = draft.lines[0].start
        end = draft.lines[-1].end
        self.out.provisions.append(
            Provision(
                level=draft.level,
                label=draft.label,
                heading="",
                start=start,
                end=end,
                parent=draft.parent,
            )
        )
        if draft.level in _CITED:
            self._subdivide(draft, len(self.out.provisions) - 1)
        headings = [division.shown for division in draft.divisions if division.shown]
        context = " › ".join([*self.titles, *headings])
        pieces = self._pieces(draft, Span(start, end))
        starts = [line.start for line in draft.lines] if len(pieces) > 1 else []
        for number, piece in enumerate(pieces, 1):
            first = draft.lines[bisect_right(starts, piece.start) - 1] if starts else draft.lines[0]
            unit_context = context
            if number > 1 and draft.level in _CITED:
                unit_context = f"{context} › {draft.label}"
            self.out.units.append(
                Unit(
                    path=path,
                    start=piece.start,
                    end=piece.end,
                    article=draft.article,
                    piece=number if len(pieces) > 1 else None,
                    context=unit_context,
                    page=first.page,
                    box=first.box,
                )
            )

    def _pieces(
        self,
        draft: UnitDraft,
        whole: Span,
    ) -> list[Span]:
        if whole.end - whole.start <= self.cutting.article:
            return [whole]
        limit = self.cutting.article if draft.level in _CITED else self.cutting.prose
        return cut(
            self.text,
            [Span(line.start, line.end) for line in draft.lines],
            limit,
        )

    def _path(self, draft: UnitDraft) -> str:
        """The unit's path, unique in the document.

        Its label, below its annex or group, else made unique by its divisions or a number.
        """
        above = [division for division in draft.divisions if division.rank == TEXT]
        if draft.article is None and draft.level is Level.ITEM:
            above = [division for division in draft.divisions if division.label]
        path = _joined(above, draft.label)
        if draft.restarts:
            path = f"{path}~{draft.restarts + 1}"
        elif self.paths[path]:
            path = _joined(draft.divisions, draft.label)
        return unused(path, self.paths)

    def _subdivide(
        self,
        draft: UnitDraft,
        unit: int,
    ) -> None:
        """款, 项, 目 of one unit.

        A numbered line is an item of the paragraph before it, any other line a paragraph.
        """
        ranks = [family for family in FAMILIES if family != self.family or draft.article]
        paragraph = unit
        count = 0
        stack: list[tuple[int, int]] = []
        for number, line in enumerate(draft.lines):
            mark = line.mark if number else None
            if line.row:
                self.out.provisions.append(
                    Provision(
                        level=Level.TABLE,
                        label="",
                        heading="",
                        start=line.start,
                        end=line.end,
                        parent=unit,
                    )
                )
            elif mark and mark.family in ranks:
                rank = ranks.index(mark.family)
                while stack and stack[-1][0] >= rank:
                    stack.pop()
                level = Level.SUBITEM if stack else Level.ITEM
                parent = stack[-1][1] if stack else paragraph
                self.out.provisions.append(
                    Provision(
                        level=level,
                        label=mark.label,
                        heading="",
                        start=line.start,
                        end=line.end,
                        parent=parent,
                    )
                )
                stack.append((rank, len(self.out.provisions) - 1))
            else:
                count += 1
                stack.clear()
                self.out.provisions.append(
                    Provision(
                        level=Level.PARAGRAPH,
                        label=str(count),
                        heading="",
                        start=line.start,
                        end=line.end,
                        parent=unit,
                    )
                )
                paragraph = len(self.out.provisions) - 1
