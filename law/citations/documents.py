"""Citations of a whole document: the place of each of its passages, and what it cites.

The places are needed for 前条, for names that were defined earlier, and for later pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from corpus.notation import cited_names as names
from corpus.notation.numerals import parse_article
from corpus.notation.provision_lists import simplify_citations
from corpus.notation.references import Reference
from corpus.notation.work_keys import titled, work_key
from law.citations.definitions import definitions
from law.citations.finding import find_simplified
from law.citations.paragraphs import paragraph_at
from law.citations.places import CitingPlace

_AMENDING_TITLE = re.compile(
    r"关于修[改订正]\s*(?:《(?P<name>(?:[^《》]|《[^《》]*》)+)》|〈(?P<inner>[^〈〉]+)〉)(?!等).*的决定$"
)
_DECIDING_TITLE = re.compile(r"关于修[改订正].*的决定$")
# What an item of a decision on several laws changes: 二、修改《…》, 二、对《…》作出修改.
_CHANGED = re.compile(r"(?:^|[\n、])\s*(?:修改|对|将)\s*(?=《)")
_CHANGED_WITHIN = 40  # characters of a passage, at its beginning
_AMENDMENT_TITLE = re.compile(r"(?P<name>.*[法条])修正案(?:（[^（）]*）)?$")
_CHINESE_NUMERAL = re.compile("[一二三四五六七八九十百]{1,6}")
_POINTS_BACK = re.compile(
    rf"[该此同述《](?:该|实施|暂行|试行|若干|补充|司法|监督管理|管理)?(?:{names.ENDINGS})"
)
_SORTS = "法|条例|办法|规定|规则"
_IMPLEMENTS = re.compile(
    rf"(?P<base>[^《》]*(?:{_SORTS}))的?(?:实施|施行)(?:细则|办法|条例|规定|意见)(?:（[^（）]*）)?"
)
_IMPLEMENTING = re.compile(
    rf"[^《》]*?(?:实施|施行)(?P<base>[^《》]+(?:{_SORTS}))的?(?:细则|办法|规定|意见)(?:（[^（）]*）)?"
)
_PLACE = re.compile(r"^[\u3400-\u9fff]{2,8}?[省市县区州]")
_NAMED = 30  # works that are remembered for 该条例
_PREVIOUS = 9  # articles that are remembered for 前两条


class CitingPassage(NamedTuple):
    """A passage of a document.

    Attributes:
        article: The label of the article that it belongs to, None where there is none. The pieces
            of one article share the label.
        text: The text of the passage.
    """

    article: str | None
    text: str


def find_in_document(
    work: str | None,
    title: str,
    parts: Sequence[CitingPassage],
) -> list[list[Reference]]:
    """Find what each passage of a document cites.

    Args:
        work: The key of the document's work, None where it has none.
        title: The title of the document.
        parts: Its passages in the order of the text.

    Returns:
        For each passage its references, in the order of the passages.
    """
    simplified = [_simplified(part) for part in parts]
    found: list[list[Reference]] = []
    named: dict[tuple[str, ...], None] = {}
    if base := _based_on(title):
        named[base] = None
    placed = zip(parts, simplified, places(work, title, simplified), strict=True)
    for part, simple, place in placed:
        if named and _POINTS_BACK.search(simple.text):
            here = place._replace(named=tuple(named)[-_NAMED:])
        else:
            here = place
        references = find_simplified(part.text, simple.text, here)
        found.append(references)
        for reference in references:
            if reference.name and not reference.relative and reference.doubt is None:
                named.pop(reference.names, None)
                named[reference.names] = None
    return found


def _based_on(title: str) -> tuple[str, ...]:
    """The work that a title says to implement, without 《》: 岚山市渡口法实施办法."""
    key = work_key(title)
    match = _IMPLEMENTS.fullmatch(key) or _IMPLEMENTING.fullmatch(key)
    if match is None:
        return ()
    base = match["base"]
    return tuple(dict.fromkeys((base, _PLACE.sub("", base))))


def _simplified(part: CitingPassage) -> CitingPassage:
    simple = simplify_citations(part.text)
    return part if simple is part.text else CitingPassage(part.article, simple)


def places(
    work: str | None,
    title: str,
    parts: Sequence[CitingPassage],
) -> Iterator[CitingPlace]:
    """Work out the place of each passage of a document.

    Args:
        work: The key of the document's work, None where it has none.
        title: The title of the document.
        parts: Its passages in the order of the text, in simplified characters.

    Yields:
        The place of each passage.
    """
    amends = amended_work(title)
    changes_several = amends is None and bool(_DECIDING_TITLE.search(title))
    about = None if changes_several else _first_named(title)
    subject = about
    # A summary before the text may use a name that only the text explains.
    explained = [definitions(part.text) for part in parts]
    defined: dict[str, str] = {}
    for of_part in reversed(explained):
        defined |= of_part
    previous: tuple[str, ...] = ()
    last = CitingPassage(None, "")
    paragraph = 1
    for part, of_part in zip(parts, explained, strict=True):
        if part.article is not None and part.article == last.article:
            both = f"{last.text}\n{part.text}"
            paragraph = paragraph_at(
                both,
                len(last.text) + 1,
                paragraph,
            )
        else:
            paragraph = 1
            if last.article and last.article not in previous[-1:]:
                previous = (*previous[1 - _PREVIOUS :], last.article)
        if changes_several:
            amends = _changed_work(part.text) or amends
        if of_part:
            defined = {**defined, **of_part}
        yield CitingPlace(
            work=work,
            article=part.article,
            previous=previous,
            paragraph=paragraph,
            amends=amends,
            subject=subject,
            defined=defined,
        )
        last = part
        if part.article is None and not about:
            named = last_named(part.text)
            subject = defined.get(named, named) if named else subject


@lru_cache(maxsize=8192)  # millions of passages stand at some thousand different paths
def cited_as(path: str) -> str | None:
    """Give the article as which the unit at a path is cited.

    The item 三、 of an amendment is cited as its 第三条.

    Args:
        path: The place of the unit in its document.

    Returns:
        The canonical label; None for what is no article, and in an annex.

    >>> cited_as("第三十八条"), cited_as("三"), cited_as("附件一/第二条"), cited_as("preamble")
    ('第三十八条', '第三条', None, None)
    """
    article = parse_article(path)
    if article is None and _CHINESE_NUMERAL.fullmatch(path):
        article = parse_article(f"第{path}条")
    return str(article) if article else None


def _changed_work(text: str) -> str | None:
    """Return the key of the work that an item of a decision states to change."""
    lead = _CHANGED.search(
        text,
        0,
        _CHANGED_WITHIN,
    )
    return _first_named(text, lead.end()) if lead else None


def _first_named(text: str, start: int = 0) -> str | None:
    title = next(titled(text, start), None)
    if title is None:
        return None
    return work_key(text[title.start : title.end])


def last_named(text: str) -> str | None:
    """Find the law that the articles of the next passage belong to.

    Args:
        text: The text of a passage.

    Returns:
        The key of the last law that heads printed articles; else of the law that is named last;
        None where no law is named.
    """
    found: str | None = None
    closes = [match.start() for match in re.finditer("》", text)]
    for close in reversed(closes):
        start = names.opening(
            text,
            0,
            close,
        )
        if start is None or text[start - 1 : start] == "（":
            continue
        if not names.LAWLIKE.search(
            text,
            start,
            close,
        ):
            continue
        key = work_key(text[start : close + 1])
        if names.HEADS.search(
            text,
            max(0, start - names.HEAD_LENGTH),
            start,
        ):
            return key
        found = found or key
    return found


def amended_work(title: str) -> str | None:
    """Find the work that a decision or an amendment changes, by its title.

    Args:
        title: The title of a document.

    Returns:
        The key of the work; None where the title names no such work, or several.

    >>> amended_work("全国人民代表大会常务委员会关于修改《中华人民共和国电车法》的决定")
    '电车法'
    >>> amended_work("中华人民共和国刑法修正案（九）")
    '刑法'
    """
    decision = _AMENDING_TITLE.search(title)
    if decision:
        return work_key(decision["name"] or decision["inner"])
    amendment = _AMENDMENT_TITLE.match(title)
    return work_key(amendment["name"]) if amendment else None
