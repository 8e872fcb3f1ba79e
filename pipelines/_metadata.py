"""What a materialization says in Dagster's UI, the most asked first: what is missing and why, counts, what changed, seconds.

A partition's metadata is about its source. What is about all sources, since a work may be carried by several, says so in its label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

import dagster as dg

from corpus.errors import REASONS
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
from quality.verdict import markdown_table
from storage.catalog.sources import KnownSource

Metadata = dict[str, Any]
_MOST = 20  # lines of a table
_WORDS = 60  # characters of a text


def tell(
    context: dg.AssetExecutionContext, by_source: Mapping[str, Metadata], common: Metadata
) -> None:
    """Put metadata on each source's partition, its own first, then what is common to all."""
    for name, own in by_source.items():
        context.add_asset_metadata(own | common, partition_key=name)


def of_objects(found: Collected) -> Metadata:
    """One source after its scan."""
    refused = (
        {"refused": f"{found.refusal.detail} — {found.refusal.remedy}"} if found.refusal else {}
    )
    counts = {
        name: getattr(found.report, name)
        for name in ("seen", "new", "changed", "unchanged", "gone")
    }
    lists = {"new": found.new, "changed": found.changed, "gone": found.gone, "held": found.held}
    told = {"what changed": _markdown_lists(lists)} if any(lists.values()) else {}
    ignored = {"ignored, by rule": _markdown_lists(found.ignored)} if found.ignored else {}
    return refused | counts | ignored | told


def of_documents(session: Session, source: KnownSource, tally: StageTally) -> Metadata:
    """What of one source was read in this run, and what can't be."""
    return {"read in this run": tally.made, "failed in this run": tally.failed} | _of_quarantine(
        session, source
    )


def _of_quarantine(session: Session, source: KnownSource) -> Metadata:
    """What of a source is set aside at present, a line a file."""
    count = session.catalog.objects.reasons(source.id).total()
    if not count:
        return {"set aside": 0}
    name = source.source.name
    shown = islice(
        (one for one in session.catalog.objects.quarantined() if one.source == name), _MOST
    )
    rows = [(one.path, one.code, one.detail, REASONS[one.code].remedy) for one in shown]
    table = markdown_table(("file", "reason", "what was seen", "what mends it"), rows)
    more = f"\n\n… and {count - _MOST} more: `lexops quarantine list`" if count > _MOST else ""
    return {"set aside": count, "set aside, file by file": dg.MetadataValue.md(table + more)}


def of_passages(structures: StageTally, outcome: SourceReport) -> Metadata:
    """Where a source's objects ended: `seen` is the sum of the four that follow it."""
    ended = {
        name: getattr(outcome, name) for name in ("indexed", "duplicate", "quarantined", "ignored")
    }
    made = {
        "structured in this run": structures.made,
        "of these without passages": structures.failed,
    }
    seen = sum(ended.values()) - outcome.deletes_held
    held = {"deletes held": outcome.deletes_held} if outcome.deletes_held else {}
    return {"seen": seen} | ended | held | made


def of_works(session: Session, resolved: Resolved) -> Metadata:
    """The works that were resolved and the passages that changed, of all sources, with a look at some of them."""
    counts = {"works resolved": resolved.works, "passages": session.report.passages}
    changes = {f"passages {name}": getattr(resolved, name) for name in resolved.examples}
    told = {"passages that changed": _changes(session, resolved)} if any(changes.values()) else {}
    return {f"all sources: {name}": value for name, value in (counts | changes | told).items()}


def of_duplicates(compared: Compared) -> Metadata:
    """What was compared in this run, and how many files mirror another's text that is not to the letter theirs."""
    counts = {
        "texts signed": compared.signed,
        "pairs compared": compared.compared,
        "mirrors": compared.mirrors,
    }
    return {f"all sources: {name}": value for name, value in counts.items()}


def _changes(session: Session, resolved: Resolved) -> dg.MetadataValue[Any]:
    """A table of passages that are new, changed or gone: id and first words; how many more there are."""
    ids = {one: name for name, several in resolved.examples.items() for one in several}
    texts = {row["id"]: row["text"] for row in session.catalog.passages.get(list(ids))}
    rows = [(ids[one], one, texts.get(one, "")[:_WORDS]) for one in islice(ids, _MOST)]
    hidden = resolved.new + resolved.changed + resolved.gone - len(rows)
    more = f"\n\n… and {hidden} more" if hidden else ""
    return dg.MetadataValue.md(markdown_table(("change", "passage", "text"), rows) + more)


def of_embeddings(session: Session, embedded: int) -> Metadata:
    """How many texts were embedded, by which model."""
    return {"embedded": embedded, "model": session.embedder.fingerprint}


def of_citations(session: Session, found: CitationTally) -> Metadata:
    """What was looked at, and how many citations of all passages have a target."""
    totals = session.catalog.citations.totals()
    counts = {"works looked at": found.works, "passages changed": found.passages}
    return counts | {"citations": sum(totals.values()), "with a target": totals.get(None, 0)}


def of_index(session: Session, written: WrittenDelta) -> Metadata:
    """What was written to which generation, and where that is kept."""
    counts = {"upserted": written.upserted, "deleted": written.deleted}
    return _of_generation(session, written.generation) | counts


def of_live(session: Session, generation: str | None) -> Metadata:
    """What readers get."""
    return _of_generation(session, generation) | {"passages": session.report.passages}


def of_reconciled(found: Reconciled) -> Metadata:
    """What the index was found to be beside the catalog; what was mended; the first rows of each kind that differ."""
    counts = {drift.value: found.found.counts[drift] for drift in Drift}
    rows = [(one.drift, one.id, ", ".join(one.fields)) for one in found.found.examples]
    told = (
        {
            "rows that differ": dg.MetadataValue.md(
                markdown_table(("drift", "passage", "fields"), rows)
            )
        }
        if rows
        else {}
    )
    mended = (
        {"index writes": found.writes, "differ after the repair": found.after.counts.total()}
        if found.after
        else {}
    )
    looked_at = {
        "generation": found.generation,
        "rows": found.found.rows,
        "looked at whole": found.found.examined,
        "seed": found.seed,
    }
    return looked_at | counts | {"yet to be told": sum(found.pending)} | mended | told


def _of_generation(session: Session, generation: str | None) -> Metadata:
    return {"generation": generation or "none yet", "store": session.settings.index.store}


def seconds(session: Session, *stages: str) -> Metadata:
    """Seconds of stages, as they are so far; a run has all sources in one."""
    return {
        f"all sources: seconds to {stage}": round(session.report.seconds.get(stage, 0.0), 3)
        for stage in stages
    }


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _markdown_lists(lists: Mapping[str, Sequence[str]]) -> dg.MetadataValue[Any]:
    parts = []
    for name, items in lists.items():
        if items:
            more = [f"- … and {len(items) - _MOST} more"] if len(items) > _MOST else []
            parts += [
                f"**{name}** ({len(items)})",
                "",
                *(f"- {_cell(item)}" for item in items[:_MOST]),
                *more,
                "",
            ]
    return dg.MetadataValue.md("\n".join(parts))
