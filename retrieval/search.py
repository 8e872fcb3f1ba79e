"""From a request to results: embed, filter, keyword and vector search, fuse, boost, fold.

An article that the question cites comes first.
`Searcher` reads one published version of an index, so that one answer never mixes two versions.
Rewriting questions and reranking were set aside: both need a model of their own, and what they gain
should first be seen in `lexops eval`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.calendar import today as today_in_china
from corpus.errors import ModelMismatch, UsageError
from corpus.notation.territories import OTHER_JURISDICTIONS, named_jurisdictions
from corpus.options import check_range
from corpus.records import Status
from corpus.schema import SCHEMA_VERSION, Row, as_of
from corpus.search import (
    ANY_DATE,
    ANY_JURISDICTION,
    ScoreParts,
    SearchRequest,
    SearchResult,
    SearchResults,
    check_values,
)
from indexing.embedder import Embedder
from indexing.store import CandidateLists, CandidateQuery, Filter, IndexReader
from retrieval.boost import BoostOptions, boost_ranking
from retrieval.cautions import CautionReader
from retrieval.citations import find_references
from retrieval.expansion import LayWordsOptions, add_terms
from retrieval.folding import fold, fold_key
from retrieval.fusion import Fused, FusionOptions, fuse
from retrieval.resolution import resolve

CITED_SCORE = 1.0
"""Score of an article that the question cites: the highest there is."""

KnownValues = Mapping[str, Callable[[], Collection[str]]]
"""For a filter of `SearchRequest`, by its name: how to get the values that there are. It is called
only where a request uses that filter."""


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """Settings of the search that no request changes.

    Attributes:
        fusion: How keyword and vector search become one ranking.
        boost: What is added to scores.
        lay_words: What words of laypeople add to a question.
        depth: Smallest number of candidates that keyword and vector search each give before
            fusion. Above 50, R@10 does not change. R@100 is .015 lower with 50 than with 200 (771
            lay questions, 7,418 articles). With 200, the first 10 results have the same order in
            an answer of 10 as in the answer of 100 that is evaluated.
        max_query: Number of characters of a question that keyword and vector search read. The model
            reads 512 tokens, and OpenSearch refuses a query of more than 1,024 terms. Citations are
            found in all of a question, up to 20,000 characters.
    """

    fusion: FusionOptions = field(default_factory=FusionOptions)
    boost: BoostOptions = field(default_factory=BoostOptions)
    lay_words: LayWordsOptions = field(default_factory=LayWordsOptions)
    depth: int = 200
    max_query: int = 1000

    def __post_init__(self) -> None:
        check_range(
            "search.depth",
            self.depth,
            at_least=1,
        )
        check_range(
            "search.max_query",
            self.max_query,
            at_least=1,
        )


_MAX_CITING = 20_000  # characters of a question in which citations are found


class Searcher:
    """Answers requests from one view of an index."""

    def __init__(
        self,
        reader: IndexReader,
        embedder: Embedder | None,
        options: SearchOptions | None = None,
        *,
        known_values: KnownValues | None = None,
        today: Callable[[], str] = today_in_china,
    ) -> None:
        """Check that index and model belong together.

        Args:
            reader: The view of the index; the caller closes it.
            embedder: Embeds questions; the caller closes it. None where only mode `keyword` is
                used.
            options: Settings of the search; None means the defaults.
            known_values: The values that the archive has for some filters. A filter that it leaves
                out is not checked.
            today: Answers what day it is.

        Raises:
            ModelMismatch: If the index was made with another model or schema.
        """
        self._reader = reader
        self._embedder = embedder
        self._options = options or SearchOptions()
        self._known_values = known_values or {}
        self._today = today
        self._check_schema()
        if embedder is not None:
            self._check_model(embedder)

    def search(self, request: SearchRequest) -> SearchResults:
        """Find the passages that answer a request.

        Args:
            request: The question and its filters.

        Returns:
            The results, best first.

        Raises:
            UsageError: If the question is empty, a value is out of range, or a date is wrong.
            UnknownValue: If a mode or the value of a filter is unknown; it lists the allowed ones.
        """
        text = request.text.strip()[: self._options.max_query]
        replace(request, text=text).check()
        self._check_filters(request)
        today = self._today()
        where = _filter_of(request, today)
        candidates = self._find_candidates(
            text,
            request,
            where,
        )
        fused = fuse(
            candidates,
            self._options.fusion,
            fold_key,
        )
        ranked = boost_ranking(
            fused,
            text,
            self._options.boost,
        )
        # The end of a long question is not embedded, but what it cites is found.
        cited = self._find_cited(request.text[:_MAX_CITING], where)
        ordered = _put_first(cited, ranked)
        if where.as_of is not None:
            ordered = _without_suspended(ordered, where.as_of)
        results = fold(
            ordered,
            self._reader,
            request.k,
            request.groups,
        )
        day = where.as_of or today
        cautions = CautionReader(self._reader, request.groups)
        shown = [replace(result, row=cautions.shown(as_of(result.row, day))) for result in results]
        return SearchResults(
            query=request.text,
            as_of=where.as_of or ANY_DATE,
            mode=request.mode,
            generation=self._reader.generation.name,
            results=tuple(shown),
            facets=self._reader.count_tags(where) if request.facets else None,
        )

    def _check_filters(self, request: SearchRequest) -> None:
        """Refuse values that the archive does not have.

        The answer would be empty without a reason.
        """
        for name, known in self._known_values.items():
            values: Sequence[str] = getattr(request, name)
            if values:
                check_values(
                    name,
                    values,
                    known(),
                )

    def _find_candidates(
        self,
        text: str,
        request: SearchRequest,
        where: Filter,
    ) -> CandidateLists:
        # Twice as many as asked for, because copies and pieces fold.
        depth = max(self._options.depth, 2 * request.k)
        words = None if request.mode == "vector" else text
        vector = None if request.mode == "keyword" else self._model().embed_query(text)
        added = add_terms(text, request.mode, self._options.lay_words)
        return self._reader.candidates(
            CandidateQuery(
                words,
                vector,
                depth,
                where,
                also=added.text,
                also_weight=added.weight,
            )
        )

    def _find_cited(
        self,
        text: str,
        where: Filter,
    ) -> list[tuple[Row, ...]]:
        references = find_references(text)
        if not references:
            return []
        return resolve(
            references,
            self._reader,
            where,
            text,
        )

    def _model(self) -> Embedder:
        if self._embedder is None:
            raise UsageError(
                "this search has no embedding model",
                remedy="ask with `--mode keyword`, or give it a model",
            )
        return self._embedder

    def _check_schema(self) -> None:
        generation = self._reader.generation
        schema = generation.meta.schema_version
        if schema != SCHEMA_VERSION:
            raise ModelMismatch(
                f"generation {generation.name} has schema {schema}, "
                f"this version reads {SCHEMA_VERSION}",
                remedy="`lexops run` builds it anew",
            )

    def _check_model(self, embedder: Embedder) -> None:
        generation = self._reader.generation
        index_model = (generation.meta.fingerprint, generation.meta.dimension)
        question_model = (embedder.fingerprint, embedder.dimension)
        if index_model != question_model:
            raise ModelMismatch(
                f"generation {generation.name} was made with "
                f"{index_model[0]} ({index_model[1]} dimensions), "
                f"the question comes with {question_model[0]} ({question_model[1]})",
                remedy="choose that model, or let `lexops run` build the index with this one",
            )


def _filter_of(request: SearchRequest, today: str) -> Filter:
    """The filter of a request, as stores read it."""
    named, excluded = _jurisdictions_of(request)
    return Filter(
        groups=request.groups,
        as_of=request.day(today),
        kinds=request.kinds,
        levels=request.levels,
        categories=request.categories,
        tags=request.tags,
        regions=request.regions,
        jurisdictions=named,
        not_jurisdictions=excluded,
        sources=request.sources,
        works=request.works,
        articles=request.articles,
    )


def _jurisdictions_of(request: SearchRequest) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whose law a request asks for, and whose law it leaves out.

    A question that names no place means the law of the mainland: 勞動基準法 never stands in for 劳动法.
    A question that names a place may also be about how the mainland deals with it.
    """
    if ANY_JURISDICTION in request.jurisdictions:
        return (), ()
    if request.jurisdictions or request.works:
        return request.jurisdictions, ()
    named = named_jurisdictions(request.text)
    return (), tuple(place for place in OTHER_JURISDICTIONS if place not in named)


