"""A mild preference among hits that answer about as well: for higher norms, for those of a named place, against uncertain scans.

All are added to a fused score of 0 to 1, so they part neighbours and lift nobody over what fits much better. To filter by level or
region is for whoever asks. A learned reranker was set aside: none is to be had that runs without a service.
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
"""How much of the preference a rank gets. What is no norm (a case, a page) gets none."""

_ENDING = re.compile("(?:省|市|县|州|自治区|自治州|特别行政区)$")


@dataclass(frozen=True, slots=True)
class PriorOptions:
    """How much is added at the most: `level` for the rank of a norm, `region` for the place that the question names.

    A local norm of a place that the question does not name loses as much as one of a named place gains. `scan` is what a scanned
    text loses that OCR is not sure of.
    """

    level: float = 0.05
    region: float = 0.05
    scan: float = 0.05

    def __post_init__(self) -> None:
        check_range("search.prior.level", self.level, at_least=0, at_most=1)
        check_range("search.prior.region", self.region, at_least=0, at_most=1)
        check_range("search.prior.scan", self.scan, at_least=0, at_most=1)


def prefer(ranked: Iterable[Fused], question: str, options: PriorOptions) -> list[Fused]:
    """A fused ranking with the preferences added, best first; equal scores stay in their order. Scores stay between 0 and 1."""
    found = [(one.score + _gain(one.rows[0], question, options), one) for one in ranked]
    ordered = sorted(found, key=lambda pair: -pair[0])
    return [replace(one, score=min(1.0, max(0.0, score))) for score, one in ordered]


def _gain(row: Row, question: str, options: PriorOptions) -> float:
    gain = options.level * _WEIGHTS[Rank(row["level"])] if row["level"] else 0.0
    if row["region"]:
        gain += options.region if _ENDING.sub("", row["region"]) in question else -options.region
    return (
        gain - options.scan if any(tag["value"] == ScanTag.UNSURE for tag in row["tags"]) else gain
    )
