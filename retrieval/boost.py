"""A mild boost among results that answer about equally well.

It raises higher norms and norms of a place that the question names, and lowers uncertain scans.
Boosts are added to a fused score from 0 to 1. So they decide between neighbours, and lift no
passage over one that fits much better. Who wants only one level or region uses a filter.
A learned reranker was set aside: none is available that runs without a service.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.options import check_range
from corpus.records import Rank, ScanTag
from corpus.schema import Row
from retrieval.fusion import Fused

_WEIGHTS = {
    Rank.CONSTITUTION: 0.5,
    Rank.LAW: 1.0,
    Rank.ADMINISTRATIVE_REGULATION: 0.8,
    Rank.JUDICIAL_INTERPRETATION: 1.0,
    Rank.DEPARTMENTAL_RULE: 0.5,
    Rank.LOCAL_REGULATION: 0.5,
    Rank.LOCAL_RULE: 0.4,
    Rank.NORMATIVE_DOCUMENT: 0.3,
    Rank.POLICY: 0.2,
}
"""The share of the boost that a rank gets. What is no norm (a case, a page) gets none."""

_REGION_SUFFIX = re.compile("(?:省|市|县|州|自治区|自治州|特别行政区)$")


@dataclass(frozen=True, slots=True)
class BoostOptions:
    """How much is added to a score at most; each from 0 to 1.

    Attributes:
        level: Largest addition to a score for the rank of the norm.
        region: Addition to the score of a local norm if the question names its region. A local
            norm of another region loses as much.
        scan: Largest reduction of the score of a scanned text if OCR is not sure of it.
    """

    level: float = 0.05
    region: float = 0.05
    scan: float = 0.05

    def __post_init__(self) -> None:
        check_range(
            "search.boost.level",
            self.level,
            at_least=0,
            at_most=1,
        )
        check_range(
            "search.boost.region",
            self.region,
            at_least=0,
            at_most=1,
        )
        check_range(
            "search.boost.scan",
            self.scan,
            at_least=0,
            at_most=1,
        )


def boost_ranking(
    ranked: Iterable[Fused],
    question: str,
    options: BoostOptions,
) -> list[Fused]:
    """Add the boosts to a fused ranking.

    Args:
        ranked: The entries, best first.
        question: The text of the question, in which regions are looked for.
        options: How much is added.

    Returns:
        The entries, best first, with scores from 0 to 1. Equal scores stay in their order.
    """
    boosted = [
        (
            entry.score
            + _boost(
                entry.rows[0],
                question,
                options,
            ),
            entry,
        )
        for entry in ranked
    ]
    ordered = sorted(boosted, key=lambda pair: -pair[0])
    return [replace(entry, score=_limit(score)) for score, entry in ordered]


def _limit(score: float) -> float:
    return min(1.0, max(0.0, score))


def _boost(
    row: Row,
    question: str,
    options: BoostOptions,
) -> float:
    """What is added to the score of a row."""
    added = 0.0
    if row["level"]:
        added += options.level * _WEIGHTS[Rank(row["level"])]
    if row["region"]:
        region = _REGION_SUFFIX.sub("", row["region"])
        added += options.region if region in question else -options.region
    if any(tag["value"] == ScanTag.UNSURE for tag in row["tags"]):
        added -= options.scan
    return added
