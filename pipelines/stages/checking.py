"""What was made, before readers get it: promises and expectations, asked of the catalog alone.

A verdict depends on the catalog's state and not on what this run did. So a run that is killed, or refused, leaves nothing that a later
one could take for checked; and where nothing changed, a verdict costs a query.

One bad document holds back nothing but itself: what refuses is what would corrupt the index, or what the brake on deletes would hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from corpus.errors import REASONS
from corpus.records import ObjectState
from corpus.schema import Row
from law.citations import UnresolvedReason
from pipelines.report import Refusal
from pipelines.session import Session
from pipelines.stages import projecting, resolving
from quality import promises
from quality.expectations import examine_passages
from quality.promises import COVERED, ENDED, EXACT, UNTRUE
from quality.verdict import Verdict
from storage.catalog.sources import KnownSource

_EXAMPLES = 20
_MEND_READER = "readers keep what they have: report what was read wrongly, or raise brake.share to let it through"
RESOLVED = 0.9
"""Share of citations whose work is held that should have a target."""

_CARRY = (ObjectState.INDEXED, ObjectState.DUPLICATE)


def refuse(session: Session, verdict: Verdict) -> Verdict:
    """Put a verdict that refuses into the run's report."""
    if verdict.refuses:
        session.report.refused.append(Refusal(verdict.check, None, verdict.says, verdict.remedy))
    return verdict


def settle_refused(session: Session) -> None:
    """Complete the report of a run that a check ended: where objects stand, and what readers still have."""
    resolving.settle_sources(
        session,
        [one for one in session.catalog.sources.all() if one.source.name in session.report.sources],
    )
    projecting.report_live(session)


def documents_readable(session: Session, *, allow_deletes: bool = False) -> Verdict:
    """What is set aside, by reason.

    Refuses where so many files that readers have can't be read any more that the brake on deletes would hold them.
    """
    quarantined = list(session.catalog.objects.quarantined())
    rows = []
    for code, count in Counter(one.code for one in quarantined).most_common():
        example = next(one for one in quarantined if one.code == code)
        rows.append(
            (
                code,
                count,
                REASONS[code].meaning,
                REASONS[code].remedy,
                f"{example.source}: {example.path}",
            )
        )
    held: list[str] = []
    for source in session.catalog.sources.all():
        withdrawn = "" if allow_deletes else _withdrawn(session, source)
        if withdrawn:
            held.append(withdrawn)
    return Verdict(
        "documents_readable",
        "; ".join(held)
        or (
            f"{len(quarantined)} files are set aside, the others can be read"
            if quarantined
            else "every file can be read"
        ),
        passed=not held,
        refuses=bool(held),
        remedy="mend the files or the reader, or run again with --allow-deletes to give them up"
        if held
        else "",
        figures={"set aside": len(quarantined)},
        columns=("reason", "files", "meaning", "what mends it", "for example"),
        rows=rows,
    )


def _withdrawn(session: Session, source: KnownSource) -> str:
    had, lost = session.catalog.objects.withdrawn(source.id)
    if not session.settings.brake.holds(len(lost), had):
        return ""
    reasons = ", ".join(
        f"{code} × {count}" for code, count in Counter(code for _, code in lost).most_common()
    )
    return f"{source.source.name}: {len(lost)} of {had} files that readers have can't be read any more ({reasons})"


def nothing_lost(session: Session) -> Verdict:
    """Every object that was seen is indexed, a duplicate, quarantined or ignored: in each source, and in total.

    Refuses where one is not.
    """
    counts = {one.source.name: _counts(session, one) for one in session.catalog.sources.all()}
    lost = promises.nothing_lost(
        {name: one for name, one in counts.items() if _is_of_this_run(session, name)}
    )
    seen = sum(one["seen"] for one in counts.values())
    return Verdict(
        "nothing_lost",
        "; ".join(one.message for one in lost) or f"all {seen} objects ended somewhere",
        passed=not lost,
        refuses=bool(lost),
        remedy=lost[0].remedy if lost else "",
        figures={"seen": seen}
        | {state: sum(one[state] for one in counts.values()) for state in ENDED},
        columns=("source", "seen", *ENDED),
        rows=[
            (name, one["seen"], *(one[state] for state in ENDED)) for name, one in counts.items()
        ],
    )


def _counts(session: Session, source: KnownSource) -> dict[str, int]:
    """A source's objects by state, from the catalog; seen, where this run has scanned it, by the scan."""
    totals = session.catalog.objects.totals(source.id)
    report = session.report.sources.get(source.source.name)
    seen = report.seen if report and report.seen else sum(totals.values())
    return {"seen": seen} | {state: totals[ObjectState(state)] for state in ENDED}


