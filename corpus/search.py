"""The search contract: what can be asked, what comes back, and which errors there are.

The Python API, the command line and the client for services all use these records.
So a parameter, a field of a result and an error have one name everywhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from corpus.errors import UnknownValue, UsageError
from corpus.records import DocumentKind, Jurisdiction, Rank
from corpus.schema import FIELDS, Row

SearchMode = Literal["hybrid", "keyword", "vector"]
"""Which retrieval methods are used: keyword search, vector search, or both."""

ANY_DATE = "any"
"""Value of `as_of` for versions of all times."""

ANY_JURISDICTION = "any"
"""Value of `jurisdictions` for the law of all countries and territories."""

MAX_RESULTS = 1000
"""The most results that one request may ask for."""

MOST_NAMED = 20
"""How many allowed values an error lists."""

FILTER_NAMES = {
    "kinds": "kind",
    "levels": "level",
    "categories": "category",
    "tags": "tag",
    "regions": "region",
    "jurisdictions": "jurisdiction",
    "sources": "source",
    "works": "work",
    "articles": "article",
}
"""The filters of a request, and how an error names one value of each."""

CLOSED_LISTS: Mapping[str, tuple[str, ...]] = {
    "kinds": tuple(DocumentKind),
    "levels": tuple(Rank),
    "jurisdictions": (*Jurisdiction, ANY_JURISDICTION),
}
"""Filters whose values do not depend on the archive."""

_TEXTS = (*FILTER_NAMES, "groups")  # parameters that are lists of texts


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A question, and the passages that may answer it.

    Values of one filter are alternatives; all filters must hold. An empty filter does not restrict.

    Attributes:
        text: The question, or a citation such as 劳动合同法第38条.
        k: How many results are wanted, from 1 to 1000.
        mode: `hybrid`, `keyword` or `vector`.
        as_of: The day whose law counts, as `2024-07-01`; `any` for versions of all times; None for
            today in the configured time zone.
        kinds: Kinds of documents, as `corpus.records.DocumentKind` lists them.
        levels: Ranks of norms, as `corpus.records.Rank` lists them.
        categories: Values of tags, whatever their scheme.
        tags: Tags as `SCHEME=VALUE`. Values of one scheme are alternatives; all schemes that are
            named must hold.
        regions: Regions of local norms.
        jurisdictions: Whose law, as `corpus.records.Jurisdiction` lists it; `any` for the law of
            all. Without it, law of Taiwan, Hong Kong, Macao and other countries is left out,
            except of a place that the question names, and of works that `works` names.
        sources: Names of sources that contain the text.
        groups: Groups of the reader. A passage is shown if it shares one; no group sees nothing.
        works: Works, by their keys: 劳动合同法.
        articles: Labels of articles: 第三十八条.
        facets: Whether to count the tags of all passages that pass the filters.
    """

    text: str
    k: int = 10
    mode: SearchMode = "hybrid"
    as_of: str | None = None
    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    groups: tuple[str, ...] = ("public",)
    works: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    facets: bool = False

    @classmethod
    def from_parameters(cls, parameters: Mapping[str, Any]) -> SearchRequest:
        """Make a request from named parameters, as a service receives them.

        Args:
            parameters: Values by name. A parameter that is missing or None has its default.

        Returns:
            The request, with every value checked that can be checked without an index.

        Raises:
            UnknownValue: If a parameter is unknown or misspelt; it lists the allowed ones. Also if
                a mode, kind, level or jurisdiction is unknown.
            UsageError: If a value has a wrong type or lies outside its range.

        >>> SearchRequest.from_parameters({"text": "加班费", "regions": ["上海市"]}).regions
        ('上海市',)
        >>> SearchRequest.from_parameters({"text": "加班费", "region": ["上海市"]})
        Traceback (most recent call last):
        corpus.errors.UnknownValue: unknown parameter 'region': choose one of text, k, mode, \
as_of, kinds, levels, categories, tags, regions, jurisdictions, sources, groups, works, articles, \
facets
        """
        allowed = parameter_names()
        for name in parameters:
            if name not in allowed:
                raise UnknownValue(
                    "parameter",
                    name,
                    allowed,
                )
        given = {name: value for name, value in parameters.items() if value is not None}
        request = cls(
            **{
                "text": "",
                **given,
                **_read_lists(given),
            }
        )
        request.check()
        return request

    def check(self) -> None:
        """Check everything that can be checked without an index.

        Raises:
            UnknownValue: If a mode, kind, level or jurisdiction is unknown.
            UsageError: If the text is empty, `k` is out of range, or `as_of` is no date.
        """
        if self.mode not in get_args(SearchMode):
            raise UnknownValue(
                "mode",
                self.mode,
                get_args(SearchMode),
            )
        is_number = isinstance(self.k, int) and not isinstance(self.k, bool)
        if not is_number or not 1 <= self.k <= MAX_RESULTS:
            raise UsageError(f"k can't be {self.k!r}", remedy=f"ask for 1 to {MAX_RESULTS} results")
        has_word = isinstance(self.text, str) and any(map(str.isalnum, self.text))
        if not has_word:
            raise UsageError(
                "the question is empty",
                remedy="ask with a word, or cite an article: 劳动合同法第38条",
            )
        if not isinstance(self.facets, bool):
            raise UsageError(f"facets can't be {self.facets!r}", remedy="give true or false")
        for name, allowed in CLOSED_LISTS.items():
            check_values(
                name,
                getattr(self, name),
                allowed,
            )
        self.day("2000-01-01")

    def day(self, today: str) -> str | None:
        """Return the day whose law counts.

        Args:
            today: The present day, which counts where the request names none.

        Returns:
            The day as `YYYY-MM-DD`; None for versions of all times.

        Raises:
            UsageError: If `as_of` is no date.
        """
        if self.as_of is None:
            return today
        if self.as_of == ANY_DATE:
            return None
        try:
            day = dt.datetime.strptime(self.as_of, "%Y-%m-%d")  # noqa: DTZ007 - a day has no zone
        except (ValueError, TypeError) as error:
            raise UsageError(
                f"{self.as_of!r} is no date", remedy=f"write it as 2024-07-01, or give {ANY_DATE}"
            ) from error
        return day.date().isoformat()


