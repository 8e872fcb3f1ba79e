"""How sure it is that a title names the norm that a document contains."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.notation.dates import DATE, find_dates
from corpus.notation.work_keys import work_key
from corpus.records import Law, TitleStrength
from law.structure.header import Header
from law.structure.title_words import NAME_DATE, name_without_date

_ADOPTED = re.compile("通过|公布|批准|修订|修正|颁布")
_NUMBERS = ("number", "document_number", "发文字号", "文号")
_CAPTIONS = frozenset(
    {
        "heading",
        "file name and caption",
        "first lines",
        "label",
        "caption behind an order",
        "caption behind a notice",
    }
)


_BODY_IN_TITLE = re.compile(r"([\u4e00-\u9fff、]{2,40}?)(?:转发|批转|印发|关于)")
_ANNOUNCEMENT = re.compile(
    r"([\u4e00-\u9fff、]{2,40}?)(公告|通告|令)(?:\d{4}年)?第?[\d零〇一二三四五六七八九十百]{1,6}号"
)
_SIGNED_BY_HEAD = re.compile(
    rf"\n\s*(?:[\u4e00-\u9fff]{{0,12}}(?:总理|部长|主任|省长|市长|主席|局长|署长|行长|院长|检察长|审计长))[\s：:]*[\u4e00-\u9fff·\s]{{2,10}}\n\s*(?:{DATE.pattern})"
)
"""The head of an announcement that has no other title; its number names it."""
_SIGNATURE = 40
"""Characters behind the name of a body in which its day stands."""


def title_strength(
    header: Header,
    law: Law | None,
    stem: str,
    text: str,
    metadata: Mapping[str, str],
) -> TitleStrength:
    """Decide how sure the title of a document is.

    Args:
        header: The head of the document.
        law: What the text says of itself as a norm.
        stem: The name of its file without the ending.
        text: The clean text of the document.
        metadata: What the file says of itself.

    Returns:
        The strength: declared for a number with its issuer or declared metadata, strong for a
        caption with a head note of adoption or promulgation and for a file name "title(date)" that
        agrees with the text.
    """
    rule = header.title_evidence.rule
    if rule == "order" and _is_signed_announcement(header.title, text):
        return TitleStrength.STRONG
    if rule not in _CAPTIONS:
        return TitleStrength.WEAK
    declared = work_key(metadata.get("title", "")) == work_key(header.title)
    if declared and any(metadata.get(name) for name in _NUMBERS):
        return TitleStrength.DECLARED
    if law is not None and law.number is not None:
        return TitleStrength.DECLARED
    order = header.order
    if order is not None and (order.issuer or _is_signed(order.head, text)):
        return TitleStrength.STRONG
    if law is not None and _has_head_note(law):
        return TitleStrength.STRONG
    if _name_agrees(
        header,
        stem,
        text,
    ) or _is_signed(header.title, text):
        return TitleStrength.STRONG
    return TitleStrength.WEAK


def _has_head_note(law: Law) -> bool:
    """Whether a note says that a body adopted or promulgated the text.

    发布 without a body also stands below headlines.
    """
    return any(event.authority or _ADOPTED.search(event.evidence.words) for event in law.events)


def _is_signed(title: str, text: str) -> bool:
    """Whether the body with which a title begins signs the text, with a day below its name."""
    match = _BODY_IN_TITLE.match(title)
    return match is not None and _signs(match[1], text)


def _is_signed_announcement(title: str, text: str) -> bool:
    """Whether the body that numbers an announcement or order, or its head, signs it with a day."""
    match = _ANNOUNCEMENT.fullmatch(title)
    if match is None:
        return False
    return _signs(match[1], text) or (match[2] == "令" and _SIGNED_BY_HEAD.search(text) is not None)


def _signs(body: str, text: str) -> bool:
    place = text.find(f"\n{body}\n")
    while place >= 0:
        below = text[place + len(body) + 2 : place + len(body) + _SIGNATURE]
        if find_dates(below):
            return True
        place = text.find(f"\n{body}\n", place + 1)
    return False


def _name_agrees(
    header: Header,
    stem: str,
    text: str,
) -> bool:
    """Whether a file name "title(date)" has the title of the text, and the text names the date."""
    match = NAME_DATE.search(stem)
    if match is None or work_key(name_without_date(stem)) != work_key(header.title):
        return False
    year, month, day = (int(group) for group in match.groups() if group)
    if f"{year}年{month}月{day}日" in text or f"{year}-{month:02}-{day:02}" in text:
        return True
    wanted = f"{year}-{month:02}-{day:02}"
    ends = text[:1000], text[-300:]
    return any(iso == wanted for end in ends for iso, _ in find_dates(end))
