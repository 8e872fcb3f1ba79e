"""What a materialization shows in Dagster's UI.

What is asked most comes first: what is missing and why, counts, what changed, seconds. Tables have
a line for each source. Other figures are about the whole archive, because a work may be in several
sources.
"""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

import dagster as dg

from corpus.errors import REASONS
from corpus.records import ObjectState
from indexing.comparison import Drift
from pipelines.reconciliation import Reconciled
from pipelines.report import SourceReport
from pipelines.session import Session
from pipelines.stages._object_results import StageTally
from pipelines.stages.citing import CitationTally
from pipelines.stages.collecting import Collected
from pipelines.stages.comparing import Compared
from pipelines.stages.projecting import WrittenDelta
from pipelines.stages.resolving import Resolved, count_states
from pipelines.stages.reviewing import CLAIM_COLUMNS, claim_cells, claim_growth
from quality.verdict import markdown_table, markdown_text
from storage.catalog.claim_filters import ClaimFilter
from storage.catalog.sources import KnownSource

Metadata = dict[str, Any]
_MOST = 20  # lines of a table
_MOST_SOURCES = 200  # lines of a table of sources
_SCANNED = ("seen", "new", "changed", "unchanged", "gone")
_STATES = ("seen", "indexed", "duplicate", "quarantined", "held", "ignored", "deletes_held")
_WORDS = 60  # characters of a text


def of_objects(found: Mapping[str, Collected]) -> Metadata:
    """Describe the sources of a run after their scan."""
    reports = {name: collected.report for name, collected in found.items()}
    metadata: Metadata = {}
    refusals = [
        (
            name,
            collected.refusal.detail,
            collected.refusal.remedy,
        )
        for name, collected in found.items()
        if collected.refusal is not None
    ]
    if refusals:
        table = markdown_table(("source", "what was found", "what lets it through"), refusals)
        metadata["refused"] = dg.MetadataValue.md(table)
    metadata |= _totals(reports, _SCANNED)
    metadata["sources"] = _by_source(reports, _SCANNED)
    ignored: defaultdict[str, _Paths] = defaultdict(_Paths)
    changes: defaultdict[str, _Paths] = defaultdict(_Paths)
    for name, collected in found.items():
        for rule, paths in collected.ignored.items():
            ignored[rule].add(name, paths)
        for change in ("new", "changed", "gone", "held"):
            changes[change].add(name, getattr(collected, change))
    if ignored:
        metadata["ignored, by rule"] = _markdown_lists(ignored)
    if any(paths.count for paths in changes.values()):
        metadata["what changed"] = _markdown_lists(changes)
    return metadata


@dataclass(slots=True)
class _Paths:
    """Paths of several sources: how many, and the first of them."""

    count: int = 0
    shown: list[str] = field(default_factory=list)

    def add(self, source: str, paths: Sequence[str]) -> None:
        self.count += len(paths)
        self.shown += [f"{source}: {path}" for path in paths[: _MOST - len(self.shown)]]


def of_documents(session: Session, tallies: Mapping[str, StageTally]) -> Metadata:
    """Describe what was read in this run, and what cannot be read in the whole archive."""
    counts = {
        "read in this run": sum(tally.made for tally in tallies.values()),
        "failed in this run": sum(tally.failed for tally in tallies.values()),
    }
    return counts | _of_doubts(tallies) | _of_quarantine(session)


def _of_doubts(tallies: Mapping[str, StageTally]) -> Metadata:
    """The least certain readings of the run, each with the command that shows it."""
    total = sum(tally.doubtful for tally in tallies.values())
    if not total:
        return {}
    found = sorted(
        (certainty, source, path, reasons)
        for source, tally in tallies.items()
        for certainty, path, reasons in tally.least_certain
    )
    rows = [
        (
            f"{certainty:.0%}",
            source,
            path,
            "; ".join(reasons),
            f"lexops show --reading {shlex.quote(f'{source}/{path}')} --html reading.html",
        )
        for certainty, source, path, reasons in found[:_MOST]
    ]
    table = markdown_table(("certainty", "source", "file", "why", "to see it"), rows)
    if total > len(rows):
        table += f"\n\n… and {total - len(rows)} more"
    return {
        "doubtful readings in this run": total,
        "least certain readings of this run": dg.MetadataValue.md(table),
    }