@dataclass(frozen=True, slots=True)
class ScoreParts:
    """What each retrieval method gave, on its normalised scale from 0 to 1.

    Attributes:
        keyword: The score of keyword search; None where it did not find the passage.
        vector: The score of vector search; None where it did not find the passage.
    """

    keyword: float | None = None
    vector: float | None = None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One ranked passage.

    Attributes:
        score: Orders the results of one answer, from 0 to 1; a cited article has 1.
        parts: What each retrieval method gave.
        row: All fields of the passage (`corpus.schema.FIELDS`), with the status on the day that was
            asked for. An article that was cut into pieces for the index is whole.
    """

    score: float
    parts: ScoreParts
    row: Row

    def as_json(self, rank: int) -> Row:
        """Return one entry of `hits` of `lexops search --json`.

        Args:
            rank: The place in the answer, from 1.

        Returns:
            Rank, score, parts, and the fields of the passage.
        """
        parts = {"keyword": self.parts.keyword, "vector": self.parts.vector}
        row = {field.name: self.row[field.name] for field in FIELDS}
        return {
            "rank": rank,
            "score": self.score,
            "parts": parts,
            **row,
        }


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The answer to a request; iterating over it gives the results.

    Attributes:
        query: The text of the request, whole.
        as_of: The day that was used, or `any`.
        mode: The mode of the request.
        generation: The generation of the index that answered.
        results: The results, best first.
        facets: By tag, as `SCHEME=VALUE`, how many passages that pass the filters have it; None
            where the request did not ask.
    """

    query: str
    as_of: str
    mode: SearchMode
    generation: str
    results: tuple[SearchResult, ...]
    facets: Mapping[str, int] | None = None

    def __iter__(self) -> Iterator[SearchResult]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    def as_json(self) -> dict[str, Any]:
        """Return the document of `lexops search --json`; the results are its field `hits`."""
        hits = [result.as_json(rank) for rank, result in enumerate(self.results, start=1)]
        answer: dict[str, Any] = {
            "query": self.query,
            "as_of": self.as_of,
            "mode": self.mode,
            "generation": self.generation,
            "hits": hits,
        }
        if self.facets is not None:
            answer["facets"] = dict(self.facets)
        return answer


def parameter_names() -> tuple[str, ...]:
    """Return the names of all parameters of a search, in the order of `SearchRequest`."""
    return tuple(field.name for field in fields(SearchRequest))


def check_values(
    name: str,
    values: Collection[str],
    allowed: Collection[str],
) -> None:
    """Check the values of a filter.

    Args:
        name: The filter, as `SearchRequest` names it.
        values: The values that were asked for.
        allowed: The values that there are.

    Raises:
        UnknownValue: If a value is not allowed; it lists the first 20 that are.

    >>> check_values("regions", ["上海"], ["上海市", "云州"])
    Traceback (most recent call last):
    corpus.errors.UnknownValue: unknown region '上海': choose one of 上海市, 云州
    """
    for value in values:
        if value not in allowed:
            named = sorted(allowed)
            listed = named[:MOST_NAMED]
            if len(named) > MOST_NAMED:
                listed.append(f"… ({len(named) - MOST_NAMED} more)")
            raise UnknownValue(
                FILTER_NAMES[name],
                value,
                listed,
            )


def _read_lists(given: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The parameters that are lists of texts, as tuples.

    One text in place of a list is an error.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name in _TEXTS:
        if name not in given:
            continue
        values = given[name]
        is_list = isinstance(values, Collection) and not isinstance(values, str | bytes | Mapping)
        if not is_list or not all(isinstance(value, str) for value in values):
            raise UsageError(
                f"{name} can't be {values!r}", remedy=f'give a list of texts: {name}=["…"]'
            )
        found[name] = tuple(values)
    return found
