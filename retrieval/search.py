"""A question to hits: embed, filter, ask both legs, fuse, fold; a cited article goes first.

`Searcher` reads one published version of an index, so that a page of hits never mixes two. It was set aside to rewrite questions
or to rerank: both need a model of their own, and what they gain should first be seen in `lexops eval`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from corpus.errors import ModelMismatch, UnknownValue, UsageError
from corpus.options import check_range
from corpus.records import DocumentKind, Rank
from corpus.schema import FIELDS, SCHEMA_VERSION, Row, as_of
from indexing.embedder import Embedder
from indexing.store import CandidateLists, CandidateQuery, Filter, IndexReader
from retrieval.citations import find_references
from retrieval.folding import Hit, fold, fold_key
from retrieval.fusion import Fused, FusionOptions, ScoreParts, fuse
from retrieval.prior import PriorOptions, prefer
from retrieval.resolution import resolve

Mode = Literal["hybrid", "keyword", "vector"]

ANY_DATE = "any"
"""As of no day in particular: versions of all times."""

MAX_HITS = 1000
"""The most hits that one question may ask for."""

CITED_SCORE = 1.0
"""Score of an article that the question cites: the best there is."""


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """Settings of the search, apart from what a question says.

    `depth` is how many candidates each leg gives before fusion, at least: from 50 on it does not move R@10, and 50 costs .015 of
    R@100 against 200 (771 lay questions, 7,418 articles). At 200 a page of 10 ranks as the 100 do that are evaluated. `max_query` is how many characters of a question are read: the
    model reads 512 tokens, and OpenSearch refuses a query of more than 1,024 terms.
    """

    fusion: FusionOptions = field(default_factory=FusionOptions)
    prior: PriorOptions = field(default_factory=PriorOptions)
    depth: int = 200
    max_query: int = 1000

    def __post_init__(self) -> None:
        check_range("search.depth", self.depth, at_least=1)
        check_range("search.max_query", self.max_query, at_least=1)


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody wants to know, and of which passages. Empty filters do not restrict; `groups` are the asker's.

    `as_of` is a date, or `any`; None is today.
    """

    text: str
    k: int = 10
    mode: Mode = "hybrid"
    as_of: str | None = None
    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    groups: tuple[str, ...] = ("public",)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits, best first, and what they were asked of. `as_of` is the date that was used, or `any`."""

    query: str
    as_of: str
    mode: Mode
    generation: str
    hits: tuple[Hit, ...]

    def as_json(self) -> dict[str, Any]:
        """The shape of `lexops search --json`."""
        head = {
            "query": self.query,
            "as_of": self.as_of,
            "mode": self.mode,
            "generation": self.generation,
        }
        return {
            **head,
            "hits": [_hit_json(rank, hit) for rank, hit in enumerate(self.hits, start=1)],
        }


def _hit_json(rank: int, hit: Hit) -> Row:
    parts = {"keyword": hit.parts.keyword, "vector": hit.parts.vector}
    return {
        "rank": rank,
        "score": hit.score,
        "parts": parts,
        **{one.name: hit.row[one.name] for one in FIELDS},
    }


class Searcher:
    """Answers questions from one view of an index. The view and the embedder stay the caller's to close.

    `embedder` may be None where only mode `keyword` is asked. `allowed` names the values that `sources`, `regions` and
    `categories` may take, for those that the caller knows (the catalog does); a field that it leaves out is not checked.
    Raises ModelMismatch when the index was made with another model or schema.
    """

    def __init__(
        self,
        reader: IndexReader,
        embedder: Embedder | None,
        options: SearchOptions | None = None,
        *,
        allowed: Mapping[str, Collection[str]] | None = None,
        today: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        self._reader, self._embedder, self._options = reader, embedder, options or SearchOptions()
        self._allowed = {"kinds": tuple(DocumentKind), "levels": tuple(Rank), **(allowed or {})}
        self._today = today
        self._check_schema()
        if embedder is not None:
            self._check_model(embedder)

    def search(self, question: Question) -> SearchResult:
        """The hits for a question. Raises UsageError for an empty one or a wrong date, UnknownValue for a wrong filter or mode."""
        text = self._text(question)
        where = self._filter(question)
        ranked = fuse(self._legs(text, question, where), self._options.fusion, fold_key)
        ranked = prefer(ranked, text, self._options.prior)
        hits = fold(
            _cited_first(self._cited(text, where), ranked),
            self._reader,
            question.k,
            question.groups,
        )
        day = where.as_of or self._today().isoformat()
        shown = tuple(replace(hit, row=as_of(hit.row, day)) for hit in hits)
        return SearchResult(
            question.text,
            where.as_of or ANY_DATE,
            question.mode,
            self._reader.generation.name,
            shown,
        )

    def _text(self, question: Question) -> str:
        if question.mode not in get_args(Mode):
            raise UnknownValue("mode", question.mode, get_args(Mode))
        if not 1 <= question.k <= MAX_HITS:
            raise UsageError(
                f"{question.k} hits can't be asked for",
                remedy=f"give a number from 1 to {MAX_HITS}",
            )
        text = question.text.strip()[: self._options.max_query]
        if not any(character.isalnum() for character in text):
            raise UsageError(
                "the question is empty",
                remedy="ask with a word, or cite an article: 劳动合同法第38条",
            )
        return text

    def _filter(self, question: Question) -> Filter:
        for name, allowed in self._allowed.items():
            for value in getattr(question, name):
                if value not in allowed:
                    raise UnknownValue(_SINGULAR[name], value, sorted(allowed))
        return Filter(
            groups=question.groups,
            as_of=self._day(question.as_of),
            kinds=question.kinds,
            levels=question.levels,
            categories=question.categories,
            regions=question.regions,
            sources=question.sources,
        )

    def _day(self, as_of: str | None) -> str | None:
        if as_of is None:
            return self._today().isoformat()
        if as_of == ANY_DATE:
            return None
        try:
            day = dt.datetime.strptime(as_of, "%Y-%m-%d")  # noqa: DTZ007 - a calendar day has no zone
        except ValueError as error:
            raise UsageError(
                f"{as_of!r} is no date", remedy=f"write it as 2024-07-01, or give {ANY_DATE}"
            ) from error
        return day.date().isoformat()

    def _legs(self, text: str, question: Question, where: Filter) -> CandidateLists:
        # Twice as many as asked, because copies and pieces fold.
        depth = max(self._options.depth, 2 * question.k)
        words = None if question.mode == "vector" else text
        vector = None if question.mode == "keyword" else self._model().embed_query(text)
        return self._reader.candidates(CandidateQuery(words, vector, depth, where))

    def _cited(self, text: str, where: Filter) -> list[tuple[Row, ...]]:
        references = find_references(text)
        return resolve(references, self._reader, where) if references else []

    def _model(self) -> Embedder:
        if self._embedder is None:
            raise UsageError(
                "this search has no embedding model",
                remedy="ask with `--mode keyword`, or give it a model",
            )
        return self._embedder

    def _check_schema(self) -> None:
        made = self._reader.generation.meta
        if made.schema_version != SCHEMA_VERSION:
            message = f"generation {self._reader.generation.name} has schema {made.schema_version}, this version reads {SCHEMA_VERSION}"
            raise ModelMismatch(message, remedy="`lexops run` builds it anew")

    def _check_model(self, embedder: Embedder) -> None:
        made = self._reader.generation.meta
        if (made.fingerprint, made.dimension) != (embedder.fingerprint, embedder.dimension):
            index = f"generation {self._reader.generation.name} was made with {made.fingerprint} ({made.dimension} dimensions)"
            message = (
                f"{index}, the question comes with {embedder.fingerprint} ({embedder.dimension})"
            )
            raise ModelMismatch(
                message,
                remedy="choose that model, or let `lexops run` build the index with this one",
            )


_SINGULAR = {
    "kinds": "kind",
    "levels": "level",
    "categories": "category",
    "regions": "region",
    "sources": "source",
}


def _cited_first(cited: list[tuple[Row, ...]], ranked: list[Fused]) -> list[Fused]:
    """The ranking with the cited articles moved to its top; `parts` say what the legs thought of them."""
    found = {fold_key(entry.rows[0]): entry for entry in ranked}
    first = []
    for rows in cited:
        entry = found.pop(fold_key(rows[0]), None)
        others = (
            tuple(row for row in entry.rows if row["id"] not in {one["id"] for one in rows})
            if entry
            else ()
        )
        first.append(Fused(CITED_SCORE, entry.parts if entry else ScoreParts(), (*rows, *others)))
    return [*first, *found.values()]