def _of_quarantine(session: Session) -> Metadata:
    """What is quarantined at present, with a line for each file."""
    objects = session.catalog.objects
    count = objects.reasons().total()
    if not count:
        return {"set aside": 0}
    files = (file for file in objects.quarantined() if file.state is ObjectState.QUARANTINED)
    rows = [
        (
            file.source,
            file.path,
            file.code,
            file.detail,
            REASONS[file.code].remedy,
        )
        for file in islice(files, _MOST)
    ]
    columns = ("source", "file", "reason", "what was seen", "what mends it")
    table = markdown_table(columns, rows)
    if count > _MOST:
        table += f"\n\n… and {count - _MOST} more: `lexops quarantine list`"
    return {
        "set aside": count,
        "set aside, file by file": dg.MetadataValue.md(table),
    }


def of_passages(session: Session, structures: Mapping[str, StageTally]) -> Metadata:
    """Describe in which state the objects of every source are.

    `seen` and `deletes_held` together are the sum of the states.
    """
    reports = {
        source.source.name: _states_of(session, source) for source in session.catalog.sources.all()
    }
    metadata = _totals(reports, _STATES)
    metadata["sources"] = _by_source(reports, _STATES)
    tallies = structures.values()
    metadata["structured in this run"] = sum(tally.made for tally in tallies)
    metadata["of these without passages"] = sum(tally.failed for tally in tallies)
    return metadata


def _states_of(session: Session, source: KnownSource) -> SourceReport:
    """The states that this run settled; of a source that it did not update, from the catalog."""
    settled = session.report.sources.get(source.source.name)
    if settled is None:
        settled = SourceReport()
        count_states(session, source, settled)
    of_objects = (
        settled.indexed,
        settled.duplicate,
        settled.quarantined,
        settled.held,
        settled.ignored,
    )
    return replace(settled, seen=sum(of_objects) - settled.deletes_held)


def _totals(reports: Mapping[str, SourceReport], columns: Sequence[str]) -> Metadata:
    """The sum over all sources, by column: numbers, which the UI draws over time."""
    return {
        column: sum(getattr(report, column) for report in reports.values()) for column in columns
    }


def _by_source(
    reports: Mapping[str, SourceReport],
    columns: Sequence[str],
) -> dg.MetadataValue[Any]:
    """A table with a line for each source."""
    rows = [
        (name, *(getattr(report, column) for column in columns))
        for name, report in islice(reports.items(), _MOST_SOURCES)
    ]
    table = markdown_table(("source", *columns), rows)
    if len(reports) > _MOST_SOURCES:
        table += f"\n\n… and {len(reports) - _MOST_SOURCES} more: `lexops status`"
    return dg.MetadataValue.md(table)


def of_works(session: Session, resolved: Resolved) -> Metadata:
    """Describe the works that were resolved and the passages that changed, of all sources."""
    metadata: Metadata = {
        "works resolved": resolved.works,
        "passages": session.report.passages,
        "passages new": resolved.new,
        "passages changed": resolved.changed,
        "passages gone": resolved.gone,
    }
    if resolved.new or resolved.changed or resolved.gone:
        metadata["passages that changed"] = _changes(session, resolved)
    return metadata


def of_claims(session: Session) -> Metadata:
    """Describe acts on works: those that ended a whole work in this run, and what is open."""
    report = session.report.claims
    lists = session.catalog.claim_lists
    metadata: Metadata = {
        "acts in effect": report.applied,
        "open claims": report.open,
        "open claims, new": report.new_open,
    }
    if report.ended:
        cells = [claim_cells(act) for act in report.ended[:_MOST]]
        metadata["works ended in this run"] = _claim_table(cells, len(report.ended))
    page = lists.page(ClaimFilter(), _MOST)
    if page.acts:
        cells = [claim_cells(act) for act in page.acts]
        metadata["newest open claims"] = _claim_table(cells, page.total)
    effects = sorted(lists.effects().items(), reverse=True)
    if effects:
        rows = [
            (
                year or "unknown",
                issuer or "unknown",
                count,
            )
            for (year, issuer), count in effects
        ]
        table = markdown_table(("year", "issuer", "acts in effect"), rows[:_MOST])
        metadata["effects by year and issuer"] = dg.MetadataValue.md(table)
    growth = claim_growth(session)
    if growth:
        rows_of_growth = [(name, before, now) for name, (before, now) in growth.items()]
        table = markdown_table(("source", "after the last run", "now"), rows_of_growth)
        metadata["open claims by source"] = dg.MetadataValue.md(table)
    return metadata