def _put_first(cited: Sequence[tuple[Row, ...]], ranked: Sequence[Fused]) -> list[Fused]:
    """The ranking with the cited articles at its top, with the parts that search gave them."""
    entries = {fold_key(entry.rows[0]): entry for entry in ranked}
    first: list[Fused] = []
    for rows in cited:
        entry = entries.pop(fold_key(rows[0]), None)
        if entry is None:
            first.append(
                Fused(
                    CITED_SCORE,
                    ScoreParts(),
                    rows,
                )
            )
            continue
        ids = {row["id"] for row in rows}
        others = [row for row in entry.rows if row["id"] not in ids]
        first.append(
            Fused(
                CITED_SCORE,
                entry.parts,
                (*rows, *others),
            )
        )
    return [*first, *entries.values()]


def _without_suspended(entries: Sequence[Fused], day: str) -> list[Fused]:
    """The ranking without the rows that are suspended on a day.

    The index has no column for the period in which a text is suspended. So its filter by day keeps
    such a row, and the row is left out here, before the first `k` results are taken.
    """
    kept: list[Fused] = []
    for entry in entries:
        rows = tuple(row for row in entry.rows if not _is_suspended(row, day))
        if len(rows) == len(entry.rows):
            kept.append(entry)
        elif rows:
            kept.append(replace(entry, rows=rows))
    return kept


def _is_suspended(row: Row, day: str) -> bool:
    """Whether a row is suspended on a day. Only its cautions or its stored status can say so."""
    may_be = row["cautions"] or row["status"] == Status.SUSPENDED
    return bool(may_be) and as_of(row, day)["status"] == Status.SUSPENDED


__all__ = [
    "KnownValues",
    "SearchOptions",
    "SearchRequest",
    "SearchResult",
    "SearchResults",
    "Searcher",
]
