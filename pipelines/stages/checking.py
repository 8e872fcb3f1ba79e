"""What was made, before readers get it: promises and expectations, asked of the catalog alone.

A verdict depends on the state of the catalog and not on what this run did. So a run that is killed
or refused leaves nothing that a later run could take for checked. Where nothing changed, a verdict
costs a query.

One bad document holds back nothing but itself, and one bad source no other source. What stops a run
is what would corrupt the index.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

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
    "readers keep what they have of these documents: report what was read wrongly; "
    "`lexops quarantine list` names each document"
)
_MEND_DOCUMENT = "report what was read wrongly, or exclude the files"

BROKEN_PROMISES = ("text_not_covered", "articles_not_exact", "passage_invalid")
"""Reasons for which a document is held that may be the reader's fault."""

RESOLVED = 0.9
"""Share of citations of stored works that should have a target."""

_WITH_WORK = (ObjectState.INDEXED, ObjectState.DUPLICATE, ObjectState.HELD)


def refuse(session: Session, verdict: CheckVerdict) -> CheckVerdict:
    """Put a verdict that refuses into the run's report, once for each source that it is about.

    Args:
        session: The session of the run.
        verdict: The verdict of a check.

    Returns:
        The same verdict.
    """
    if not verdict.refuses:
        return verdict
    refused: list[tuple[str | None, str]] = [*verdict.refused.items()]
    for source, says in refused or [(None, verdict.says)]:
        refusal = Refusal(
            verdict.check,
            source,
            says,
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
    resolving.settle_reported(session)
    projecting.report_live(session)


def deletes_held(session: Session) -> CheckVerdict:
    """Files that are gone from a source, and that the delete brake keeps for readers.

    Fails where the brake acts, and the run fails when everything else is published. Files below a
    folder that could not be looked into are a warning: lexops can't know whether they are gone.
    """
    refused: dict[str, str] = {}
    rows: list[Sequence[object]] = []
    kept = 0
    for source in session.catalog.sources.all():
        name = source.source.name
        totals = session.catalog.objects.totals_for_readers(source.id)
        if not totals.missing:
            continue
        kept += totals.missing
        had = totals.states.total() + totals.held - totals.states[ObjectState.IGNORED]
        what = f"{totals.missing} of {had} files are not found, readers keep them"
        rows.append((name, source.source.location, what))
        if totals.missing == had or session.settings.brake.holds(totals.missing, had):
            refused[name] = f"{name}: {what}"
    says = "no file is kept that is gone from its source"
    remedy = ""
    if rows:
        says = f"{kept} files lie where the source could not be looked into"
        remedy = "let lexops read the folders, and run again"
    if refused:
        says = "; ".join(refused.values())
        remedy = "restore the files, or run again with --allow-deletes to give them up"
    return CheckVerdict(
        "deletes_held",
        says,
        passed=not rows,
        refuses=bool(refused),
        remedy=remedy,
        figures={"kept": kept},
        columns=("source", "location", "what was found"),
        rows=rows[:_EXAMPLES],
        refused=refused,
    )


def nothing_refused(session: Session) -> CheckVerdict:
    """Nothing was refused in this run: no delete brake acted, and every source could be updated.

    It is asked last. Where something was refused, all the rest is published, and the run fails.
    """
    refused = session.report.refused
    says = "nothing was refused"
    if refused:
        says = "; ".join(refusal.detail for refusal in refused)
    return CheckVerdict(
        "nothing_refused",
        says,
        passed=not refused,
        refuses=bool(refused),
        remedy="see the table: each line says what lets it through" if refused else "",
        figures={"refused": len(refused)},
        columns=("check", "source", "what was found", "what lets it through"),
        rows=[
            (
                refusal.code,
                refusal.source,
                refusal.detail,
                refusal.remedy,
            )
            for refusal in refused[:_EXAMPLES]
        ],
    )


def documents_readable(session: Session, *, allow_deletes: bool = False) -> CheckVerdict:
    """What is quarantined, by reason.

    Where so many files of a source that readers have can't be read any more that the delete brake
    would hold them, they are held: readers keep them, the other sources go on, and the check fails.
    """
    refused: dict[str, str] = {}
    for source in session.catalog.sources.all():
        message = _keep_withdrawn(
            session,
            source,
            allow_deletes=allow_deletes,
        )
        if message:
            refused[source.source.name] = message
    set_aside = session.catalog.objects.quarantined()
    quarantined = [file for file in set_aside if file.state is ObjectState.QUARANTINED]
    says = "every file can be read"
    if quarantined:
        says = f"{len(quarantined)} files are set aside, the others can be read"
    remedy = ""
    if refused:
        says = "; ".join(refused.values())
        remedy = "mend the files or the reader, or run again with --allow-deletes to give them up"
    return CheckVerdict(
        "documents_readable",
        says,
        passed=not refused,
        refuses=bool(refused),
        remedy=remedy,
        figures={"set aside": len(quarantined)},
        columns=("reason", "files", "meaning", "what mends it", "for example"),
        rows=_rows_by_reason(quarantined),
        refused=refused,
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


def _keep_withdrawn(
    session: Session,
    source: KnownSource,
    *,
    allow_deletes: bool,
) -> str:
    """Hold what a source loses where the delete brake acts; "" where it does not."""
    objects = session.catalog.objects
    had, lost = objects.withdrawn(source.id)
    keep = not allow_deletes and session.settings.brake.holds(len(lost), had)
    objects.keep_unreadable([withdrawn.id for withdrawn in lost], keep=keep)
    if not keep:
        return ""
    counts = Counter(withdrawn.code for withdrawn in lost)
    reasons = ", ".join(f"{code} × {count}" for code, count in counts.most_common())
    return (
        f"{source.source.name}: {len(lost)} of {had} files that readers have "
        f"can't be read any more ({reasons})"
    )


def documents_held(session: Session) -> CheckVerdict:
    """Documents that broke a promise: each is held alone, and readers keep its earlier version.

    A warning, and no refusal: everything else is published. Where a source has so many of them that
    the delete brake would act, the check fails: then the reader is at fault, and not a document.
    """
    catalog = session.catalog
    set_aside = catalog.objects.quarantined()
    held = [file for file in set_aside if file.state is ObjectState.HELD]
    by_source = Counter(file.source for file in held if file.code in BROKEN_PROMISES)
    refused: dict[str, str] = {}
    for source in catalog.sources.all():
        name = source.source.name
        every = catalog.objects.totals(source.id).total()
        if session.settings.brake.holds(by_source[name], every):
            refused[name] = f"{name}: {by_source[name]} of {every} documents broke a promise"
    says = "no document is held"
    if held:
        says = f"{len(held)} documents are held, the others are published"
    if refused:
        says = "; ".join(refused.values())
    return CheckVerdict(
        "documents_held",
        says,
        passed=not held,
        refuses=bool(refused),
        remedy=_remedy_of_held(held, refused),
        figures={"held": len(held)},
        columns=("file", "reason", "what was seen", "what readers keep", "what mends it"),
        rows=[
            (
                f"{file.source}: {file.path}",
                file.code,
                file.detail,
                file.serves_earlier or "nothing",
                REASONS[file.code].remedy,
            )
            for file in held[:_EXAMPLES]
        ],
        refused=refused,
    )


def _remedy_of_held(held: Sequence[Quarantined], refused: Mapping[str, str]) -> str:
    if refused:
        return _MEND_READER
    if held:
        return "`lexops quarantine list` names each document with what mends it"
    return ""


def nothing_lost(session: Session) -> CheckVerdict:
    """Every object that was seen is indexed, a duplicate, quarantined, held or ignored.

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

    Passages have 99.9 % of what is no heading. A document that breaks the promise is held.
    """
    return _of_documents(
        session,
        "text_covered",
        "text_not_covered",
        COVERED,
        "have all their text in passages and headings",
    )


def articles_exact(session: Session) -> CheckVerdict:
    """One article is one unit: it begins with its number, occurs once and in order.

    The pieces of an article join to the whole. A document that breaks the promise is held. Where
    the document itself repeats an article, or has one out of order, it is reported and indexed.
    """
    return _of_documents(
        session,
        "articles_exact",
        "articles_not_exact",
        EXACT,
        "have every article whole, once and in order",
    )


def _of_documents(
    session: Session,
    check: str,
    reason: str,
    codes: Collection[str],
    promise: str,
) -> CheckVerdict:
    """How many documents keep a promise: the held ones do not, nor do those with a finding."""
    catalog = session.catalog
    rows: list[Sequence[object]] = [
        (f"{file.source}: {file.path}", "held", file.detail)
        for file in catalog.objects.quarantined()
        if file.state is ObjectState.HELD and file.code == reason
    ]
    for finding in catalog.passages.findings(codes=codes):
        rows.append((finding["where"], finding["code"], finding["message"]))
    files = len({row[0] for row in rows})
    every = 0
    for source in catalog.sources.all():
        totals = catalog.objects.totals(source.id)
        every += sum(totals[state] for state in _WITH_WORK)
    share = f"{1 - files / every:.2%}" if every else "none yet"
    example = f"; not {rows[0][0]}" if rows else ""
    return CheckVerdict(
        check,
        f"{every - files} of {every} files {promise}{example}",
        passed=not files,
        remedy=_MEND_DOCUMENT if files else "",
        figures={
            "files": every,
            "files that break it": files,
            "share that keeps it": share,
        },
        columns=("file", "what", "why"),
        rows=rows[:_EXAMPLES],
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
