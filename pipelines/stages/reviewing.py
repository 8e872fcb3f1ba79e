"""Warning checks of identity and authority: what a person should look at after a run.

They never hold anything back. A source that starts to poison the archive shows here on the day: by
claims that grow, by acts that end whole laws, and by works whose documents contradict each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise, zip_longest

from corpus.records import DocumentFacts, Rank, Verdict, WeighedAct
from law.authority import are_related
from law.structure.enactment import ONE_ACT, days_between
from law.works.contents import comparable
from pipelines.session import Session
from quality.verdict import CheckVerdict
from storage.catalog.claim_filters import ClaimFilter

EXAMPLES = 20
_WORDS = 200  # characters of a sentence
_NAMESAKES = ("weak_identity", "namesake")
_CANDIDATE = re.compile(r"has the title of (?P<work>.+?), ")
_RANKS = tuple(Rank)
_NAMED = 3  # paths in one row
_FEW_ARTICLES = 3  # a text with fewer may have none in common with the one before
_GROWTH = 5  # new claims of a source in one run

CLAIM_COLUMNS = ("what", "by", "file", "because", "sentence", "id")

Row = tuple[str, str, str]
"""What was found, where, and in which words."""


def claim_cells(weighed: WeighedAct) -> tuple[str, ...]:
    """Return the cells of an act in a table with `CLAIM_COLUMNS`.

    Args:
        weighed: The act.

    Returns:
        A cell for each column.
    """
    act = weighed.act
    since = act.since or "an unknown day"
    parts = "".join(f" {provision}" for provision in act.target.provisions)
    sentence = " ".join(act.evidence.words.split())
    return (
        f"{act.action.value.upper()} {weighed.target or act.target.name}{parts} from {since}",
        weighed.by,
        f"{weighed.source}: {weighed.path}",
        weighed.note,
        sentence if len(sentence) <= _WORDS else f"{sentence[:_WORDS]}…",
        weighed.id,
    )


def authority_reviewed(session: Session) -> CheckVerdict:
    """No claim waits for a person, and no act ended a whole work in this run.

    A claim is what a document says about a stored work, and what has no effect until a person
    accepts it. An act that was accepted, and whose document is gone, is listed, too. Never refuses.
    """
    ended = session.report.claims.ended
    totals = session.catalog.claim_lists.totals()
    page = session.catalog.claim_lists.page(ClaimFilter(), EXAMPLES)
    gone = find_accepted_without_document(session)
    problems: list[str] = []
    if gone:
        problems.append(f"{len(gone)} accepted acts have no effect, because their document is gone")
    if ended:
        problems.append(f"{len(ended)} acts ended a whole work in this run")
    if totals.open:
        problems.append(f"{totals.open} claims on stored works are open")
    hidden = len(ended[EXAMPLES:]) + page.more
    if hidden:
        problems.append(f"{hidden} of these are not in the table")
    rows = [("took effect", *claim_cells(act)) for act in ended[:EXAMPLES]]
    rows += [("document gone", *claim_cells(act)) for act in gone[:EXAMPLES]]
    rows += [("open claim", *claim_cells(act)) for act in page.acts]
    remedy = ""
    if problems:
        remedy = (
            "`lexops claims list` and `lexops claims list --applied` show them; "
            "`lexops claims accept ID --why TEXT` and `lexops claims reject ID --why TEXT` decide"
        )
    return CheckVerdict(
        "authority_reviewed",
        "; ".join(problems) or "no claim is open, and no act ended a whole work in this run",
        passed=not problems,
        remedy=remedy,
        figures={
            "open claims": totals.open,
            "acts in effect": totals.applied,
            "works ended in this run": len(ended),
            "accepted, document gone": len(gone),
        },
        columns=("state", *CLAIM_COLUMNS),
        rows=rows,
    )


def find_accepted_without_document(session: Session) -> list[WeighedAct]:
    """Find acts that a person accepted, and that no stored document contains any more.

    They have no effect until the document comes back. Who wants to end that rejects them.

    Args:
        session: The session of the run.

    Returns:
        The acts as they were when they were accepted, by id.
    """
    catalog = session.catalog
    return [
        decision.claim
        for id_, decision in sorted(catalog.claims.decisions().items())
        if decision.verdict is Verdict.ACCEPTED and catalog.claim_lists.find(id_) is None
    ]


def identity_sound(session: Session) -> CheckVerdict:
    """The documents of each work have an issuer and articles in common, and claims do not grow.

    Also lists documents that have the title of a law without being it. Never refuses.
    """
    catalog = session.catalog
    documents = catalog.identities.shared()
    findings = catalog.passages.findings(codes=_NAMESAKES)
    messages = [(finding["where"], finding["message"]) for finding in findings]
    works = {candidate_of(message) for _, message in messages}
    found: dict[str, list[Row]] = {
        "claims grow": list(find_growth(session)),
        "two issuers": list(find_two_issuers(documents)),
        "no common article": list(
            find_unlike_versions(catalog.identities.articles(), documents),
        ),
        "same title": list(find_namesakes(messages, catalog.identities.levels(works))),
    }
    # The first of each kind come before the second of any, so that one kind hides no other.
    rows: list[Sequence[object]] = [
        row for in_turn in zip_longest(*found.values()) for row in in_turn if row is not None
    ][:EXAMPLES]
    counted = [f"{len(of_kind)} × {kind}" for kind, of_kind in found.items() if of_kind]
    remedy = ""
    if counted:
        remedy = (
            "`lexops show WORK` shows the documents of a work; exclude those that are not it, or "
            "give their source a lower trust in lexops.toml"
        )
    return CheckVerdict(
        "identity_sound",
        "; ".join(counted) or "every work has documents that agree, and no source adds claims",
        passed=not counted,
        remedy=remedy,
        figures={kind: len(of_kind) for kind, of_kind in found.items()},
        columns=("what", "where", "in words"),
        rows=rows,
    )


def find_two_issuers(documents: Mapping[str, Iterable[DocumentFacts]]) -> Iterator[Row]:
    """Find works whose documents name issuers that have nothing to do with each other.

    A body and its successor are one, and so are a congress and its standing committee.

    Args:
        documents: By work, what is known of its documents.

    Yields:
        A row for each such work.
    """
    for work, of_work in documents.items():
        examples: dict[frozenset[str], DocumentFacts] = {}
        for facts in of_work:
            if facts.issuers:
                examples.setdefault(frozenset(facts.issuers), facts)
        for first, second in combinations(examples, 2):
            if not are_related(first, second):
                pair = (examples[first], examples[second])
                words = " — ".join(
                    f"{'、'.join(facts.issuers)} ({facts.source}: {facts.path})" for facts in pair
                )
                yield "two issuers", work, words
                break


def find_unlike_versions(
    articles: Mapping[str, Mapping[str, frozenset[str]]],
    documents: Mapping[str, Iterable[DocumentFacts]],
) -> Iterator[Row]:
    """Find versions of a work that have no article in common with the version before.

    A revision may change every article. It is no reason to look where its head note names the
    earlier version.

    Args:
        articles: By work and version, the texts of its articles without their labels; versions in
            the order of their dates.
        documents: By work, what is known of its documents.

    Yields:
        A row for each such version.
    """
    for work, versions in articles.items():
        for (earlier, old), (later, new) in pairwise(versions.items()):
            if min(len(old), len(new)) < _FEW_ARTICLES or old & new:
                continue
            if {comparable(text) for text in old} & {comparable(text) for text in new}:
                continue
            made, before = (id_.rpartition("@")[2] for id_ in (later, earlier))
            if not made[:1].isdigit() or not before[:1].isdigit():
                continue  # a text without a date ends no version
            if not any(_names_both(facts, before, made) for facts in documents.get(work, ())):
                yield "no common article", work, f"{earlier} and {later}"


def _names_both(
    facts: DocumentFacts,
    before: str,
    made: str,
) -> bool:
    """Whether a document of one version names the day of the version before in its head note."""
    if made not in facts.dates:
        return False
    return any(day < made and abs(days_between(day, before)) <= ONE_ACT for day in facts.dates)


def candidate_of(message: str) -> str:
    """Return the work of which a document has only the title.

    Args:
        message: The message of a finding `weak_identity` or `namesake`.

    Returns:
        The key of the work; "" where the message names none.
    """
    match = _CANDIDATE.match(message)
    return match["work"] if match else ""


def find_namesakes(
    findings: Iterable[tuple[str, str]], levels: Mapping[str, Rank]
) -> Iterator[Row]:
    """Group documents by the work of which they have only the title.

    Args:
        findings: The path and message of each finding.
        levels: By work, its rank.

    Yields:
        A row for each work, those of the highest rank first.
    """
    by_work: dict[str, list[tuple[str, str]]] = {}
    for where, message in findings:
        by_work.setdefault(candidate_of(message), []).append((where, message))

    def order(work: str) -> tuple[int, int, str]:
        rank = levels.get(work)
        place = _RANKS.index(rank) if rank else len(_RANKS)
        return place, len(by_work[work]), work

    for work in sorted(by_work, key=order):
        of_work = sorted(by_work[work])
        paths = "、".join(where for where, _ in of_work[:_NAMED])
        more = f" and {len(of_work) - _NAMED} more" if len(of_work) > _NAMED else ""
        yield "same title", work, f"{paths}{more}: {of_work[0][1]}"


def find_growth(session: Session) -> Iterator[Row]:
    """Find sources whose open claims grew since the last run.

    Args:
        session: The session of the run.

    Yields:
        A row for each source that gained several claims.
    """
    for source, (before, now) in claim_growth(session).items():
        if now - before >= _GROWTH:
            yield "claims grow", source, f"{before} open claims after the last run, now {now}"


def claim_growth(session: Session) -> dict[str, tuple[int, int]]:
    """Compare the open claims of each source with those after the last run.

    Args:
        session: The session of the run.

    Returns:
        By source, the claims then and now; nothing before the second run.
    """
    last = session.catalog.runs.last_report()
    if last is None or "claims" not in last:
        return {}
    before = last["claims"]["by_source"]
    now = session.catalog.claim_lists.totals().by_source
    names = sorted({*before, *now})
    return {name: (before.get(name, 0), now.get(name, 0)) for name in names}
