"""Passages to citations: what each passage cites, and which passages that means in this archive.

A work is looked at again when its own text changed. It is also looked at again when something
that it cites changed: a work that one of its names means, or which works its names mean. The
versions of all works are read once a run, and only in a run in which some work changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from corpus.codec import from_json
from corpus.errors import BadInput
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
    numbered_since,
    resolve_citations,
    works_of_name,
)
from pipelines.session import Session
from pipelines.stages._tasks import CiteTask, find_references
from pipelines.stages.definition import KeyedRow, StageDefinition, StageRun
from pipelines.stages.runner import run_stage
from storage.catalog.citations import CitationDependencies

_WORKS = 50  # a transaction


@dataclass(slots=True)
class CitationTally:
    """What was looked at in a run.

    Attributes:
        works: How many works were looked at.
        passages: How many passages have other citations than before.
        held: How many files are held, because their citations could not be read within the limits.
    """

    works: int = 0
    passages: int = 0
    held: int = 0


class CitedWork(NamedTuple):
    """The citations of one work.

    Attributes:
        work: The work that cites.
        key: The key of the result.
        depends: What the citations depend on.
        citations: Citations by the id of the passage.
        failed: By the id of a version, why its citations could not be read. Then nothing is
            written of the work.
    """

    work: str
    key: str
    depends: CitationDependencies
    citations: Mapping[str, Sequence[Citation]]
    failed: Mapping[str, str]


@dataclass(slots=True)
class _Citing:
    """The state of the stage.

    Attributes:
        resolved_keys: Every work with the key that it was resolved under.
        is_current: Whether nothing changed since all works were looked at.
        lookup: What all works are called and contain; read when it is needed.
        depends: By citing work, its key and what its citations depend on.
        done: Counts.
    """

    resolved_keys: Mapping[str, str]
    is_current: bool
    lookup: MemoryWorkLookup | None = None
    depends: Mapping[str, tuple[str, CitationDependencies]] = field(default_factory=dict)
    done: CitationTally = field(default_factory=CitationTally)

    @property
    def loaded_lookup(self) -> MemoryWorkLookup:
        """The lookup, which `find_rows` has read."""
        assert self.lookup is not None, "works are looked for before they are worked on"
        return self.lookup


def cite_passages(session: Session) -> CitationTally:
    """Find and resolve the citations of every work that is out of date.

    Args:
        session: The session of the run.

    Returns:
        How many works were looked at, and how many passages changed.
    """
    return run_stage(CITE, session).state.done


def _prepare(session: Session) -> _Citing:
    citations = session.catalog.citations
    keys = citations.keys()
    return _Citing(keys, citations.is_current(keys, *CITE.version))


def _find_works(run: StageRun[_Citing]) -> Sequence[str]:
    """The works that are out of date; the total is known with them."""
    state = run.state
    if state.is_current:
        return ()
    state.lookup = _read_lookup(run.session)
    depends = run.catalog.citations.depends()
    outdated = [
        work
        for work in state.resolved_keys
        if _is_outdated(
            state,
            work,
            depends.get(work),
        )
    ]
    run.total = len(outdated)
    return outdated


def _key(run: StageRun[_Citing], work: str) -> str:
    return CITE.result_key(run.state.resolved_keys[work])


def _is_outdated(
    state: _Citing,
    work: str,
    before: tuple[str, CitationDependencies] | None,
) -> bool:
    """Whether a work's own text changed, or something that its citations depend on."""
    if before is None:
        return True
    key, depends = before
    lookup = state.loaded_lookup
    if key != CITE.result_key(state.resolved_keys[work]):
        return True
    if any(state.resolved_keys.get(cited) != then for cited, then in depends.works.items()):
        return True
    if any(works_of_name(name, lookup) != works for name, works in depends.names.items()):
        return True
    return any(list(lookup.ending(words)) != works for words, works in depends.endings.items())


def _cite_batch(run: StageRun[_Citing], batch: Sequence[KeyedRow[str]]) -> Iterator[CitedWork]:
    """Find the references of a batch in worker processes, and resolve them here."""
    state = run.state
    versions = {keyed.row: _versions(run.session, keyed.row) for keyed in batch}
    assert run.pool, "the stage declares a worker"
    found: Mapping[str, list[list[Reference]] | BadInput] = dict(run.pool.map(_tasks(versions)))
    for key, work in batch:
        depends, cited, failed = _cite(
            work,
            versions[work],
            found,
            state,
        )
        yield CitedWork(
            work,
            key,
            depends,
            cited,
            failed,
        )


def _commit(run: StageRun[_Citing], works: Sequence[CitedWork]) -> None:
    cited = {
        found.work: (
            found.key,
            found.depends,
            found.citations,
        )
        for found in works
        if not found.failed
    }
    failed: dict[str, str] = {}
    for work in works:
        failed |= work.failed
    if failed:
        run.state.done.held += run.catalog.objects.hold_uncited(failed)
    run.state.done.passages += run.catalog.citations.commit(cited)
    run.state.done.works += len(works)


