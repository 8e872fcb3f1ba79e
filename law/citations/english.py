"""The provisions that a text cites in English: Article 12 of the Ferry Safety Law.

A name begins with a capital letter and holds a word such as Law, Act or Rules. How far it goes is
not plain (… Law of the People's Republic of China), so all its readings are kept, the longest
first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.notation.cited_names import Name
from corpus.notation.numerals import ArticleNumber
from corpus.notation.provision_lists import MAX_RANGE
from corpus.notation.references import Reference
from corpus.notation.work_keys import work_key
from corpus.records import Span
from law.citations.places import CitingPlace

_NUMBER = r"\d{1,4}[A-Z]{0,2}(?![A-Za-z])(?:\(\w{1,3}\)){0,3}"
_PROVISIONS = re.compile(
    r"(?:[Pp]aragraph\s\(?(?P<paragraph>\d{1,2})\)?\sof\s)?"
    r"\b(?:[Aa]rticles?|[Ss]ections?|ARTICLES?|SECTIONS?|Art\.|Sec\.)\s{1,3}"
    rf"(?P<numbers>{_NUMBER}(?:\s{{0,2}}(?:,\s?(?:and|or)?|and|or|to|through|[-–])\s{{0,2}}{_NUMBER}){{0,20}})"
)
_MEMBER = re.compile(
    r"(?P<joint>to|through|[-–])?\s*\b(?P<number>\d{1,4})(?P<letter>[A-Z]{0,2})(?:\((?P<paragraph>\d{1,2})\))?"
)
_SORT = (
    r"(?:Law|Act|Code|Ordinance|Regulations?|Rules|Measures|Provisions|Constitution|Decree|Statute"
    r"|Convention|Treaty|Charter)"
)
_OF = re.compile(r"\s{1,4}of\s{1,4}")
_OWN = re.compile(rf"(?:this|these)\s{{1,2}}{_SORT}\b")
_THAT = re.compile(rf"(?:that|the\s{{1,2}}said|such|the\s{{1,2}}same)\s{{1,2}}{_SORT}\b")
_WORD = r"(?!Article|Section|Chapter)[A-Z][\w'’&-]*"
_LINK = r"(?:of the|on the|for the|in the|of|on|and(?! the)|for|in|to|concerning|against|governing|with)"
_NAME = re.compile(
    rf"(?:the\s{{1,2}})?(?P<name>{_WORD}(?:\s{{1,2}}(?:{_LINK}\s{{1,2}})?{_WORD}){{0,15}}(?:\s(?:19|20)\d\d)?)"
)
_SORT_END = re.compile(rf"\b{_SORT}\b(?:\s(?:19|20)\d\d)?")
_LAST_WORD = re.compile(rf"\s{{1,2}}(?:{_LINK}\s{{1,2}})?[\w'’&-]+$")
_STATE = "ofthePeople'sRepublicofChina"
_LINE_START = re.compile(r"(?:^|\n)\s{0,8}$")
_MOST_READINGS = 8


def is_english(text: str) -> bool:
    """Say cheaply whether a text may cite in English.

    Args:
        text: The text.

    Returns:
        Whether it has a word for a provision.
    """
    return "rticle" in text or "ection" in text or "Art." in text or "Sec." in text


def find_english(text: str, place: CitingPlace) -> list[Reference]:
    """Find the provisions that a text cites in English.

    Args:
        text: The text of a passage.
        place: Where the text stands.

    Returns:
        The references in the order of the text.

    >>> text = "See Articles 3 and 5 of the Ferry Safety Law."
    >>> [(found.work, found.article) for found in find_english(text, CitingPlace())]
    [('FerrySafetyLaw', '第三条'), ('FerrySafetyLaw', '第五条')]
    """
    found: list[Reference] = []
    last: Name | None = None
    for match in _PROVISIONS.finditer(text):
        name = _name_of(text, match, place, last)
        if name:
            last = name
            found += _references(text, match, name, place)
    return found


def _name_of(
    text: str,
    match: re.Match[str],
    place: CitingPlace,
    last: Name | None,
) -> Name | None:
    """The work that the provisions belong to; None where nothing shows it."""
    end = match.end()
    of = _OF.match(text, end)
    if of is None:
        is_label = _LINE_START.search(text, max(0, match.start() - 10), match.start())
        if place.article is None or place.work is None or is_label:
            return None
        return Name("", (place.work,), end, end)
    own = _OWN.match(text, of.end())
    if own:
        return Name(own[0], (place.work,), own.start(), own.end()) if place.work else None
    if _THAT.match(text, of.end()):
        return last
    name = _NAME.match(text, of.end())
    if name is None:
        return None
    keys = tuple(dict.fromkeys(_keys(name["name"])))
    return Name(name["name"], keys, name.start("name"), name.end()) if keys else None


def _keys(written: str) -> Iterator[str]:
    """The keys that a name may have: as long as it is written, then cut behind each word."""
    sort = _SORT_END.search(written)
    if sort is None:
        return
    reading = written
    for _ in range(_MOST_READINGS):
        if len(reading) < sort.end():
            break
        key = work_key(reading)
        yield key
        yield key.removesuffix(_STATE) if key.endswith(_STATE) else f"{key}{_STATE}"
        shorter = _LAST_WORD.sub("", reading)
        if shorter == reading:
            break
        reading = shorter


def _references(
    text: str,
    match: re.Match[str],
    name: Name,
    place: CitingPlace,
) -> Iterator[Reference]:
    first = match.start("numbers")
    before: int | None = None
    for position, member in enumerate(_MEMBER.finditer(match["numbers"])):
        number = int(member["number"])
        numbers = [number]
        if member["joint"] and before is not None and before < number:
            numbers = list(range(before + 1, number + 1))[:MAX_RANGE]
        paragraph = member["paragraph"] or match["paragraph"]
        start = first + member.start("number") if position else match.start()
        span = Span(start, first + member.end())
        for cited in numbers:
            yield Reference(
                text=text[span.start : span.end],
                span=span,
                name=name.written,
                names=name.keys,
                article=str(ArticleNumber(cited, 0, member["letter"])),
                paragraph=int(paragraph) if paragraph else None,
                relative=place.work is not None and name.keys == (place.work,),
            )
        before = number
