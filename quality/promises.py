"""Promises 1 to 3 as pure functions: nothing is lost, text is covered, articles are exact.

Each looks at what a document or a run came to and gives findings, none where the promise is kept. They look at the result alone:
what ingestion says about how it got there is no evidence here.

Raising the first broken promise was set aside: one bad document must hold back nothing but itself, so what is wrong with it has to
be a record like any other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from corpus.notation.numerals import NUMERAL, parse_article
from corpus.records import Finding, Passage, Severity, Span, Structure, Unit

PROMISES_VERSION = 1
"""Part of a stage's key: raised with every change of this module that changes a finding about a document."""

ENDED = ("indexed", "duplicate", "quarantined", "ignored")
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

UNTRUE = ("span_untrue",)
"""Codes of findings about passages whose text is not what stands where they say."""

SHARE = 0.999
"""Of a document's text that is not structural, at least this much is in passages (promise 2)."""

_SHOWN = 40  # characters of an example


# ── promise 1 ────────────────────────────────────────────────────────────────────────────────────────────────────────


def nothing_lost(sources: Mapping[str, Mapping[str, int]]) -> list[Finding]:
    """Each source's `seen` against the states in which its objects ended, and the same in total.

    `sources`: counts by the source's name, `seen` and the states of `ENDED`.
    """
    total: Counter[str] = Counter()
    for counts in sources.values():
        total.update({name: counts[name] for name in ("seen", *ENDED)})
    checked = {**sources, "all sources": total} if len(sources) > 1 else dict(sources)
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


# ── promises 2 and 3: one document ───────────────────────────────────────────────────────────────────────────────────


def examine(where: str, text: str, found: Structure) -> list[Finding]:
    """Whether a document's structure covers its clean text and has its articles right; `where` names the file."""
    return [
        Finding(
            Severity.ERROR,
            code,
            where,
            message,
            "compare the file with `python -m cli.inspect FILE`; report what was read wrongly",
        )
        for code, message in (*_covered(text, found), *_exact(text, found.units))
    ]


def _covered(text: str, found: Structure) -> Iterator[tuple[str, str]]:
    units = sorted(Span(unit.start, unit.end) for unit in found.units)
    everything = sorted([*units, *(Span(one.start, one.end) for one in found.structural)])
    lost = [span for span in gaps(everything, len(text)) if text[span.start : span.end].strip()]
    if lost:
        size = sum(_visible(text, span) for span in lost)
        yield (
            "text_lost",
            f"{size} characters are in no passage and in no heading: {_example(text, lost[0])}",
        )
    cited = sum(_visible(text, span) for span in units)
    meant = cited + sum(_visible(text, span) for span in lost)
    if meant and cited < SHARE * meant:
        yield (
            "text_not_cited",
            f"passages hold {cited} of the {meant} characters that are no headings ({cited / meant:.2%})",
        )
    for one, other in pairwise(units):
        if other.start < one.end:
            yield (
                "text_twice",
                f"two passages hold the same characters: {_example(text, Span(other.start, min(one.end, other.end)))}",
            )
            return