def _is_of_this_run(session: Session, name: str) -> bool:
    """What a killed run left pending in a source that this one was not asked about is no loss yet."""
    return not session.report.sources or name in session.report.sources


def text_covered(session: Session) -> Verdict:
    """Every character of a document stands in a passage or a heading; passages hold 99.9 % of what is no heading.

    A document that breaks it is told and indexed as it is. Refuses where the brake would hold so many: then the reader is at fault.
    """
    return _of_documents(
        session, "text_covered", COVERED, "have all their text in passages and headings"
    )


def articles_exact(session: Session) -> Verdict:
    """One article, one unit: it begins with its number, stands once and in order; its pieces join to the whole.

    A document that breaks it is told and indexed as it is. Refuses where the brake would hold so many: then the reader is at fault.
    """
    return _of_documents(
        session, "articles_exact", EXACT, "have every article whole, once and in order"
    )


def _of_documents(session: Session, check: str, codes: Collection[str], promise: str) -> Verdict:
    """How many documents keep a promise. Refuses where so many break it that the reader, and not a document, must be at fault."""
    broken = session.catalog.passages.findings(codes=codes)
    files = len({one["where"] for one in broken})
    every = sum(
        session.catalog.objects.totals(one.id)[state]
        for one in session.catalog.sources.all()
        for state in _CARRY
    )
    share = f"{1 - files / every:.2%}" if every else "none yet"
    refuses = session.settings.brake.holds(files, every)
    example = f"; not {broken[0]['where']}" if broken else ""
    return Verdict(
        check,
        f"{every - files} of {every} files {promise}{example}",
        passed=not files,
        refuses=refuses,
        remedy=""
        if not files
        else _MEND_READER
        if refuses
        else "report what was read wrongly, or exclude the files",
        figures={"files": every, "files that break it": files, "share that keeps it": share},
        columns=("file", "what", "why"),
        rows=[(one["where"], one["code"], one["message"]) for one in broken[:_EXAMPLES]],
    )


def passages_valid(session: Session) -> Verdict:
    """Expectations on ids, spans, hashes, dates, closed lists, lengths and characters of what the index is to be told.

    Refuses where a passage would corrupt the index. Executed by itself, it looks at every passage. (Great Expectations.)
    """
    generation, rows = projecting.lacking(session)
    cutting = session.settings.passages
    looked_at: Iterator[Row] = rows if session.report.sources else session.catalog.passages.rows()
    found = examine_passages(looked_at, longest=max(cutting.article, cutting.prose))
    untrue = session.catalog.passages.findings(codes=UNTRUE)
    said = [
        f"{rule.failed} of {rule.checked} passages break “{rule.says}”, as {rule.examples[0]}"
        for rule in found.broken + found.odd
    ]
    said += [f"{len(untrue)} passages are not what stands in their file"] if untrue else []
    columns, table = found.table()
    return Verdict(
        "passages_valid",
        "; ".join(said)
        or _nothing_odd(session, found.passages, generation.name if generation else None),
        passed=not said,
        refuses=bool(found.broken or untrue),
        remedy="report it with the ids: readers keep what they have until it is mended"
        if said
        else "",
        figures={"passages": session.catalog.passages.count(), "looked at": found.passages},
        columns=columns,
        rows=[
            *table,
            *(
                ("broken", "text stands in its file", "", "", one["message"])
                for one in untrue[:_EXAMPLES]
            ),
        ],
    )


def _nothing_odd(session: Session, looked_at: int, generation: str | None) -> str:
    if looked_at or generation is None:
        return f"{looked_at} passages are new or changed, and all are as they should be"
    when = session.catalog.generations.last_written(generation)
    return f"unchanged since {when}: {generation} has every passage, and each was looked at before it was written"


def citations_resolved(session: Session) -> Verdict:
    """Nine of ten citations of works that the archive holds have a target; the others say why not.

    Never refuses: what is not held can't be found.
    """
    totals = session.catalog.citations.totals()
    every, resolved = sum(totals.values()), totals.pop(None, 0)
    absent = totals.get(UnresolvedReason.NO_WORK.value, 0)
    held = every - absent
    share = resolved / held if held else 1.0
    return Verdict(
        "citations_resolved",
        f"{resolved} of {held} citations of works that are held have a target ({share:.1%}); {absent} cite works that are not",
        passed=share >= RESOLVED,
        refuses=False,
        remedy=""
        if share >= RESOLVED
        else "add the versions that are missing; `lexops show ID` names the reason",
        figures={
            "citations": every,
            "with a target": resolved,
            "share of works held": f"{share:.1%}",
        },
        columns=("why not", "citations"),
        rows=[(why, totals[why]) for why in sorted(totals, key=lambda why: -totals[why])],
    )
