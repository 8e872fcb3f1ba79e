"""Promises 1 to 3 as pure functions: nothing is lost, text is covered, articles are exact.

Each function looks at what a document or a run came to, and returns findings; it returns none where
the promise is kept. The functions look at the result alone: what ingestion says about how it got
there is no evidence here.

Raising an error for the first broken promise was set aside. One bad document must hold back nothing
but itself, so what is wrong with it has to be a record like any other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import (
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from itertools import groupby, islice, pairwise

from corpus.notation.numerals import ArticleNumber, parse_article
from corpus.records import (
    Finding,
    Passage,
    Severity,
    Span,
    Structure,
    Unit,
)
from quality.article_labels import begins_with_label, merged_articles, oddities

PROMISES_VERSION = 3
"""Part of a stage's key: raised with every change of this module that changes a finding about a
document.

2: labels without a blank behind them are seen inside passages, too. 3: labels in brackets, with
points, hyphens and in English; laws without articles or without their first one; a document that
breaks a promise is held.
"""

ENDED = (
    "indexed",
    "duplicate",
    "quarantined",
    "held",
    "ignored",
)
"""The states in which an object may end."""

COVERED = ("text_lost", "text_not_cited", "text_twice")
"""Codes of findings about promise 2."""

EXACT = (
    "article_mislabelled",
    "article_twice",
    "article_out_of_order",
    "articles_merged",
    "article_torn",
    "pieces_apart",
)
"""Codes of findings about promise 3."""

ODD = ("no_articles", "articles_begin_late", "articles_missing")
"""Codes of warnings about a law's articles: the reading or the file may be at fault."""
ORDER = ("article_twice", "article_out_of_order")
"""Codes of findings about articles that stand so in the document itself.

They are reported with their place, and the document is indexed as it stands.
"""

UNTRUE = ("span_untrue",)
"""Codes of findings about passages whose text is not what stands where they say."""

SHARE = 0.999
"""Of a document's text that is not structural, at least this much is in passages (promise 2)."""

_WORD = re.compile(r"\w")
_SHOWN = 40  # characters of an example
_MOST = 3  # broken promises that a reason names

Broken = tuple[str, str]
"""A broken promise: the code of its finding, and the message."""


# Promise 1


def nothing_lost(sources: Mapping[str, Mapping[str, int]]) -> list[Finding]:
    """Compare what was seen with the states in which objects ended, by source and in total.

    Args:
        sources: Numbers of objects by the source's name: `seen`, and each state of `ENDED`.

    Returns:
        A finding `objects_lost` for each source, and for all of them, where the numbers do not add
        up.
    """
    total: Counter[str] = Counter()
    for counts in sources.values():
        total.update({name: counts[name] for name in ("seen", *ENDED)})
    checked = dict(sources)
    if len(sources) > 1:
        checked["all sources"] = total
    return [
        _not_adding_up(name, counts)
        for name, counts in checked.items()
        if counts["seen"] != _ended(counts)
    ]


def _ended(counts: Mapping[str, int]) -> int:
    return sum(counts[state] for state in ENDED)


def _not_adding_up(source: str, counts: Mapping[str, int]) -> Finding:
    states = " + ".join(f"{counts[state]} {state}" for state in ENDED)
    return Finding(
        Severity.ERROR,
        "objects_lost",
        source,
        f"{counts['seen']} objects were seen, and {_ended(counts)} ended somewhere: {states}",
        "run again; if it stays, report it with the output of `lexops status --json`",
    )


# Promises 2 and 3: one document


def examine(
    where: str,
    text: str,
    found: Structure,
) -> list[Finding]:
    """Check whether a document's structure covers its clean text and has its articles right.

    Args:
        where: The name of the file, for the findings.
        text: The clean text of the document.
        found: Its structure.

    Returns:
        A finding for each broken promise, with a code of `COVERED` or `EXACT`, and a warning for
        each oddity, with a code of `ODD`.
    """
    odd = [
        _finding(Severity.WARNING, oddity.code, where, oddity.message)
        for oddity in oddities(text, found)
    ]
    return [*odd, *_findings(where, [*_covered(text, found), *_exact(text, found)])]