def _finish(run: StageRun[_Citing]) -> None:
    if not run.state.is_current and not run.state.done.held:
        run.catalog.citations.done(run.state.resolved_keys, *CITE.version)


CITE: StageDefinition[_Citing, str, CitedWork] = StageDefinition(
    name="cite",
    reads="passages",
    writes=("citations", "citing"),
    version=(CITATIONS_VERSION,),
    options=(),
    batch_size=_WORKS,
    prepare=_prepare,
    find_rows=_find_works,
    key=_key,
    work=_cite_batch,
    commit=_commit,
    finish=_finish,
    worker=find_references,
)
"""Passages to citations, which are found in worker processes."""


# ── what the archive contains ────────────────────────────────────────────────────────────────


def _read_lookup(session: Session) -> MemoryWorkLookup:
    citing = session.catalog.citations
    labels: dict[str, list[str]] = {}
    articles: list[tuple[str, str, str]] = []
    for expression, path, id_ in citing.places():
        article = cited_as(path)
        if article:
            labels.setdefault(expression, []).append(article)
            articles.append((expression, article, id_))
    versions = (
        (
            row.work,
            _version(
                row.expression,
                row.since,
                row.law,
                row.dated,
                labels.get(row.expression, ()),
            ),
        )
        for row in citing.versions()
    )
    return MemoryWorkLookup.of(
        versions,
        articles,
        citing.texts,
        citing.jurisdictions(),
    )


def _version(
    expression: str,
    since: str | None,
    law: Row | None,
    dated: str | None,
    articles: Iterable[str],
) -> CitableVersion:
    events = from_json(Law, law).events if law else ()
    return CitableVersion(
        expression,
        since,
        numbered_since(events, articles),
        dated,
    )


# ── one work ─────────────────────────────────────────────────────────────────────────────────


class _Version(NamedTuple):
    """A version of a work: its id, its first day, and its passages in the order of the text."""

    expression: str
    day: str | None
    rows: Sequence[Row]


def _versions(session: Session, work: str) -> list[_Version]:
    rows = session.catalog.citations.passages(work)
    grouped = groupby(rows, key=itemgetter("expression_id", "date"))
    return [_Version(expression, day, list(group)) for (expression, day), group in grouped]


def _tasks(versions: Mapping[str, Sequence[_Version]]) -> Iterator[tuple[str, CiteTask]]:
    for work, of_work in versions.items():
        for version in of_work:
            parts = tuple(CitingPassage(_label(row["unit"]), row["text"]) for row in version.rows)
            yield version.expression, CiteTask(work, version.rows[0]["title"], parts)


def _cite(
    work: str,
    versions: Sequence[_Version],
    found: Mapping[str, list[list[Reference]] | BadInput],
    state: _Citing,
) -> tuple[CitationDependencies, dict[str, Sequence[Citation]], dict[str, str]]:
    """Resolve what the passages of a work cite, and note what that depends on."""
    depends = CitationDependencies()
    cited: dict[str, Sequence[Citation]] = {}
    failed: dict[str, str] = {}
    lookup = state.loaded_lookup
    for expression, day, rows in versions:
        result = found[expression]
        if isinstance(result, BadInput):
            failed[expression] = f"{result.code}: {result.detail}"
            continue
        for row, references in zip(
            rows,
            result,
            strict=True,
        ):
            citing_text = CitingText(
                day,
                expression,
                row["text"],
                lookup.jurisdiction(work),
            )
            cited[row["id"]] = resolve_citations(
                references,
                lookup,
                citing_text,
            )
            _note_dependencies(
                depends,
                references,
                state.resolved_keys,
                lookup,
            )
    return depends, cited, failed


def _label(unit: str) -> str | None:
    """The article as which a unit cites itself.

    An item of a decision has none, because only articles say 前条.
    """
    path = unit.rpartition("@")[0].partition("/")[2]
    return cited_as(path) if path.startswith("第") else None


def _note_dependencies(
    depends: CitationDependencies,
    references: Iterable[Reference],
    keys: Mapping[str, str],
    lookup: MemoryWorkLookup,
) -> None:
    for reference in references:
        if reference.relative:
            continue
        for name in reference.names:
            if name not in depends.names:
                depends.names[name] = works_of_name(name, lookup)
        named: list[str] = []
        for name in reference.names:
            named += depends.names[name]
        is_quoted = reference.name.startswith("《")
        if not named and not is_quoted:
            words = reference.names[-1]
            if words not in depends.endings:
                depends.endings[words] = list(lookup.ending(words))
            named = depends.endings[words]
        for work in named:
            depends.works[work] = keys[work]
