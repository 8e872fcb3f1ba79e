"""Warning checks of identity and authority: what a person should look at after a run.

They never hold anything back. A source that starts to poison the archive shows here on the day: by
claims that grow, by acts that end whole laws, and by works whose documents contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from corpus.records import DocumentFacts, WeighedAct
from law.authority import canonical_issuers
from pipelines.session import Session
from quality.verdict import CheckVerdict
from storage.catalog.claim_filters import ClaimFilter

EXAMPLES = 20
_WORDS = 200  # characters of a sentence
_COMMITTEE = "常务委员会"
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
    accepts it. Never refuses.
    """
    ended = session.report.claims.ended
    totals = session.catalog.claim_lists.totals()
    page = session.catalog.claim_lists.page(ClaimFilter(), EXAMPLES)
    problems: list[str] = []
    if ended:
        problems.append(f"{len(ended)} acts ended a whole work in this run")
    if totals.open:
        problems.append(f"{totals.open} claims on stored works are open")
    hidden = len(ended[EXAMPLES:]) + page.more
    if hidden:
        problems.append(f"{hidden} of these are not in the table")
    rows = [("took effect", *claim_cells(act)) for act in ended[:EXAMPLES]]
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
        },
        columns=("state", *CLAIM_COLUMNS),
        rows=rows,
    )


def identity_sound(session: Session) -> CheckVerdict:
    """The documents of each work have an issuer and articles in common, and claims do not grow.

    Also lists documents that got a work of their own because the evidence of their title is weak.
    Never refuses.
    """
    catalog = session.catalog
    weak = catalog.passages.findings(codes=["weak_identity"])
    found: dict[str, list[Row]] = {
        "two issuers": list(find_two_issuers(catalog.identities.shared())),
        "no common article": list(find_unlike_versions(catalog.identities.articles())),
        "weak identity": [
            (
                "weak identity",
                finding["where"],
                finding["message"],
            )
            for finding in weak
        ],
        "claims grow": list(find_growth(session)),
    }
    rows: list[Sequence[object]] = []
    for of_kind in found.values():
        rows += of_kind[:EXAMPLES]
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
                names = canonical_issuers(facts.issuers)
                issuers = frozenset(name.removesuffix(_COMMITTEE) for name in names)
                examples.setdefault(issuers, facts)
        for first, second in combinations(examples, 2):
            if not first & second:
                pair = (examples[first], examples[second])
                words = " — ".join(
                    f"{'、'.join(facts.issuers)} ({facts.source}: {facts.path})" for facts in pair
                )
                yield "two issuers", work, words
                break


def find_unlike_versions(articles: Mapping[str, Mapping[str, frozenset[str]]]) -> Iterator[Row]:
    """Find versions of a work that have no article in common with the version before.

    Args:
        articles: By work and version, the texts of its articles without their labels; versions in
            the order of their dates.

    Yields:
        A row for each such version.
    """
    for work, versions in articles.items():
        for (earlier, old), (later, new) in pairwise(versions.items()):
            if min(len(old), len(new)) >= _FEW_ARTICLES and not old & new:
                yield "no common article", work, f"{earlier} and {later}"


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