def examine_order(where: str, found: Structure) -> list[Finding]:
    """Check whether the articles of a document stand once and in order.

    Args:
        where: The name of the file, for the findings.
        found: The structure of the document.

    Returns:
        Findings with a code of `ORDER`.
    """
    return _findings(where, list(_order(found)))


def broken_promise(text: str, found: Structure) -> tuple[str, str] | None:
    """Find out whether readers must not have a document as it was read.

    Args:
        text: The clean text of the document.
        found: Its structure.

    Returns:
        A code of `corpus.errors.REASONS` and what was seen; None where the promises are kept.
    """
    for code, broken in (
        ("text_not_covered", _covered(text, found)),
        ("articles_not_exact", _whole(text, found)),
    ):
        messages = [f"{kind}: {message}" for kind, message in islice(broken, _MOST)]
        if messages:
            return code, "; ".join(messages)
    return None


def _findings(where: str, broken: Iterable[Broken]) -> list[Finding]:
    return [_finding(Severity.ERROR, code, where, message) for code, message in broken]


def _finding(
    severity: Severity,
    code: str,
    where: str,
    message: str,
) -> Finding:
    remedy = "compare the file with `lexops inspect FILE`; report what was read wrongly"
    return Finding(severity, code, where, message, remedy)


def _covered(text: str, found: Structure) -> Iterator[Broken]:
    own = found.span or Span(0, len(text))
    units = sorted(Span(unit.start, unit.end) for unit in found.units)
    structural = [Span(span.start, span.end) for span in found.structural]
    everything = [Span(0, own.start), *sorted([*units, *structural])]
    lost = [span for span in gaps(everything, own.end) if text[span.start : span.end].strip()]
    lost_size = sum(_visible(text, span) for span in lost)
    if lost:
        example = _example(text, lost[0])
        message = f"{lost_size} characters are in no passage and in no heading: {example}"
        yield "text_lost", message
    cited = sum(_visible(text, span) for span in units)
    expected = cited + lost_size
    if expected and cited < SHARE * expected:
        yield (
            "text_not_cited",
            (
                f"passages hold {cited} of the {expected} characters that are no headings"
                f" ({cited / expected:.2%})"
            ),
        )
    for unit, following in pairwise(units):
        if following.start < unit.end:
            shared = Span(following.start, min(unit.end, following.end))
            yield "text_twice", f"two passages hold the same characters: {_example(text, shared)}"
            return


def gaps(spans: Iterable[Span], end: int) -> Iterator[Span]:
    """Find what some spans leave out of a text.

    Args:
        spans: Spans in ascending order of their start; they may overlap.
        end: The length of the text, in characters.

    Yields:
        The stretches of `0..end` that are in no span.

    >>> list(gaps([Span(0, 3), Span(2, 5), Span(7, 8)], 9))
    [Span(start=5, end=7), Span(start=8, end=9)]
    """
    reached = 0
    for span in spans:
        if span.start > reached:
            yield Span(reached, span.start)
        reached = max(reached, span.end)
    if reached < end:
        yield Span(reached, end)


def _exact(text: str, found: Structure) -> Iterator[Broken]:
    yield from _order(found)
    yield from _whole(text, found)


def _articles(found: Structure) -> list[Unit]:
    return [unit for unit in found.units if unit.article and not _is_continued_piece(unit)]


def _order(found: Structure) -> Iterator[Broken]:
    """Every article stands once, and in order."""
    units = found.units
    times_by_path = Counter(unit.path for unit in units if not _is_continued_piece(unit))
    for path, times in times_by_path.items():
        if times > 1:
            yield "article_twice", f"{path} stands {times} times in one document"
    yield from _disorder(_articles(found))


def _whole(text: str, found: Structure) -> Iterator[Broken]:
    """Every article is a unit of its own, from its label to its end."""
    units = found.units
    for unit in _articles(found):
        if not begins_with_label(text, unit):
            example = _example(text, Span(unit.start, unit.end))
            yield "article_mislabelled", f"{unit.path} begins with other words: {example}"
    for unit, start in merged_articles(text, found):
        example = _example(text, Span(start, unit.end))
        yield "articles_merged", f"{unit.path} holds {example} as well"
    yield from _cut_short(text, units)
    yield from _pieces_apart(text, units)


