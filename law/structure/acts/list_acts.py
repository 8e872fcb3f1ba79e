"""The acts of lists: a head decides what its entries undergo, in the text, an annex or a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.records import (
    Action,
    Doubt,
    Scope,
)
from law.structure.acts.annexes import annex_number, annexes_of
from law.structure.acts.clause_acts import sentence_acts
from law.structure.acts.days import first_day
from law.structure.acts.doubts import find_doubts
from law.structure.acts.entries import read_entries
from law.structure.acts.exceptions import kept_items, kept_names, lists_exceptions
from law.structure.acts.lists import ListHead, head_verb, is_group, is_neutral
from law.structure.acts.rows import is_amended_row, row_action
from law.structure.acts.scopes import read_scope
from law.structure.acts.sentences import Sentence
from law.structure.acts.stated import ReadAct
from law.structure.acts.verbs import VERB
from law.structure.lines import TextLine

_OF_ANNEX = re.compile(r"附件|目录|清单|名单|^\s*[\u4e00-\u9fff]{0,24}的[\u4e00-\u9fff]{2,12}$")
_FIRST_ROWS = 4


class OpenedHeads:
    """The heads of lists that a document has opened so far.

    An annex repeats its head without the day; a head that names its annex heads no other one.

    Attributes:
        annexes: The heads by the numbers of the annexes that they name.
    """

    def __init__(self) -> None:
        self.annexes: dict[int, ListHead] = {}
        self._days: dict[Action | None, set[str]] = {}

    def add(
        self,
        head: ListHead,
        sentence: Sentence,
        annex: int | None,
    ) -> ListHead:
        """Note a head, and return it with the day that an earlier head of its action states."""
        known = self._days.setdefault(head.action, set())
        if head.since:
            known.add(head.since)
        elif len(known) == 1 and _OF_ANNEX.search(sentence.masked):
            head = replace(head, since=next(iter(known)))
        if annex is None:
            self.annexes.update(dict.fromkeys(head.annexes, head))
        return head


def above_table(lines: Sequence[TextLine], index: int) -> str:
    """The line above a table of which a row is one of the first."""
    for line in reversed(lines[max(0, index - _FIRST_ROWS) : index]):
        if not line.row:
            return line.text
    return ""


def under_head(
    sentence: Sentence,
    head: ListHead | None,
    made: str | None,
    *,
    row: bool,
    above: str,
    opened: OpenedHeads,
) -> tuple[list[ReadAct], ListHead | None]:
    """The acts of a sentence that may head a list or be an entry, and the head that then holds."""
    annex = None if row else annex_number(sentence)
    if annex is not None and opened.annexes:
        head = opened.annexes.get(annex)
    heading = None if row else head_verb(sentence)
    if heading is not None:
        found_head = opened.add(
            _read_head(
                sentence,
                heading,
                made,
            ),
            sentence,
            annex,
        )
        first = _behind_colon(sentence, heading)
        return list(
            _entries(
                sentence,
                first,
                found_head,
                row=False,
            )
        ), found_head
    if row and head is None and row_action(sentence) is not None:
        head = ListHead(None, "", since=first_day(above))
    if head is not None:
        if row and is_amended_row(sentence):
            return [], head
        entries = list(
            _entries(
                sentence,
                0,
                head,
                row=row,
            )
        )
        if entries:
            return entries, head
    found = list(sentence_acts(sentence, made))
    if head is not None and not found and is_neutral(sentence):
        return [], head
    ends_list = not row and (bool(found) or not is_group(sentence))
    return found, None if ends_list else head


def title_head(title: str) -> ListHead | None:
    """The head of a list that a title is: 废止的规章目录."""
    verb = VERB.search(
        re.sub(
            "《[^《》]*》",
            "",
            title,
        )
    )
    is_list = verb is not None and re.search("目录|清单|名单", title)
    if verb is None or not is_list or verb.lastgroup not in ("repeal", "confirm"):
        return None
    doubts = (Doubt.RECOMMENDED,) if re.search("拟|建议|征求意见", title) else ()
    both = "继续有效" in title and re.search("废止|失效", title)
    return (
        None
        if both
        else ListHead(
            Action(verb.lastgroup),
            title[:60],
            doubts=doubts,
        )
    )


def _behind_colon(sentence: Sentence, verb: re.Match[str]) -> int:
    colon = re.search("[:：]", sentence.masked[verb.end() :])
    return verb.end() + colon.end() if colon else len(sentence.masked)


def _read_head(
    sentence: Sentence,
    verb: re.Match[str],
    made: str | None,
) -> ListHead:
    masked = sentence.masked
    before = masked[: verb.start()]
    doubts = tuple(
        doubt
        for doubt in find_doubts(
            before,
            masked[verb.end() :],
            masked,
            sentence.ender,
            made,
        )
        if doubt is not Doubt.HISTORICAL
    )
    colon = re.search("[:：]", masked[verb.end() :])
    lead = masked[: verb.end() + colon.start()] if colon else masked
    action = None if lists_exceptions(lead) else Action(verb.lastgroup or "")
    return ListHead(
        action=action,
        words=sentence.text.strip()[:60],
        since=first_day(lead),
        doubts=doubts,
        region=read_scope(masked).region,
        kept=kept_names(sentence),
        kept_items=kept_items(sentence),
        annexes=annexes_of(sentence, verb),
    )


def _entries(
    sentence: Sentence,
    first: int,
    head: ListHead,
    *,
    row: bool,
) -> Iterator[ReadAct]:
    if first >= len(sentence.masked):
        return
    rule = f"list: {head.words}" if head.words else "row of a table"
    for entry in read_entries(
        sentence,
        first,
        head,
        row=row,
    ):
        since = entry.since or head.since
        dates = tuple(date for date in entry.named.target.dates if date != entry.since)
        yield ReadAct(
            action=entry.action,
            target=replace(entry.named.target, dates=dates),
            evidence=sentence.evidence(rule, entry.named.start),
            since=since,
            scope=Scope(region=head.region),
            doubts=head.doubts,
        )
