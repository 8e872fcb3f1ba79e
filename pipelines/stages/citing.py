"""Passages to citations: what each cites, and what that means in the archive as it now is.

A work is looked at again when its own text is another, or when something is another of what it cites: a work that one of its names
means, or which works its names mean. What all works hold is read once a run, and only in a run in which some work changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from corpus.batches import batches
from corpus.codec import from_json
from corpus.hashing import stage_key
from corpus.records import Citation, Law
from corpus.schema import Row
from law.citations import (
    CITATIONS_VERSION,
    CitableVersion,
    CitingPassage,
    CitingText,
    MemoryWorkLookup,
    Reference,
    cited_as,
    find_in_document,
    named_works,
    numbered_since,
    resolve_citations,
)
from pipelines.session import Session
from storage.catalog.citations import CitationDependencies

CODE_VERSION = str(CITATIONS_VERSION)
_WORKS = 50  # a transaction


@dataclass(slots=True)
class CitationTally:
    """How many works were looked at, and how many passages have other citations now."""

    works: int = 0
    passages: int = 0


def cite_passages(session: Session) -> CitationTally:
    """Find and resolve the citations of every work that is out of date."""
    catalog, found = session.catalog, CitationTally()
    with session.report.timed("cite"):
        keys = catalog.citations.keys()
        if catalog.citations.is_current(keys, CITATIONS_VERSION):
            return found
        shelf = _shelf(session)
        stale = _stale(session, keys, shelf)
        for batch in batches(stale, _WORKS):
            cited = {work: (_key(keys[work]), *_cite(session, work, keys, shelf)) for work in batch}
            found.passages += catalog.citations.commit(cited)
            found.works += len(batch)
            session.progress("cite", found.works, len(stale))
        catalog.citations.done(keys, CITATIONS_VERSION)
    return found


def _key(resolved_key: str) -> str:
    return stage_key("cite", CITATIONS_VERSION, resolved_key)


def _stale(session: Session, keys: Mapping[str, str], shelf: MemoryWorkLookup) -> list[str]:
    depends = session.catalog.citations.depends()
    return [
        work
        for work, key in keys.items()
        if work not in depends or _is_stale(*depends[work], _key(key), keys, shelf)
    ]


def _is_stale(
    had: str, on: CitationDependencies, key: str, keys: Mapping[str, str], shelf: MemoryWorkLookup
) -> bool:
    return (
        had != key
        or any(keys.get(work) != then for work, then in on.works.items())
        or any(list(named_works(name, shelf)) != works for name, works in on.names.items())
        or any(list(shelf.ending(words)) != works for words, works in on.endings.items())
    )


# ── what the archive holds ───────────────────────────────────────────────────────────────────────────────────────────


def _shelf(session: Session) -> MemoryWorkLookup:
    citing = session.catalog.citations
    labels: dict[str, list[str]] = {}
    held: list[tuple[str, str, str]] = []
    for expression, path, id_ in citing.places():
        if article := cited_as(path):
            labels.setdefault(expression, []).append(article)
            held.append((expression, article, id_))
    versions = (
        (one.work, _version(one.expression, one.since, one.law, labels.get(one.expression, ())))
        for one in citing.versions()
    )
    return MemoryWorkLookup.of(versions, held, citing.texts)


def _version(
    expression: str, since: str | None, law: Row | None, articles: Iterable[str]
) -> CitableVersion:
    events = from_json(Law, law).events if law else ()
    return CitableVersion(expression, since, numbered_since(events, articles))


# ── one work ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _cite(
    session: Session, work: str, keys: Mapping[str, str], shelf: MemoryWorkLookup
) -> tuple[CitationDependencies, dict[str, Sequence[Citation]]]:
    """What the passages of a work cite, and what that depends on."""
    depends, cited = CitationDependencies(), dict[str, Sequence[Citation]]()
    for (expression, day), rows in groupby(
        session.catalog.citations.passages(work), key=itemgetter("expression_id", "date")
    ):
        passages = list(rows)
        for row, references in zip(passages, _references(work, passages), strict=True):
            cited[row["id"]] = resolve_citations(
                references, shelf, CitingText(day, expression, row["text"])
            )
            _note(depends, references, keys, shelf)
    return depends, cited


def _references(work: str, rows: Sequence[Row]) -> Iterator[list[Reference]]:
    parts = [CitingPassage(_label(row["unit"]), row["text"]) for row in rows]
    return iter(find_in_document(work, rows[0]["title"], parts))


def _label(unit: str) -> str | None:
    """The article as which a unit cites itself; an item of a decision has none, since 前条 is said of articles only."""
    path = unit.rpartition("@")[0].partition("/")[2]
    return cited_as(path) if path.startswith("第") else None


def _note(
    depends: CitationDependencies,
    references: Iterable[Reference],
    keys: Mapping[str, str],
    shelf: MemoryWorkLookup,
) -> None:
    for reference in references:
        if reference.relative:
            continue
        named = {
            name: list(named_works(name, shelf))
            for name in reference.names
            if name not in depends.names
        }
        depends.names.update(named)
        held = [work for name in reference.names for work in depends.names[name]]
        if not held and not reference.name.startswith("《"):
            words = reference.names[-1]
            held = depends.endings.setdefault(words, list(shelf.ending(words)))
        depends.works.update((work, keys[work]) for work in held)
