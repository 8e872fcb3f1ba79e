"""A whole document: which place each of its passages stands in, so that 前条, names defined earlier and later pieces are understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.notation import cited_names as names
from corpus.notation.numerals import parse_article
from corpus.notation.references import Reference
from corpus.notation.work_keys import titled, work_key
from law.citations.finding import find_citations
from law.citations.paragraphs import paragraph_at
from law.citations.places import CitingPlace

_DEFINED = re.compile(
    r"\s*[（(][^（）()]{0,40}?(?:简称|统称)为?\s*[《〈“\"‘]?(?P<short>[^《》〈〉“”\"’，。；、（）()]{1,24})[》〉”\"’]?[^（）()]{0,10}[）)]"
)
_AMENDING = re.compile(
    r"关于修[改订正]\s*(?:《(?P<name>(?:[^《》]|《[^《》]*》)+)》|〈(?P<inner>[^〈〉]+)〉)(?!等).*的决定$"
)
_DECIDING = re.compile(r"关于修[改订正].*的决定$")
# what an item of a decision on several laws changes: 二、修改《…》, 二、对《…》作出修改
_CHANGED = re.compile(r"(?:^|[\n、])\s*(?:修改|对|将)\s*(?=《)")
_AMENDMENT = re.compile(r"(?P<name>.*[法条])修正案(?:（[^（）]*）)?$")
_CHINESE = re.compile("[一二三四五六七八九十百]{1,6}")
_NEAREST = 9


class CitingPassage(NamedTuple):
    """A passage of a document: the article that it belongs to, if any, and its text. Pieces of one article share its label."""

    article: str | None
    text: str


def find_in_document(
    work: str | None, title: str, parts: Sequence[CitingPassage]
) -> list[list[Reference]]:
    """What each passage of a document cites, its passages in their order."""
    return [
        find_citations(part.text, place)
        for part, place in zip(parts, places(work, title, parts), strict=True)
    ]


def places(work: str | None, title: str, parts: Sequence[CitingPassage]) -> Iterator[CitingPlace]:
    """The place of each passage."""
    amends = amended_work(title)
    several = amends is None and bool(_DECIDING.search(title))
    about = None if several else _first_named(title)
    subject = about
    defined: dict[str, str] = {}
    previous: list[str] = []
    last, paragraph = CitingPassage(None, ""), 1
    for part in parts:
        if part.article is not None and part.article == last.article:
            paragraph = paragraph_at(f"{last.text}\n{part.text}", len(last.text) + 1, paragraph)
        else:
            paragraph = 1
            if last.article and last.article not in previous[-1:]:
                previous.append(last.article)
        amends = _changed(part.text) or amends if several else amends
        defined = {**defined, **definitions(part.text)}
        yield CitingPlace(
            work, part.article, tuple(previous[-_NEAREST:]), paragraph, amends, subject, defined
        )
        last = part
        if part.article is None and not about:
            subject = last_named(part.text) or subject


def cited_as(path: str) -> str | None:
    """The article as which a unit is cited that stands at `path` in its document: an amendment's 三、 is its 第三条; None in an annex.

    >>> cited_as("第三十八条"), cited_as("三"), cited_as("附件一/第二条"), cited_as("preamble")
    ('第三十八条', '第三条', None, None)
    """
    article = parse_article(path) or (
        parse_article(f"第{path}条") if _CHINESE.fullmatch(path) else None
    )
    return str(article) if article else None


def definitions(text: str) -> dict[str, str]:
    """The names that a text explains: 《…法典》（以下简称“民法典”） → {"民法典": key}.

    >>> definitions("根据《中华人民共和国电车法》（以下简称“车法”）制定")
    {'车法': '电车法'}
    """
    if "简称" not in text and "统称" not in text:
        return {}
    found = {}
    for close in re.finditer("》", text):
        if match := _DEFINED.match(text, close.end()):
            start = names.opening(text, 0, close.start())
            if start is not None:
                found[match["short"].strip()] = work_key(text[start : close.end()])
    return found


def _changed(text: str) -> str | None:
    """The work that an item of a decision says that it changes."""
    lead = _CHANGED.search(text, 0, 40)
    return _first_named(text, lead.end()) if lead else None


def _first_named(text: str, start: int = 0) -> str | None:
    title = next(titled(text, start), None)
    return work_key(text[slice(*title)]) if title else None


def last_named(text: str) -> str | None:
    """The key of the law that the articles of the piece that follows belong to: the one that heads its last ones, or is named last."""
    found = None
    for close in reversed([*re.finditer("》", text)]):
        start = names.opening(text, 0, close.start())
        if (
            start is None
            or text[start - 1 : start] == "（"
            or not names.LAWLIKE.search(text, start, close.start())
        ):
            continue
        if names.HEADS.search(text, max(0, start - 40), start):
            return work_key(text[start : close.end()])
        found = found or work_key(text[start : close.end()])
    return found


def amended_work(title: str) -> str | None:
    """The key of the work that a decision or an amendment changes, by its title.

    >>> amended_work("全国人民代表大会常务委员会关于修改《中华人民共和国电车法》的决定"), amended_work("中华人民共和国刑法修正案（九）")
    ('电车法', '刑法')
    """
    if match := _AMENDING.search(title):
        return work_key(match["name"] or match["inner"])
    match = _AMENDMENT.match(title)
    return work_key(match["name"]) if match else None
