"""A mild preference: it parts neighbours, lifts nobody over what fits much better, and is nothing for what is no norm."""

from __future__ import annotations

import pytest

from corpus.errors import UsageError
from corpus.records import SCANNED, Rank, ScanTag, Tag
from corpus.search import ScoreParts
from retrieval.boost import BoostOptions, boost_ranking
from retrieval.fusion import Fused
from tests.retrieval.passages import row


def hit(
    name: str,
    score: float,
    level: Rank | None = None,
    region: str | None = None,
    scan: ScanTag | None = None,
) -> Fused:
    tags = (
        (
            Tag(
                SCANNED,
                scan.value,
                0.8,
                "ocr",
            ),
        )
        if scan
        else ()
    )
    found = row(
        f"{name}/第一条@2020-01-01",
        level=level.value if level else None,
        region=region,
        tags=tags,
    )
    return Fused(
        score,
        ScoreParts(),
        (found,),
    )


def order(hits: list[Fused], question: str = "电车票价", **options: float) -> list[str]:
    return [
        one.rows[0]["work"]
        for one in boost_ranking(
            hits,
            question,
            BoostOptions(**options),
        )
    ]


LAW, NOTICE, CASE = (
    hit(
        "电车法",
        0.50,
        Rank.LAW,
    ),
    hit(
        "电车通知",
        0.52,
        Rank.NORMATIVE_DOCUMENT,
    ),
    hit("电车案", 0.51),
)
CITY, OTHER = (
    hit(
        "云岭市电车条例",
        0.50,
        Rank.LOCAL_REGULATION,
        "云岭市",
    ),
    hit(
        "澜浦市电车条例",
        0.53,
        Rank.LOCAL_REGULATION,
        "澜浦市",
    ),
)

SCAN, READ = (
    hit(
        "电车扫描件",
        0.52,
        scan=ScanTag.UNSURE,
    ),
    hit(
        "电车清晰件",
        0.52,
        scan=ScanTag.READ,
    ),
)

ORDERS = [
    (
        "no preference: the scores' order",
        [LAW, NOTICE, CASE],
        "电车票价",
        {"level": 0.0, "region": 0.0},
        ["电车通知", "电车案", "电车法"],
    ),
    (
        "the higher norm of neighbours",
        [NOTICE, LAW],
        "电车票价",
        {"level": 0.05},
        ["电车法", "电车通知"],
    ),
    (
        "what is no norm gains nothing",
        [CASE, LAW],
        "电车票价",
        {"level": 0.05},
        ["电车法", "电车案"],
    ),
    (
        "nor does a high rank lift over what fits better",
        [
            hit(
                "电车通知",
                0.9,
                Rank.POLICY,
            ),
            LAW,
        ],
        "电车票价",
        {"level": 0.1},
        ["电车通知", "电车法"],
    ),
    (
        "the place that the question names",
        [OTHER, CITY],
        "云岭电车票价",
        {},
        ["云岭市电车条例", "澜浦市电车条例"],
    ),  # without its 市
    (
        "the place by its whole name",
        [OTHER, CITY],
        "云岭市的电车票价",
        {},
        ["云岭市电车条例", "澜浦市电车条例"],
    ),
    (
        "no place named: norms of the whole land first",
        [OTHER, LAW],
        "电车票价",
        {},
        ["电车法", "澜浦市电车条例"],
    ),
    (
        "a scan that OCR is not sure of, below a neighbour",
        [SCAN, CASE],
        "电车票价",
        {},
        ["电车案", "电车扫描件"],
    ),
    (
        "and above what fits much worse",
        [hit("甲", 0.4), SCAN],
        "电车票价",
        {},
        ["电车扫描件", "甲"],
    ),
    (
        "a scan that it is sure of, where it was",
        [READ, CASE],
        "电车票价",
        {},
        ["电车清晰件", "电车案"],
    ),
    (
        "equal scores stay in their order",
        [hit("甲", 0.5), hit("乙", 0.5)],
        "电车票价",
        {"level": 0.1},
        ["甲", "乙"],
    ),
    (
        "nothing",
        [],
        "电车票价",
        {},
        [],
    ),
]


@pytest.mark.parametrize(
    ("hits", "question", "options", "expected"),
    [one[1:] for one in ORDERS],
    ids=[one[0] for one in ORDERS],
)
def test_a_preference_parts_neighbours(
    hits: list[Fused],
    question: str,
    options: dict[str, float],
    expected: list[str],
) -> None:
    assert (
        order(
            hits,
            question,
            **options,
        )
        == expected
    )


@pytest.mark.parametrize("rank", list(Rank))
def test_every_rank_has_a_weight_and_none_gains_more_than_the_option(rank: Rank) -> None:
    [found] = boost_ranking(
        [
            hit(
                "甲",
                0.5,
                rank,
            )
        ],
        "",
        BoostOptions(level=0.1),
    )
    assert 0.5 < found.score <= 0.6


@pytest.mark.parametrize(
    "options",
    [
        {"level": -0.1},
        {"level": 1.1},
        {"region": 2.0},
        {"scan": -1.0},
    ],
)
def test_priors_outside_0_to_1_are_refused(options: dict[str, float]) -> None:
    with pytest.raises(UsageError, match="a number from 0 to 1"):
        BoostOptions(**options)