def gaps(spans: Iterable[Span], end: int) -> Iterator[Span]:
    """What sorted spans leave out of `0..end`.

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


def _exact(text: str, units: Sequence[Unit]) -> Iterator[tuple[str, str]]:
    articles = [unit for unit in units if unit.article and not (unit.piece and unit.piece > 1)]
    for unit in articles:
        if not _begins_with(text, unit):
            yield (
                "article_mislabelled",
                f"{unit.path} begins with other words: {_example(text, Span(unit.start, unit.end))}",
            )
    whole = Counter(unit.path for unit in units if not unit.piece or unit.piece == 1)
    for path, times in whole.items():
        if times > 1:
            yield "article_twice", f"{path} stands {times} times in one document"
    yield from _disorder(articles)
    yield from _merged(text, units)
    yield from _torn(text, units)


_LABEL = re.compile(rf"第\s*{NUMERAL}+\s*[条條](?:\s*之\s*{NUMERAL}+)?")
_LINE_LABEL = re.compile(rf"^[ \t\u3000]*({_LABEL.pattern})(?=[\s\u3000])", re.MULTILINE)


def _begins_with(text: str, unit: Unit) -> bool:
    """Whether a unit's text begins with its article's label, however the number is written there."""
    label = _LABEL.match(text, unit.start, unit.end)
    return label is not None and parse_article(label[0]) == parse_article(unit.article or "")


def _disorder(articles: Sequence[Unit]) -> Iterator[tuple[str, str]]:
    """Articles of one body of law (the text, each annex) rise: what falls was read at a wrong place."""
    for prefix, body in groupby(articles, key=lambda unit: unit.path.rpartition("/")[0]):
        numbered = [
            (number, unit.path)
            for unit in body
            if (number := parse_article(unit.article or "")) is not None
        ]
        for (one, first), (other, second) in pairwise(numbered):
            if other <= one:
                yield (
                    "article_out_of_order",
                    f"{second} stands behind {first}{f' in {prefix}' if prefix else ''}",
                )


def _merged(text: str, units: Sequence[Unit]) -> Iterator[tuple[str, str]]:
    """No article holds the line with which the next one begins, where that has no unit of its own."""
    own = {
        (unit.path.rpartition("/")[0], parse_article(unit.article))
        for unit in units
        if unit.article
    }
    for unit in units:
        number = parse_article(unit.article or "")
        if number is None:
            continue
        following = {
            number._replace(number=number.number + 1, inserted=0),
            number._replace(inserted=number.inserted + 1),
        }
        for match in _LINE_LABEL.finditer(text, unit.start + 1, unit.end):
            label = parse_article(match[1])
            if label in following and (unit.path.rpartition("/")[0], label) not in own:
                yield (
                    "articles_merged",
                    f"{unit.path} holds {_example(text, Span(match.start(), unit.end))} as well",
                )


def _torn(text: str, units: Sequence[Unit]) -> Iterator[tuple[str, str]]:
    """An article ends with its line; the pieces of one unit count from 1 and join: nothing but white space lies between them."""
    for unit, after in zip(units, (*units[1:], None), strict=True):
        # some files have article behind article in one line
        continued = after is not None and (
            after.path == unit.path or (after.article and not text[unit.end : after.start].strip())
        )
        line_end = text.find("\n", unit.end)
        rest = Span(unit.end, line_end if line_end >= 0 else len(text))
        if unit.article and not continued and text[rest.start : rest.end].strip():
            yield (
                "article_torn",
                f"behind the end of {unit.path} its line goes on: {_example(text, rest)}",
            )
    for path, group in groupby((unit for unit in units if unit.piece), key=lambda unit: unit.path):
        pieces = list(group)
        if [unit.piece for unit in pieces] != list(range(1, len(pieces) + 1)):
            yield (
                "pieces_apart",
                f"{path} has the pieces {', '.join(str(unit.piece) for unit in pieces)}",
            )
        for one, other in pairwise(pieces):
            if other.start < one.end or text[one.end : other.start].strip():
                yield "pieces_apart", f"pieces {one.piece} and {other.piece} of {path} do not join"


# ── passages ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def spans_true(passages: Iterable[Passage], texts: Mapping[tuple[str, str], str]) -> list[Finding]:
    """Whether each passage's text is what stands at its span. `texts`: clean texts by the source's name and the path in it."""
    return [
        _untrue(one)
        for one in passages
        if not _is_true(one, texts.get((one.source.name, one.source.path)))
    ]


def _is_true(passage: Passage, text: str | None) -> bool:
    return text is not None and text[passage.source.start : passage.source.end] == passage.text


def _untrue(passage: Passage) -> Finding:
    where = f"{passage.source.name}: {passage.source.path}"
    return Finding(
        Severity.ERROR,
        "span_untrue",
        where,
        f"the text of {passage.id} is not what stands in the file at its place",
    )


def _visible(text: str, span: Span) -> int:
    return sum(map(len, text[span.start : span.end].split()))


def _example(text: str, span: Span) -> str:
    shown = " ".join(text[span.start : span.end].split())
    return f"“{shown[:_SHOWN]}…”" if len(shown) > _SHOWN else f"“{shown}”"
