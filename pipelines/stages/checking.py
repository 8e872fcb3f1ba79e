"""What was made, before readers get it: promises and expectations, asked of the catalog alone.

A verdict depends on the state of the catalog and not on what this run did. So a run that is killed
or refused leaves nothing that a later run could take for checked. Where nothing changed, a verdict
costs a query.

One bad document holds back nothing but itself. What refuses is what would corrupt the index, or
what the delete brake would hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

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
from quality.verdict import CheckVerdict
from storage.catalog.objects import Quarantined
from storage.catalog.sources import KnownSource

_EXAMPLES = 20
_MEND_READER = (
    "readers keep what they have: report what was read wrongly, "
    "or raise brake.share to let it through"
)
_MEND_DOCUMENT = "report what was read wrongly, or exclude the files"

RESOLVED = 0.9
"""Share of citations of stored works that should have a target."""

_WITH_WORK = (ObjectState.INDEXED, ObjectState.DUPLICATE)


def refuse(session: Session, verdict: CheckVerdict) -> CheckVerdict:
    """Put a verdict that refuses into the run's report.

    Args:
        session: The session of the run.
        verdict: The verdict of a check.

    Returns:
        The same verdict.
    """
    if verdict.refuses:
        refusal = Refusal(
            verdict.check,
            None,
            verdict.says,
            verdict.remedy,
        )
        session.report.refused.append(refusal)
    return verdict


def settle_refused(session: Session) -> None:
    """Complete the report of a run that a check ended.

    Args:
        session: The session of the run; its report gets the states of objects, and what readers
            still have.
    """
    reported = session.report.sources
    sources = session.catalog.sources.all()
    own = [source for source in sources if source.source.name in reported]
    resolving.settle_sources(session, own)
    projecting.report_live(session)


def documents_readable(session: Session, *, allow_deletes: bool = False) -> CheckVerdict:
    """What is quarantined, by reason.

    Refuses where so many files that readers have cannot be read any more that the delete brake
    would hold them.
    """
    catalog = session.catalog
    quarantined = list(catalog.objects.quarantined())
    held: list[str] = []
    if not allow_deletes:
        withdrawn = [_withdrawn(session, source) for source in catalog.sources.all()]
        held = [message for message in withdrawn if message]
    says = "every file can be read"
    if quarantined:
        says = f"{len(quarantined)} files are set aside, the others can be read"
    remedy = ""
    if held:
        says = "; ".join(held)
        remedy = "mend the files or the reader, or run again with --allow-deletes to give them up"
    return CheckVerdict(
        "documents_readable",
        says,
        passed=not held,
        refuses=bool(held),
        remedy=remedy,
        figures={"set aside": len(quarantined)},
        columns=("reason", "files", "meaning", "what mends it", "for example"),
        rows=_rows_by_reason(quarantined),
    )


def _rows_by_reason(quarantined: Sequence[Quarantined]) -> list[Sequence[object]]:
    counts = Counter(file.code for file in quarantined)
    examples: dict[str, str] = {}
    for file in quarantined:
        examples.setdefault(file.code, f"{file.source}: {file.path}")
    rows: list[Sequence[object]] = []
    for code, count in counts.most_common():
        reason = REASONS[code]
        rows.append(
            (
                code,
                count,
                reason.meaning,
                reason.remedy,
                examples[code],
            )
        )
    return rows


def _withdrawn(session: Session, source: KnownSource) -> str:
    had, lost = session.catalog.objects.withdrawn(source.id)
    if not session.settings.brake.holds(len(lost), had):
        return ""
    counts = Counter(code for _, code in lost)
    reasons = ", ".join(f"{code} × {count}" for code, count in counts.most_common())
    return (
        f"{source.source.name}: {len(lost)} of {had} files that readers have "
        f"can't be read any more ({reasons})"
    )


def nothing_lost(session: Session) -> CheckVerdict:
    """Every object that was seen is indexed, a duplicate, quarantined or ignored.

    This is asked of each source, and in total. Refuses where it is not so.
    """
    counts: dict[str, dict[str, int]] = {}
    for source in session.catalog.sources.all():
        counts[source.source.name] = _counts(session, source)
    of_this_run = {name: found for name, found in counts.items() if _is_of_this_run(session, name)}
    lost = promises.nothing_lost(of_this_run)
    figures = {"seen": sum(found["seen"] for found in counts.values())}
    for state in ENDED:
        figures[state] = sum(found[state] for found in counts.values())
    rows: list[Sequence[object]] = []
    for name, found in counts.items():
        rows.append(
            (
                name,
                found["seen"],
                *(found[state] for state in ENDED),
            )
        )
    says = f"all {figures['seen']} objects ended somewhere"
    if lost:
        says = "; ".join(finding.message for finding in lost)
    return CheckVerdict(
        "nothing_lost",
        says,
        passed=not lost,
        refuses=bool(lost),
        remedy=lost[0].remedy if lost else "",
        figures=figures,
        columns=(
            "source",
            "seen",
            *ENDED,
        ),
        rows=rows,
    )


def _counts(session: Session, source: KnownSource) -> dict[str, int]:
    """A source's objects by state; `seen` is the scan's count where this run scanned it."""
    totals = session.catalog.objects.totals(source.id)
    report = session.report.sources.get(source.source.name)
    seen = sum(totals.values())
    if report and report.seen:
        seen = report.seen
    counts = {"seen": seen}
    for state in ENDED:
        counts[state] = totals[ObjectState(state)]
    return counts


def _is_of_this_run(session: Session, name: str) -> bool:
    """What a killed run left pending in a source that this run does not update is not lost yet."""
    return not session.report.sources or name in session.report.sources


def text_covered(session: Session) -> CheckVerdict:
    """Every character of a document is in a passage or a heading.

    Passages have 99.9 % of what is no heading. A document that breaks the promise is reported, and
    indexed as it is. Refuses where the delete brake would hold so many: then the reader is at
    fault.
    """
    promise = "have all their text in passages and headings"
    return _of_documents(
        session,
        "text_covered",
        COVERED,
        promise,
    )


def articles_exact(session: Session) -> CheckVerdict:
    """One article is one unit: it begins with its number, occurs once and in order.

    The pieces of an article join to the whole. A document that breaks the promise is reported, and
    indexed as it is. Refuses where the delete brake would hold so many: then the reader is at
    fault.
    """
    promise = "have every article whole, once and in order"
    return _of_documents(
        session,
        "articles_exact",
        EXACT,
        promise,
    )


def _of_documents(
    session: Session,
    check: str,
    codes: Collection[str],
    promise: str,
) -> CheckVerdict:
    """How many documents keep a promise.

    Refuses where so many break it that the reader, and not a document, must be at fault.
    """
    catalog = session.catalog
    broken = catalog.passages.findings(codes=codes)
    files = len({finding["where"] for finding in broken})
    every = 0
    for source in catalog.sources.all():
        totals = catalog.objects.totals(source.id)
        every += sum(totals[state] for state in _WITH_WORK)
    share = f"{1 - files / every:.2%}" if every else "none yet"
    refuses = session.settings.brake.holds(files, every)
    remedy = ""
    if files:
        remedy = _MEND_READER if refuses else _MEND_DOCUMENT
    example = f"; not {broken[0]['where']}" if broken else ""
    return CheckVerdict(
        check,
        f"{every - files} of {every} files {promise}{example}",
        passed=not files,
        refuses=refuses,
        remedy=remedy,
        figures={
            "files": every,
            "files that break it": files,
            "share that keeps it": share,
        },
        columns=("file", "what", "why"),
        rows=[
            (
                finding["where"],
                finding["code"],
                finding["message"],
            )
            for finding in broken[:_EXAMPLES]
        ],
    )


def passages_valid(session: Session) -> CheckVerdict:
    """Expectations on the passages that are to be written to the index.

    They are about ids, spans, hashes, dates, closed lists, lengths and characters. Refuses where a
    passage would corrupt the index. Executed by itself, it looks at every passage. (Great
    Expectations.)
    """
    passages = session.catalog.passages
    generation, rows = projecting.lacking(session)
    cutting = session.settings.passages
    looked_at: Iterator[Row] = rows
    if not session.report.sources:
        looked_at = passages.rows()
    found = examine_passages(looked_at, longest=max(cutting.article, cutting.prose))
    untrue = passages.findings(codes=UNTRUE)
    problems = [
        f"{rule.failed} of {rule.checked} passages break “{rule.says}”, as {rule.examples[0]}"
        for rule in found.broken + found.odd
    ]
    if untrue:
        problems.append(f"{len(untrue)} passages are not what stands in their file")
    columns, table = found.table()
    table_rows: list[Sequence[object]] = list(table)
    table_rows += [
        (
            "broken",
            "text stands in its file",
            "",
            "",
            finding["message"],
        )
        for finding in untrue[:_EXAMPLES]
    ]
    remedy = ""
    says = _nothing_odd(
        session,
        found.passages,
        generation.name if generation else None,
    )
    if problems:
        says = "; ".join(problems)
        remedy = "report it with the ids: readers keep what they have until it is mended"
    return CheckVerdict(
        "passages_valid",
        says,
        passed=not problems,
        refuses=bool(found.broken or untrue),
        remedy=remedy,
        figures={
            "passages": passages.count(),
            "looked at": found.passages,
        },
        columns=columns,
        rows=table_rows,
    )


def _nothing_odd(
    session: Session,
    looked_at: int,
    generation: str | None,
) -> str:
    if looked_at or generation is None:
        return f"{looked_at} passages are new or changed, and all are as they should be"
    when = session.catalog.generations.last_written(generation)
    return (
        f"unchanged since {when}: {generation} has every passage, "
        "and each was looked at before it was written"
    )


def citations_resolved(session: Session) -> CheckVerdict:
    """Nine of ten citations of works that are stored have a target; the others say why not.

    Never refuses: what is not stored cannot be found.
    """
    totals = session.catalog.citations.totals()
    every = sum(totals.values())
    resolved = totals.pop(None, 0)
    absent = totals.get(UnresolvedReason.NO_WORK.value, 0)
    stored = every - absent
    share = resolved / stored if stored else 1.0
    is_enough = share >= RESOLVED
    remedy = ""
    if not is_enough:
        remedy = "add the versions that are missing; `lexops show ID` names the reason"
    by_count = sorted(totals, key=lambda reason: -totals[reason])
    return CheckVerdict(
        "citations_resolved",
        f"{resolved} of {stored} citations of works that are stored have a target "
        f"({share:.1%}); {absent} cite works that are not",
        passed=is_enough,
        refuses=False,
        remedy=remedy,
        figures={
            "citations": every,
            "with a target": resolved,
            "share of stored works": f"{share:.1%}",
        },
        columns=("why not", "citations"),
        rows=[(reason, totals[reason]) for reason in by_count],
    )