def _claim_table(cells: Sequence[Sequence[str]], total: int) -> dg.MetadataValue[Any]:
    table = markdown_table(CLAIM_COLUMNS, cells)
    if total > len(cells):
        table += f"\n\n… and {total - len(cells)} more: `lexops claims list`"
    return dg.MetadataValue.md(table)


def of_duplicates(compared: Compared) -> Metadata:
    """Describe what was compared in this run, and how many files are mirrors of others."""
    return {
        "texts signed": compared.signed,
        "pairs compared": compared.compared,
        "mirrors": compared.mirrors,
    }


def _changes(session: Session, resolved: Resolved) -> dg.MetadataValue[Any]:
    """A table of passages that are new, changed or gone: id and first words; how many more."""
    change_of: dict[str, str] = {}
    for change, ids in resolved.examples.items():
        change_of |= dict.fromkeys(ids, change)
    passages = session.catalog.passages.get(list(change_of))
    texts = {row["id"]: row["text"] for row in passages}
    rows = [
        (
            change_of[id_],
            id_,
            texts.get(id_, "")[:_WORDS],
        )
        for id_ in islice(change_of, _MOST)
    ]
    table = markdown_table(("change", "passage", "text"), rows)
    hidden = resolved.new + resolved.changed + resolved.gone - len(rows)
    if hidden:
        table += f"\n\n… and {hidden} more"
    return dg.MetadataValue.md(table)


def of_embeddings(session: Session, embedded: int) -> Metadata:
    """Describe how many texts were embedded, and by which model."""
    return {
        "embedded": embedded,
        "model": session.embedder.fingerprint,
    }


def of_citations(session: Session, found: CitationTally) -> Metadata:
    """Describe what was looked at, and how many citations of all passages have a target."""
    totals = session.catalog.citations.totals()
    return {
        "works looked at": found.works,
        "passages changed": found.passages,
        "citations": sum(totals.values()),
        "with a target": totals.get(None, 0),
    }


def of_index(session: Session, written: WrittenDelta) -> Metadata:
    """Describe what was written to which generation, and where that is kept."""
    counts = {"upserted": written.upserted, "deleted": written.deleted}
    return _of_generation(session, written.generation) | counts


def of_live(session: Session, generation: str | None) -> Metadata:
    """Describe what readers get."""
    return _of_generation(session, generation) | {"passages": session.report.passages}


def of_reconciled(reconciled: Reconciled) -> Metadata:
    """Describe how the index compared with the catalog, and what was repaired."""
    found = reconciled.found
    metadata: Metadata = {
        "generation": reconciled.generation,
        "rows": found.rows,
        "looked at whole": found.examined,
        "seed": reconciled.seed,
    }
    metadata |= {drift.value: found.counts[drift] for drift in Drift}
    metadata["yet to be written"] = sum(reconciled.pending)
    if reconciled.after:
        metadata["index writes"] = reconciled.writes
        metadata["differ after the repair"] = reconciled.after.counts.total()
    rows = [
        (
            example.drift,
            example.id,
            ", ".join(example.fields),
        )
        for example in found.examples
    ]
    if rows:
        table = markdown_table(("drift", "passage", "fields"), rows)
        metadata["rows that differ"] = dg.MetadataValue.md(table)
    return metadata


def _of_generation(session: Session, generation: str | None) -> Metadata:
    return {
        "generation": generation or "none yet",
        "store": session.settings.index.store,
    }


def seconds(session: Session, *stages: str) -> Metadata:
    """List the seconds of stages so far."""
    metadata: Metadata = {}
    for stage in stages:
        value = session.report.seconds.get(stage, 0.0)
        metadata[f"seconds to {stage}"] = round(value, 3)
    return metadata


def _markdown_lists(lists: Mapping[str, _Paths]) -> dg.MetadataValue[Any]:
    lines: list[str] = []
    for name, paths in lists.items():
        if not paths.count:
            continue
        lines += [f"**{name}** ({paths.count})", ""]
        lines += [f"- {markdown_text(path)}" for path in paths.shown]
        if paths.count > len(paths.shown):
            lines.append(f"- … and {paths.count - len(paths.shown)} more")
        lines.append("")
    return dg.MetadataValue.md("\n".join(lines))