def _is_continued_piece(unit: Unit) -> bool:
    """Whether a unit is a later piece of an article that was cut."""
    return unit.piece is not None and unit.piece > 1


def _disorder(articles: Sequence[Unit]) -> Iterator[Broken]:
    """Articles of one body of law (the text, each annex) rise.

    A lower number was read at a wrong place.
    """
    for prefix, body in groupby(articles, key=lambda unit: unit.path.rpartition("/")[0]):
        numbered: list[tuple[ArticleNumber, str]] = []
        for unit in body:
            number = parse_article(unit.article or "")
            if number is not None:
                numbered.append((number, unit.path))
        inside = f" in {prefix}" if prefix else ""
        for (number, path), (next_number, next_path) in pairwise(numbered):
            if next_number <= number:
                yield "article_out_of_order", f"{next_path} stands behind {path}{inside}"


def _cut_short(text: str, units: Sequence[Unit]) -> Iterator[Broken]:
    """An article ends with its line, unless another unit goes on in the same line."""
    for position, unit in enumerate(units):
        if not unit.article:
            continue
        if position + 1 < len(units) and _goes_on(
            text,
            unit,
            units[position + 1],
        ):
            continue
        line_end = text.find("\n", unit.end)
        rest = Span(unit.end, line_end if line_end >= 0 else len(text))
        if text[rest.start : rest.end].strip():
            example = _example(text, rest)
            yield "article_torn", f"behind the end of {unit.path} its line goes on: {example}"


def _goes_on(
    text: str,
    unit: Unit,
    following: Unit,
) -> bool:
    """Whether the next unit continues the line of this one.

    Some files have article behind article in one line.
    """
    if following.path == unit.path:
        return True
    return bool(following.article) and not text[unit.end : following.start].strip()


def _pieces_apart(text: str, units: Sequence[Unit]) -> Iterator[Broken]:
    """The pieces of one unit count from 1, and no word lies between them."""
    in_pieces = (unit for unit in units if unit.piece)
    for path, group in groupby(in_pieces, key=lambda unit: unit.path):
        pieces = list(group)
        numbers = [unit.piece for unit in pieces]
        if numbers != list(range(1, len(pieces) + 1)):
            listed = ", ".join(str(number) for number in numbers)
            yield "pieces_apart", f"{path} has the pieces {listed}"
        for piece, following in pairwise(pieces):
            overlap = following.start < piece.end
            if overlap or _WORD.search(text, piece.end, following.start):
                yield (
                    "pieces_apart",
                    f"pieces {piece.piece} and {following.piece} of {path} do not join",
                )


# Passages


def spans_true(passages: Iterable[Passage], texts: Mapping[tuple[str, str], str]) -> list[Finding]:
    """Check whether the text of each passage is what stands at its span.

    Args:
        passages: The passages to check.
        texts: Clean texts by the name of the source and the path in it.

    Returns:
        A finding `span_untrue` for each passage whose text stands elsewhere or nowhere.
    """
    untrue: list[Finding] = []
    for passage in passages:
        message = untrue_span(passage, texts)
        if message is not None:
            where = f"{passage.source.name}: {passage.source.path}"
            untrue.append(
                Finding(
                    Severity.ERROR,
                    "span_untrue",
                    where,
                    message,
                )
            )
    return untrue


def untrue_span(passage: Passage, texts: Mapping[tuple[str, str], str]) -> str | None:
    """Check whether the text of a passage is what stands at its span.

    Args:
        passage: The passage.
        texts: Clean texts by the name of the source and the path in it.

    Returns:
        What is wrong; None where the text stands there.
    """
    source = passage.source
    text = texts.get((source.name, source.path))
    if text is not None and text[source.start : source.end] == passage.text:
        return None
    return f"the text of {passage.id} is not what stands in the file at its place"


def _visible(text: str, span: Span) -> int:
    """The number of characters of a span that are no white space."""
    return sum(len(word) for word in text[span.start : span.end].split())


def _example(text: str, span: Span) -> str:
    shown = " ".join(text[span.start : span.end].split())
    if len(shown) > _SHOWN:
        return f"“{shown[:_SHOWN]}…”"
    return f"“{shown}”"
