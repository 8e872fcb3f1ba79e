"""A legal text as a tree of provisions and a list of citable units: articles, or the numbered items of a text that has none.

One pass over the lines. Each line either opens something (a division, an annex, an article, an item that is a unit by itself) or
belongs to the unit that is open. What opens is decided by the mark *and* by its number: in a decision the articles that it
quotes are out of sequence, and a line that begins "第十条规定的…" never was a mark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.names import unspace
from corpus.records import DocumentKind, Finding, Level, Provision, Role, Severity, Span, StructuralSpan, Unit
from ingestion.structure.cutting import Cutting, cut
from ingestion.structure.header import Header
from ingestion.structure.lines import Line
from ingestion.structure.marks import FAMILIES, Mark, Strength, is_heading_text

_RANK = {Level.PART: 0, Level.SUBPART: 1, Level.PREAMBLE: 2, Level.CHAPTER: 2, Level.SECTION: 3, Level.HEADING: 4}
_MAX_GAP = 20
"""Articles that may be missing in a row before a number counts as a quotation: scans and web copies lose some."""


@dataclass
class _Division:
    """An open division: where it stands in the tree, and what a context shows of it."""

    rank: int
    index: int
    label: str
    heading: str

    @property
    def shown(self) -> str:
        return f"{self.label} {self.heading}".strip()


@dataclass
class _Draft:
    """A unit while its lines come in."""

    label: str
    level: Level
    article: str | None
    lines: list[Line]
    divisions: tuple[_Division, ...]
    parent: int | None


@dataclass
class Provisions:
    """What the pass found."""

    provisions: list[Provision] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    structural: list[StructuralSpan] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_provisions(
    text: str, lines: Sequence[Line], header: Header, kind: DocumentKind, contents: frozenset[int], end: int, cutting: Cutting
) -> Provisions:
    """Read the body of a legal text: the lines from `header.body` to `end`, less the table of contents."""
    return _Reader(text, lines, header, kind, contents, end, cutting).read()


def count_articles(lines: Sequence[Line]) -> int:
    """How many lines look like the heads of articles; a first guess, made before the kind is known."""
    return sum(line.mark is not None and line.mark.level is Level.ARTICLE and line.mark.strength is Strength.STRONG for line in lines)


class _Reader:
    def __init__(
        self, text: str, lines: Sequence[Line], header: Header, kind: DocumentKind, contents: frozenset[int], end: int, cutting: Cutting
    ) -> None:
        self.text = text
        self.lines = lines
        self.header = header
        self.kind = kind
        self.contents = contents
        self.end = end
        self.cutting = cutting
        self.out = Provisions()
        self.open: list[_Division] = []
        self.draft: _Draft | None = None
        self.last: dict[str, tuple[int, int]] = {}
        self.quoted = False
        self.may_restart = False
        self.paths: Counter[str] = Counter()
        self.unit_family, self.group_family = self._families()

    # ── which marks open units here ──────────────────────────────────────────────────────────────────────────────

    def _body(self) -> Sequence[tuple[int, Line]]:
        return [(i, self.lines[i]) for i in range(self.header.body, len(self.lines)) if i not in self.contents]

    def _families(self) -> tuple[str, str | None]:
        """The family of marks that opens units, and the family above it that only groups them.

        A decision is made of the first family that it uses; every other text of articles where it has any. A text without
        articles is made of its first family of items, unless those items are mere headings: then of what stands below.
        """
        body = [line for _, line in self._body()]
        marks = [
            line.mark for line in body if line.mark and line.mark.family in ("条", *FAMILIES) and line.mark.strength is Strength.STRONG
        ]
        if not marks:
            return "条", None
        has_articles = any(mark.family == "条" for mark in marks)
        if has_articles and (self.kind is not DocumentKind.DECISION or marks[0].family == "条"):
            return "条", "一、"
        items = [mark for mark in marks if mark.family != "条"]
        first = items[0].family
        heads = [line for line in body if line.mark and line.mark.family == first]
        groups = [line for line in heads if line.heading is not None or is_heading_text(line.mark.heading)]  # type: ignore[union-attr]
        below = [mark.family for mark in items if FAMILIES.index(mark.family) > FAMILIES.index(first)]
        if self.kind is not DocumentKind.DECISION and below and len(groups) > len(heads) / 2:
            return below[0], first
        return first, None

    # ── the pass ─────────────────────────────────────────────────────────────────────────────────────────────────

    def read(self) -> Provisions:
        for index, line in self._body():
            if index >= self.end:
                break
            if not self._opens(index, line):
                self._continue(line)
            self._note_quotation(line.text)
        self._close()
        return self.out

    def _opens(self, index: int, line: Line) -> bool:
        mark = line.mark
        if line.row:
            return False
        if mark is not None and mark.family == self.unit_family:
            return self._unit(mark, line)
        if mark is not None and mark.level is Level.ANNEX and not self.quoted:
            return self._annex(mark, line)
        if not self._divides(index, line):
            return self._continues_heading(index, line)
        level = mark.level if mark and mark.level in _RANK else Level.HEADING
        self._divide(level, mark.label if mark else "", mark.heading if mark else unspace(line.text), line)
        self.may_restart = mark is not None and mark.family == self.group_family
        return True

    def _divides(self, index: int, line: Line) -> bool:
        """Whether a line heads what follows, rather than going on with the unit that is open."""
        mark = line.mark
        if self.kind is DocumentKind.DECISION and self.draft is not None:
            return False  # a decision has no divisions of its own: 第七节 in it belongs to the law that it changes
        if mark is not None and mark.level in _RANK:
            return True
        if mark is not None and (self._goes_on_listing(mark) or not (line.heading is not None or is_heading_text(mark.heading))):
            return False
        if line.heading is None:
            # 一、管辖 without a parser's word: only where a unit follows at once
            return mark is not None and (mark.family == self.group_family or self.unit_family == "条") and self._unit_follows(index)
        # Word files carry heading styles on items and paragraphs: inside a unit a heading counts where another begins behind it
        return (
            self.draft is None
            or self.draft.article is None
            or (mark is not None and mark.family == self.group_family)
            or self._unit_follows(index)
        )

    def _goes_on_listing(self, mark: Mark) -> bool:
        """Whether an item's mark continues a list of the open unit: behind a colon, or behind the number before it."""
        if self.draft is None:
            return False
        if mark.number[0] == 1:
            return self.draft.lines[-1].text.endswith(("：", ":"))
        return any(
            line.mark and line.mark.family == mark.family and line.mark.number[0] == mark.number[0] - 1 for line in self.draft.lines[1:]
        )

    def _unit_follows(self, index: int) -> bool:
        """Whether the next line that is no heading opens a unit."""
        for line in self.lines[index + 1 : index + 4]:
            if line.mark is not None and line.mark.family == self.unit_family:
                return True
            if line.heading is None and not line.opens_division() and not (line.mark and is_heading_text(line.mark.heading)):
                return False
        return False

    def _continues_heading(self, index: int, line: Line) -> bool:
        """A heading that was broken over two lines: the second half stands between the first and the mark of what follows."""
        if self.draft is not None or not self.open or line.mark or not is_heading_text(line.text) or not self._unit_follows(index):
            return False
        division = self.open[-1]
        head = self.out.provisions[division.index]
        if self.out.structural[-1].end != head.end or line.start - head.end > 2:
            return False
        division.heading += unspace(line.text)
        self.out.provisions[division.index] = replace(head, heading=division.heading, end=line.end)
        self.out.structural.append(StructuralSpan(Role.HEADING, line.start, line.end))
        return True

    def _unit(self, mark: Mark, line: Line) -> bool:
        if not self._in_sequence(mark, line):
            return False
        self._close()
        article = mark.label if mark.family == "条" else None
        level = Level.ARTICLE if article else Level.ITEM
        self.last[mark.family] = mark.number
        self.may_restart = False
        self.draft = _Draft(mark.label, level, article, [line], tuple(self.open), self._parent())
        return True

    def _in_sequence(self, mark: Mark, line: Line) -> bool:
        last = self.last.get(mark.family)
        if last is None:
            return mark.strength is Strength.STRONG and (mark.family == "条" or mark.number[0] == 1 or self.kind is DocumentKind.DECISION)
        number, inserted = mark.number
        is_next = (number == last[0] + 1 and not inserted) or (number == last[0] and inserted == last[1] + 1)
        if is_next:
            return not (self.quoted and self.kind is DocumentKind.DECISION and mark.family == "条")
        if mark.family != "条" and number == 1 and self.may_restart:  # 一、… 1. 2. 二、… 1.: items count anew in each group
            return True
        if mark.strength is Strength.WEAK or self.kind is DocumentKind.DECISION or mark.family != "条":
            return False
        if last < mark.number and number - last[0] <= _MAX_GAP:
            self._find("articles_missing", f"第{last[0]}条 → {mark.label}", "the source skips article numbers", line)
            return True
        if number == 1:  # another text begins in the same file
            self._find("articles_restart", mark.label, "the articles begin again at one", line)
            return True
        self._find("article_out_of_sequence", mark.label, f"stands behind 第{last[0]}条; kept as text", line)
        return False

    def _annex(self, mark: Mark, line: Line) -> bool:
        self._close()
        self.open.clear()
        self.last.clear()
        self._divide(Level.ANNEX, mark.label, mark.heading, line)
        return True

    def _divide(self, level: Level, label: str, heading: str, line: Line) -> None:
        self._close()
        annexed = bool(self.open) and self.open[0].rank < 0
        rank = -1 if level is Level.ANNEX else _RANK[level] + (line.heading or 0 if level is Level.HEADING else 0)
        while self.open and self.open[-1].rank >= rank and not (annexed and len(self.open) == 1 and rank >= 0):
            self.open.pop()
        parent = self._parent()
        self.out.provisions.append(Provision(level, label, heading, line.start, line.end, parent))
        self.out.structural.append(StructuralSpan(Role.HEADING, line.start, line.end))
        self.open.append(_Division(rank, len(self.out.provisions) - 1, label, heading))

    def _continue(self, line: Line) -> None:
        if self.draft is None:
            # text that no article or item holds: a preamble, the words under a chapter's heading, an annex
            label = (self.open[-1].label or self.open[-1].heading) if self.open else "preamble"
            level = Level.PREAMBLE if not self.open else Level.PARAGRAPH
            self.draft = _Draft(label, level, None, [], tuple(self.open), self._parent())
        self.draft.lines.append(line)

    def _parent(self) -> int | None:
        return self.open[-1].index if self.open else None

    def _note_quotation(self, text: str) -> None:
        """Whether the next line begins inside a quotation: only the last mark counts, since each quoted paragraph may open anew."""
        opened, closed = text.rfind("“"), text.rfind("”")
        if opened != closed:
            self.quoted = opened > closed

    def _find(self, code: str, where: str, message: str, line: Line) -> None:
        self.out.findings.append(Finding(Severity.WARNING, code, where, f"{message} (at character {line.start})"))

    # ── the end of a unit ────────────────────────────────────────────────────────────────────────────────────────

    def _close(self) -> None:
        draft, self.draft = self.draft, None
        if draft is None:
            return
        start, end = draft.lines[0].start, draft.lines[-1].end
        path = self._path(draft)
        self.out.provisions.append(Provision(draft.level, draft.label, "", start, end, draft.parent))
        if draft.level in (Level.ARTICLE, Level.ITEM):
            self._subdivide(draft, len(self.out.provisions) - 1)
        context = " › ".join(
            [self.header.title, *([self.header.part] if self.header.part else []), *(d.shown for d in draft.divisions if d.shown)]
        )
        limit = self.cutting.article if draft.level in (Level.ARTICLE, Level.ITEM) else self.cutting.prose
        pieces = (
            [Span(start, end)]
            if end - start <= self.cutting.article
            else cut(self.text, [Span(line.start, line.end) for line in draft.lines], limit)
        )
        for number, piece in enumerate(pieces, 1):
            first = next(line for line in draft.lines if line.end > piece.start)
            named = f"{context} › {draft.label}" if number > 1 and draft.level in (Level.ARTICLE, Level.ITEM) else context
            self.out.units.append(
                Unit(path, piece.start, piece.end, draft.article, number if len(pieces) > 1 else None, named, first.page, first.box)
            )

    def _path(self, draft: _Draft) -> str:
        """The unit's path, unique in the document: its label, below its annex or group, else told apart by its divisions or a number."""
        above = [division for division in draft.divisions if division.rank < 0]
        if draft.article is None and draft.level is Level.ITEM:
            above = [division for division in draft.divisions if division.label]
        parts = [division.label or division.heading for division in above if division.label != draft.label]
        path = "/".join([*parts, draft.label])
        if self.paths[path]:
            divisions = [
                division.label or division.heading for division in draft.divisions if (division.label or division.heading) != draft.label
            ]
            path = "/".join([*divisions, draft.label])
        self.paths[path] += 1
        return path if self.paths[path] == 1 else f"{path}~{self.paths[path]}"

    def _subdivide(self, draft: _Draft, unit: int) -> None:
        """款, 项, 目 of one unit: a numbered line is an item of the paragraph before it, any other line a paragraph."""
        ranks = [family for family in FAMILIES if family != self.unit_family or draft.article]
        paragraph, count = unit, 0
        stack: list[tuple[int, int]] = []
        for number, line in enumerate(draft.lines):
            mark = line.mark if number else None
            if line.row:
                self.out.provisions.append(Provision(Level.TABLE, "", "", line.start, line.end, unit))
            elif mark and mark.family in ranks:
                rank = ranks.index(mark.family)
                while stack and stack[-1][0] >= rank:
                    stack.pop()
                level = Level.SUBITEM if stack else Level.ITEM
                parent = stack[-1][1] if stack else paragraph
                self.out.provisions.append(Provision(level, mark.label, "", line.start, line.end, parent))
                stack.append((rank, len(self.out.provisions) - 1))
            else:
                count += 1
                stack.clear()
                self.out.provisions.append(Provision(Level.PARAGRAPH, str(count), "", line.start, line.end, unit))
                paragraph = len(self.out.provisions) - 1
