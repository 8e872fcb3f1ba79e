"""What a materialization shows in Dagster's UI.

What is asked most comes first: what is missing and why, counts, what changed, seconds. The metadata
of a partition is about its source. What is about all sources says so in its label, because a work
may be in several sources.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

import dagster as dg

from corpus.errors import REASONS
from corpus.records import ObjectState
from corpus.steering import escape_steering
from indexing.comparison import Drift
from pipelines.reconciliation import Reconciled
from pipelines.report import SourceReport
from pipelines.session import Session
from pipelines.stages._object_results import StageTally
from pipelines.stages.citing import CitationTally
from pipelines.stages.collecting import Collected
from pipelines.stages.comparing import Compared
from pipelines.stages.projecting import WrittenDelta
from pipelines.stages.resolving import Resolved
from pipelines.stages.reviewing import CLAIM_COLUMNS, claim_cells, claim_growth
from quality.verdict import markdown_table, markdown_text
from storage.catalog.claim_filters import ClaimFilter
from storage.catalog.sources import KnownSource

Metadata = dict[str, Any]
_MOST = 20  # lines of a table
_WORDS = 60  # characters of a text


def add_to_partitions(
    context: dg.AssetExecutionContext,
    by_source: Mapping[str, Metadata],
    common: Metadata,
) -> None:
    """Put metadata on the partition of each source.

    Args:
        context: The context of the asset.
        by_source: What is about one source, by its name; it is shown first.
        common: What is about all sources.
    """
    for name, own in by_source.items():
        context.add_asset_metadata(steady(own | common), partition_key=name)


def steady(metadata: Metadata) -> Metadata:
    """Write what turns a line around or steers a terminal as escapes.

    Args:
        metadata: What is shown. Texts may hold names of files; Markdown is written without such
            characters from the beginning.

    Returns:
        The same without them.
    """
    return {
        name: escape_steering(value) if isinstance(value, str) else value
        for name, value in metadata.items()
    }


def of_objects(found: Collected) -> Metadata:
    """Describe one source after its scan."""
    metadata: Metadata = {}
    if found.refusal:
        metadata["refused"] = f"{found.refusal.detail} — {found.refusal.remedy}"
    for name in ("seen", "new", "changed", "unchanged", "gone"):
        metadata[name] = getattr(found.report, name)
    if found.ignored:
        metadata["ignored, by rule"] = _markdown_lists(found.ignored)
    lists = {
        "new": found.new,
        "changed": found.changed,
        "gone": found.gone,
        "held": found.held,
    }
    if any(lists.values()):
        metadata["what changed"] = _markdown_lists(lists)
    return metadata


def of_documents(
    session: Session,
    source: KnownSource,
    tally: StageTally,
) -> Metadata:
    """Describe what was read of one source in this run, and what cannot be read."""
    counts = {"read in this run": tally.made, "failed in this run": tally.failed}
    return counts | _of_quarantine(session, source)


def _of_quarantine(session: Session, source: KnownSource) -> Metadata:
    """What of a source is quarantined at present, with a line for each file."""
    objects = session.catalog.objects
    count = objects.reasons(source.id).total()
    if not count:
        return {"set aside": 0}
    name = source.source.name
    own = (
        file
        for file in objects.quarantined()
        if file.source == name and file.state is ObjectState.QUARANTINED
    )
    rows = [
        (
            file.path,
            file.code,
            file.detail,
            REASONS[file.code].remedy,
        )
        for file in islice(own, _MOST)
    ]
    table = markdown_table(("file", "reason", "what was seen", "what mends it"), rows)
    if count > _MOST:
        table += f"\n\n… and {count - _MOST} more: `lexops quarantine list`"
    return {
        "set aside": count,
        "set aside, file by file": dg.MetadataValue.md(table),
    }


def of_passages(structures: StageTally, outcome: SourceReport) -> Metadata:
    """Describe in which state the objects of a source ended.

    `seen` and `deletes held` together are the sum of the states.
    """
    states = {
        "indexed": outcome.indexed,
        "duplicate": outcome.duplicate,
        "quarantined": outcome.quarantined,
        "held": outcome.held,
        "ignored": outcome.ignored,
    }
    metadata: Metadata = {"seen": sum(states.values()) - outcome.deletes_held}
    metadata |= states
    if outcome.deletes_held:
        metadata["deletes held"] = outcome.deletes_held
    metadata["structured in this run"] = structures.made
    metadata["of these without passages"] = structures.failed
    return metadata


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
    return _of_all_sources(metadata)


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
    return _of_all_sources(metadata)


def _claim_table(cells: Sequence[Sequence[str]], total: int) -> dg.MetadataValue[Any]:
    table = markdown_table(CLAIM_COLUMNS, cells)
    if total > len(cells):
        table += f"\n\n… and {total - len(cells)} more: `lexops claims list`"
    return dg.MetadataValue.md(table)


def of_duplicates(compared: Compared) -> Metadata:
    """Describe what was compared in this run, and how many files are mirrors of others."""
    counts = {
        "texts signed": compared.signed,
        "pairs compared": compared.compared,
        "mirrors": compared.mirrors,
    }
    return _of_all_sources(counts)


def _of_all_sources(metadata: Metadata) -> Metadata:
    return {f"all sources: {name}": value for name, value in metadata.items()}


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
    """List the seconds of stages so far; one run works on all sources."""
    metadata: Metadata = {}
    for stage in stages:
        value = session.report.seconds.get(stage, 0.0)
        metadata[f"all sources: seconds to {stage}"] = round(value, 3)
    return metadata


def _markdown_lists(lists: Mapping[str, Sequence[str]]) -> dg.MetadataValue[Any]:
    lines: list[str] = []
    for name, items in lists.items():
        if not items:
            continue
        lines += [f"**{name}** ({len(items)})", ""]
        lines += [f"- {markdown_text(item)}" for item in items[:_MOST]]
        if len(items) > _MOST:
            lines.append(f"- … and {len(items) - _MOST} more")
        lines.append("")
    return dg.MetadataValue.md("\n".join(lines))
