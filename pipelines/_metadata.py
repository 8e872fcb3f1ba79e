"""What a materialization says in Dagster's UI: counts, what changed, a preview, seconds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import dagster as dg

from corpus.errors import REASONS
from corpus.schema import Row
from pipelines.report import SourceReport
from pipelines.session import Session
from pipelines.stages._making import Tally
from pipelines.stages.collecting import Collected
from pipelines.stages.projecting import Written
from pipelines.stages.resolving import Resolved
from quality.verdict import markdown_table
from storage.catalog.sources import KnownSource

Metadata = dict[str, Any]
_MOST = 20  # lines of a table


def of_objects(found: Collected) -> Metadata:
    """One source after its scan."""
    counts = {name: getattr(found.report, name) for name in ("seen", "new", "changed", "unchanged", "gone")}
    lists = {"new": found.new, "changed": found.changed, "gone": found.gone, "held": found.held}
    told = {"what changed": _markdown_lists(lists)} if any(lists.values()) else {}
    refused = {"refused": f"{found.refusal.detail} — {found.refusal.remedy}"} if found.refusal else {}
    return counts | told | refused


def of_documents(tally: Tally) -> Metadata:
    """Documents that were read in this run, and why others were not."""
    told = {"failed, by reason": _markdown_lists(tally.reasons)} if tally.reasons else {}
    return {"read": tally.made, "failed": tally.failed} | told


def of_quarantine(session: Session, source: KnownSource) -> Metadata:
    """What of a source is set aside at present, by reason."""
    reasons = session.catalog.objects.reasons(source.id)
    if not reasons:
        return {"set aside": 0}
    rows = [(code, count, REASONS[code].meaning, REASONS[code].remedy) for code, count in reasons.most_common()]
    table = markdown_table(("reason", "files", "meaning", "what mends it"), rows)
    return {"set aside": reasons.total(), "set aside, by reason": dg.MetadataValue.md(table)}


def of_passages(structures: Tally, outcome: SourceReport) -> Metadata:
    """A source's structures, and where its objects ended: they add up to what was seen."""
    ended = {name: getattr(outcome, name) for name in ("indexed", "duplicate", "quarantined", "ignored")}
    return {"structures": structures.made, "without passages": structures.failed} | ended


def of_works(session: Session, resolved: Resolved) -> Metadata:
    """The works that were resolved and the passages that changed, of all sources, with a look at some of them."""
    counts = {"works resolved": resolved.works, "passages": session.report.passages}
    changes = {"passages new": resolved.new, "passages changed": resolved.changed, "passages gone": resolved.gone}
    if not any(changes.values()):
        return counts | changes
    shown = session.catalog.passages.get([*resolved.examples["new"], *resolved.examples["changed"]][:_MOST])
    return counts | changes | {"what changed": _markdown_lists(resolved.examples), "preview": preview(shown)}


def of_index(written: Written) -> Metadata:
    """What was written to which generation."""
    return {"generation": written.generation or "none yet", "upserted": written.upserted, "deleted": written.deleted}


def seconds(session: Session, *stages: str) -> Metadata:
    """Seconds of stages, as they are so far."""
    return {f"seconds: {stage}": round(session.report.seconds.get(stage, 0.0), 3) for stage in stages}


def preview(rows: Iterable[Row]) -> dg.MetadataValue[Any]:
    """A table of passages: article and first words."""
    shown = [(row["title"], row["article"], row["text"][:80]) for row in rows]
    return dg.MetadataValue.md(markdown_table(("title", "article", "text"), shown))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _markdown_lists(lists: Mapping[str, Sequence[str]]) -> dg.MetadataValue[Any]:
    parts = []
    for name, items in lists.items():
        if items:
            more = [f"- … and {len(items) - _MOST} more"] if len(items) > _MOST else []
            parts += [f"**{name}** ({len(items)})", "", *(f"- {_cell(item)}" for item in items[:_MOST]), *more, ""]
    return dg.MetadataValue.md("\n".join(parts))
