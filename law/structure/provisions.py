"""A legal text as a tree of provisions and a list of citable units.

Articles, or the numbered items of a text that has none.

One pass over the lines. Each line either opens something (a division, an annex, an article, an item
that is a unit by itself) or belongs to the unit that is open. What opens is decided by the mark
*and* by its number: in a decision the articles that it quotes are out of sequence, and a line that
begins "第十条规定的…" never was a mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.notation.marks import Mark, Strength, is_heading_text
from corpus.notation.work_keys import unspace
from corpus.records import (
    DocumentKind,
    Finding,
    Level,
    Provision,
    Role,
    Severity,
    StructuralSpan,
)
from law.structure.cutting import Cutting
from law.structure.families import is_listed, unit_families
from law.structure.header import Header
from law.structure.headings import (
    articles_begin,
    goes_on_listing,
    stands_alone,
    unit_follows,
)
from law.structure.label_style import MAX_GAP
from law.structure.lines import TextLine
from law.structure.numbering import Places
from law.structure.set_aside import COMPARED, TRANSLATION, SetAside, find_set_aside
from law.structure.units import (
    TEXT,
    Division,
    Provisions,
    UnitDraft,
    UnitWriter,
)

_RANK = {
    Level.PART: 0,
    Level.SUBPART: 1,
    Level.PREAMBLE: 2,
    Level.CHAPTER: 2,
    Level.SECTION: 3,
    Level.HEADING: 4,
}
_SHOWN = 40  # characters of a line that a finding names
_STORE_VALID = "store the valid text as a file of its own"
_STORE_EARLIER = "store the earlier version as a file of its own if readers need it"
_ENDS = ("。", "。）", "。”")
_CLOSING = re.compile(
    r"本(?:决定|修正案)自|根据本(?:决定|修正案)|《.{2,60}》(?:和《.{2,60}》)?根据本(?:决定|修正案)"
)


def read_provisions(
    text: str,
    lines: Sequence[TextLine],
    header: Header,
    kind: DocumentKind,
    contents: frozenset[int],
    end: int,
    cutting: Cutting,
) -> Provisions:
    """Read the body of a legal text.

    The lines from `header.body` to `end`, less the table of contents.

    Args:
        text: The clean text of the document.
        lines: Its lines.
        header: Its head.
        kind: Its kind.
        contents: Indices of the lines of its table of contents.
        end: The index of the first line of its signature.
        cutting: How long a passage may be.

    Returns:
        Its provisions, units, structural spans and findings.
    """
    return _ProvisionReader(
        text,
        lines,
        header,
        kind,
        contents,
        end,
        cutting,
    ).read()


class _ProvisionReader:
    """Reads a body line by line, and keeps what is open.

    Divisions, the unit, the last numbers, a quotation.
    """

    def __init__(
        self,
        text: str,
        lines: Sequence[TextLine],
        header: Header,
        kind: DocumentKind,
        contents: frozenset[int],
        end: int,
        cutting: Cutting,
    ) -> None:
        self.lines = lines
        self.header = header
        self.amends = kind is DocumentKind.DECISION
        self.contents = contents
        self.end = end
        self.out = Provisions()
        self.open: list[Division] = []
        self.draft: UnitDraft | None = None
        self.last: dict[str, tuple[int, int]] = {}
        self.quoted = False
        self.may_restart = False
        self.restarts = 0
        self.asides: list[SetAside] = []
        if not self.amends:
            self.asides = find_set_aside(lines, range(header.body, end), text)
        self.outside = frozenset(index for aside in self.asides for index in aside.lines)
        valid = [place for place in self._body() if place[0] not in self.outside]
        self.places = Places(valid)
        self.unit_family, self.group_family = unit_families(
            [line for _, line in valid], amends=self.amends
        )
        titles = (header.title, header.part) if header.part else (header.title,)
        self.writer = UnitWriter(
            text,
            titles,
            self.unit_family,
            cutting,
            self.out,
        )

    def _body(self) -> Sequence[tuple[int, TextLine]]:
        return [
            (index, self.lines[index])
            for index in range(self.header.body, len(self.lines))
            if index not in self.contents
        ]

    def read(self) -> Provisions:
        for index, line in self._body():
            if index >= self.end:
                break
            if index - 1 in self.contents:  # no unit goes on behind a table of contents
                self._close()
            if index in self.outside:
                self._continue_aside(index, line)
                continue
            if not self._opens(index, line):
                self._continue(line)
            self._note_quotation(line.text)
        self._close()
        return self.out

    def _continue_aside(self, index: int, line: TextLine) -> None:
        """Add a line of text that holds no valid article."""
        aside = next((aside for aside in self.asides if aside.lines.start == index), None)
        if aside is not None:
            self._close()
            self.draft = UnitDraft(
                label=aside.label,
                level=Level.PARAGRAPH,
                article=None,
                lines=[],
                divisions=(),
                parent=None,
            )
            self._report_aside(aside, line)
        self._continue(line)
        if index + 1 not in self.outside:
            self._close()

    def _report_aside(self, aside: SetAside, line: TextLine) -> None:
        """Report text of which no article is indexed as a valid one."""
        if aside.label == TRANSLATION:
            return
        said = "old text beside new text" if aside.label == COMPARED else "an earlier text"
        code = "compared_texts" if aside.label == COMPARED else "earlier_text"
        last = self.lines[aside.lines.stop - 1]
        self._find(
            code,
            unspace(line.text)[:_SHOWN],
            f"{len(aside.lines)} lines up to character {last.end} are {said}; kept without articles",
            line,
            remedy=_STORE_VALID if aside.label == COMPARED else _STORE_EARLIER,
        )

    def _opens(
        self,
        index: int,
        line: TextLine,
    ) -> bool:
        mark = line.mark
        if line.row:
            return False
        if mark is not None and mark.family == self.unit_family:
            return self._unit(mark, index, line)
        if mark is not None and mark.level is Level.ANNEX and not self.quoted:
            return self._begin_text(mark, index, line)
        if self._is_closing(line):
            return self._close_decision(line)
        if self._titles_text(index, line):
            return self._begin_text(None, index, line)
        if not self._divides(index, line):
            return self._continues_heading(index, line)
        level = mark.level if mark and mark.level in _RANK else Level.HEADING
        self._divide(
            level,
            mark.label if mark else "",
            mark.heading if mark else unspace(line.text),
            line,
        )
        self.may_restart = mark is not None and mark.family == self.group_family
        return True

    def _is_closing(self, line: TextLine) -> bool:
        """Whether a line closes a decision: 本决定自…起施行."""
        if not self.amends or self.quoted or self.draft is None:
            return False
        return self.draft.level is not Level.PARAGRAPH and _CLOSING.match(line.text) is not None

    def _close_decision(self, line: TextLine) -> bool:
        """What a decision says of itself behind its items belongs to none of them."""
        self._close()
        self.draft = UnitDraft(
            label="closing",
            level=Level.PARAGRAPH,
            article=None,
            lines=[line],
            divisions=tuple(self.open),
            parent=self._parent(),
        )
        return True

    def _divides(
        self,
        index: int,
        line: TextLine,
    ) -> bool:
        """Whether a line heads what follows, rather than going on with the unit that is open."""
        mark = line.mark
        if self.amends and self.draft is not None:
            # a decision has no divisions of its own: 第七节 in it belongs to the law that it changes
            return False
        if mark is not None and mark.level in _RANK:
            return True
        if self._lost_its_number(index, line):
            return True
        if mark is not None:
            names_part = line.heading is not None or is_heading_text(mark.heading)
            if not names_part or goes_on_listing(mark, self.draft):
                return False
        is_group = mark is not None and mark.family == self.group_family
        if line.heading is None:
            # 一、管辖 without a parser's word counts only where a unit follows at once.
            may_group = is_group or (mark is not None and self.unit_family == "条")
            return may_group and self._unit_follows(index)
        # Word files carry heading styles on items and paragraphs: inside a unit a heading counts
        # where another begins behind it
        if self.draft is None or self.draft.article is None or is_group:
            return True
        return self._unit_follows(index)

    def _titles_text(
        self,
        index: int,
        line: TextLine,
    ) -> bool:
        """Whether a line is the title of another text, as of a regulation behind its notice.

        It is when articles begin at one behind it, and it is a topmost heading or others have been
        counted before it.
        """
        if (
            self.quoted
            or line.mark
            or self.draft is None
            or not (self.amends or self.unit_family == "条")
        ):
            return False
        if line.heading != 1 and not stands_alone(line, self.draft):
            return False
        return articles_begin(self.lines, index)

    def _lost_its_number(
        self,
        index: int,
        line: TextLine,
    ) -> bool:
        """Whether a line without a mark heads a chapter.

        Word numbers chapters by itself, and copies lose such numbers.

        Such a line stands between an article's last sentence and the next article, or a first
        section.
        """
        if (
            self.quoted
            or self.unit_family != "条"
            or line.heading is not None
            or index + 1 >= len(self.lines)
        ):
            return False
        following = self.lines[index + 1].mark
        if not stands_alone(line, self.draft) or following is None or not self.last:
            return False
        return (following.family, following.number) in (
            ("节", (1, 0)),
            ("条", (self.last["条"][0] + 1, 0)),
        )

    def _unit_follows(self, index: int) -> bool:
        return unit_follows(self.lines, index, self.unit_family)

    def _continues_heading(
        self,
        index: int,
        line: TextLine,
    ) -> bool:
        """A heading that was broken over two lines.

        The second half stands between the first and the mark of what follows.
        """
        if (
            self.draft is not None
            or not self.open
            or line.mark
            or not is_heading_text(line.text)
            or not self._unit_follows(index)
        ):
            return False
        division = self.open[-1]
        head = self.out.provisions[division.index]
        if self.out.structural[-1].end != head.end or line.start - head.end > 2:
            return False
        division.heading += unspace(line.text)
        self.out.provisions[division.index] = replace(head, heading=division.heading, end=line.end)
        self.out.structural.append(
            StructuralSpan(role=Role.HEADING, start=line.start, end=line.end)
        )
        return True

    def _unit(
        self,
        mark: Mark,
        index: int,
        line: TextLine,
    ) -> bool:
        if not self._in_sequence(mark, index, line):
            return False
        self._close()
        article = mark.label if mark.family == "条" else None
        level = Level.ARTICLE if article else Level.ITEM
        self.last[mark.family] = max(mark.number, self.last.get(mark.family, mark.number))
        if mark.number == (1, 0):
            self.last[mark.family] = mark.number
        self.may_restart = False
        self.draft = UnitDraft(
            label=mark.label,
            level=level,
            article=article,
            lines=[line],
            divisions=tuple(self.open),
            parent=self._parent(),
            restarts=self.restarts,
        )
        return True

    def _in_sequence(
        self,
        mark: Mark,
        index: int,
        line: TextLine,
    ) -> bool:
        """Whether a mark of the units' family opens a unit, by its number and the last one."""
        is_article = mark.family == "条"
        is_sure = mark.strength is Strength.STRONG
        number = mark.number[0]
        last = self.last.get(mark.family)
        if last is None:
            is_first = number == 1 or self.amends
            return is_sure and (is_first or (is_article and not is_listed(self.lines, index, mark)))
        if mark.number in ((last[0] + 1, 0), (last[0], last[1] + 1)):
            if not is_article or not self.quoted:
                return True
            return not self.amends and not self.places.come_later(mark.number, index)
        # In 一、… 1. 2. 二、… 1. the items count from one in each group.
        if not is_article and number == 1 and self.may_restart:
            return True
        if not is_article or not is_sure or self.amends:
            return False
        return self._skips_or_restarts(
            mark,
            last,
            index,
            line,
        )

    def _skips_or_restarts(
        self,
        mark: Mark,
        last: tuple[int, int],
        index: int,
        line: TextLine,
    ) -> bool:
        """Whether an article opens a unit though its number is not the next one.

        Each case is a finding.
        """
        number, inserted = mark.number
        is_near = last < mark.number and number - last[0] <= MAX_GAP
        expected = (last[0] + 1, 0)
        if is_near and (
            not self.places.come_later(expected, index)
            or (not self.quoted and self.places.go_on_before(mark.number, expected, index))
        ):
            self._find(
                "articles_missing",
                f"第{last[0]}条 → {mark.label}",
                "the source skips article numbers",
                line,
            )
            return True
        # Another text begins in the same file.
        if number == 1 and not inserted:
            self.restarts += 1
            self._find(
                "articles_restart",
                mark.label,
                "the articles begin again at one",
                line,
            )
            return True
        if self._changed_places(mark, last, index):
            self._find(
                "article_out_of_sequence",
                mark.label,
                f"stands behind 第{last[0]}条; kept as an article of its own",
                line,
            )
            return True
        self._find(
            "article_out_of_sequence",
            mark.label,
            f"stands behind 第{last[0]}条; kept as text",
            line,
        )
        if self._is_printed_after_the_end(mark, last, index):
            self._close()
            self.draft = UnitDraft(
                label="appended",
                level=Level.PARAGRAPH,
                article=None,
                lines=[],
                divisions=(),
                parent=None,
            )
        return False

    def _changed_places(
        self,
        mark: Mark,
        last: tuple[int, int],
        index: int,
    ) -> bool:
        """Whether an article stands between its neighbours in a wrong order: 第四条 above 第三条.

        Its number stands once in the text, its neighbours too, and later articles follow. An
        article that is cited or printed again has its number twice; a deleted one that is printed
        at the end is followed by none.
        """
        number, inserted = mark.number
        if inserted or self.quoted or self.draft is None or abs(number - last[0]) > MAX_GAP:
            return False
        neighbours = [(number - 1, 0), (number + 1, 0)]
        if not self.places.stands_once(mark.number):
            return False
        if not all(self.places.has(neighbour) for neighbour in neighbours):
            return False
        if not self.draft.lines[-1].text.endswith(_ENDS):
            return False
        following = (max(number, last[0]) + 1, 0)
        return self.places.come_later(following, index)

    def _is_printed_after_the_end(
        self,
        mark: Mark,
        last: tuple[int, int],
        index: int,
    ) -> bool:
        """Whether an earlier article stands behind the last one, as where it is repealed."""
        if self.quoted or mark.number >= last or self.draft is None:
            return False
        following = (last[0] + 1, 0)
        ended = self.draft.lines[-1].text.endswith(_ENDS)
        return ended and not self.places.come_later(following, index)

    def _begin_text(
        self,
        annex: Mark | None,
        index: int,
        line: TextLine,
    ) -> bool:
        """Open an annex, or another text in the same file.

        Its articles are counted anew, and are units even behind a decision.
        """
        self._close()
        self.open.clear()
        self.last.clear()
        self.restarts = 0
        if self.places.come_later((1, 0), index):
            self.amends = False
            self.unit_family = "条"
        if annex:
            self._divide(
                annex.level,
                annex.label,
                annex.heading,
                line,
            )
        else:
            self._divide(
                Level.HEADING,
                "",
                unspace(line.text),
                line,
                rank=TEXT,
            )
        return True

    def _divide(
        self,
        level: Level,
        label: str,
        heading: str,
        line: TextLine,
        rank: int | None = None,
    ) -> None:
        self._close()
        rank = self._rank(level, line) if rank is None else rank
        while self.open and self.open[-1].rank >= rank:
            self.open.pop()
        parent = self._parent()
        self.out.provisions.append(
            Provision(
                level=level,
                label=label,
                heading=heading,
                start=line.start,
                end=line.end,
                parent=parent,
            )
        )
        self.out.structural.append(
            StructuralSpan(role=Role.HEADING, start=line.start, end=line.end)
        )
        self.open.append(
            Division(
                rank=rank,
                index=len(self.out.provisions) - 1,
                label=label,
                heading=heading,
            )
        )

    def _rank(
        self,
        level: Level,
        line: TextLine,
    ) -> int:
        if level is Level.ANNEX:
            return TEXT
        if level is not Level.HEADING:
            return _RANK[level]
        if line.heading is not None or line.mark is not None:
            return _RANK[level] + (line.heading or 0)
        # a chapter or a section that lost its number: in a chapter that has sections it is one of
        # them
        has_sections = any(division.rank == _RANK[Level.SECTION] for division in self.open)
        return _RANK[Level.SECTION if has_sections else Level.CHAPTER]

    def _continue(self, line: TextLine) -> None:
        if self.draft is None:
            # text that no article or item holds: a preamble, the words under a chapter's heading,
            # an annex
            label = self.open[-1].name if self.open else "preamble"
            level = Level.PREAMBLE if not self.open else Level.PARAGRAPH
            self.draft = UnitDraft(
                label=label,
                level=level,
                article=None,
                lines=[],
                divisions=tuple(self.open),
                parent=self._parent(),
            )
        elif line.mark:
            self.draft.listed[line.mark.family] = line.mark.number[0]
        self.draft.lines.append(line)

    def _parent(self) -> int | None:
        return self.open[-1].index if self.open else None

    def _note_quotation(self, text: str) -> None:
        """Whether the next line begins inside a quotation.

        Only the last mark counts, since each quoted paragraph may open anew.
        """
        opened = text.rfind("“")
        closed = text.rfind("”")
        if opened != closed:
            self.quoted = opened > closed

    def _find(
        self,
        code: str,
        where: str,
        message: str,
        line: TextLine,
        *,
        remedy: str = "",
    ) -> None:
        self.out.findings.append(
            Finding(
                Severity.WARNING,
                code,
                where,
                f"{message} (at character {line.start})",
                remedy,
            )
        )

    def _close(self) -> None:
        draft = self.draft
        self.draft = None
        if draft is not None:
            self.writer.write(draft)
