"""What a court orders, and the sums of money in its paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.notation.numerals import to_int
from corpus.records import (
    Amount,
    CaseSection,
    Order,
    Span,
)
from law.structure.amounts import read_amounts

_FORMULA = re.compile(r"如下\s*[:：]?|达成协议[:：]?")
_ITEM = re.compile(r"(?:(?<=[\s：:。；])|^)(?P<number>[一二三四五六七八九十]{1,3})、")
_FOLLOWS = re.compile(
    r"(?<=[\s。；])(?:"
    r"(?:一审|二审|再审|本案|案件)*(?:案件|诉讼)?受理费"
    r"|如果?未按"
    r"|如果?未在"
    r"|本案诉讼费"
    r"|上述(?:调解)?协议"
    r"|以上协议"
    r")"
)
"""What stands behind the orders: who bears the costs, and what happens to those who do not pay."""
_WITHOUT_AMOUNTS = frozenset(
    {
        "opening",
        "parties",
        "procedure",
        "appeal",
        "law",
    }
)


def read_orders(text: str, ruling: Span) -> Iterator[Order]:
    """Read the orders behind 如下：, numbered in sequence; who bears the costs is none of them.

    Args:
        text: The clean text of the paper.
        ruling: The place of its ruling.

    Yields:
        The orders in order; one without a number where the ruling has no items.
    """
    formula = _FORMULA.search(text, *ruling)
    if not formula:
        return
    start = formula.end()
    end = ruling.end
    follows = _FOLLOWS.search(text, start, end)
    if follows:
        end = follows.start()
    heads: list[re.Match[str]] = []
    for match in _ITEM.finditer(text, start, end):
        if to_int(match["number"]) == len(heads) + 1:
            heads.append(match)
    stops = [*(head.start() for head in heads[1:]), end]
    for head, stop in zip(heads, stops, strict=False):
        yield Order(head["number"], _trimmed(text, head.end(), stop))
    if heads:
        return
    whole = _trimmed(text, start, end)
    if whole.end > whole.start:
        yield Order("", whole)


def read_case_amounts(
    text: str,
    sections: Sequence[CaseSection],
    orders: Sequence[Order],
) -> Iterator[Amount]:
    """Read the sums of money in the sections of a paper that speak of the case itself.

    Args:
        text: The clean text of the paper.
        sections: Its sections.
        orders: Its orders.

    Yields:
        The sums in order. A sum in an order that quashes an earlier ruling has the purpose
        `quashed`.
    """
    quashing = [order.span for order in orders if _quashes(text, order)]
    for section in sections:
        if section.name in _WITHOUT_AMOUNTS:
            continue
        for amount in read_amounts(
            text,
            section.span.start,
            section.span.end,
            section.name,
        ):
            is_quashed = any(span.start <= amount.span.start < span.end for span in quashing)
            yield replace(amount, purpose="quashed") if is_quashed else amount


def _quashes(text: str, order: Order) -> bool:
    words = text[slice(*order.span)]
    return words.startswith("撤销") and "改判" not in words


def _trimmed(
    text: str,
    start: int,
    end: int,
) -> Span:
    """A stretch of a text without the white space around it."""
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    length = max(lead, len(piece.rstrip()))
    return Span(start + lead, start + length)
