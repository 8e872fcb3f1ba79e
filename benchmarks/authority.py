"""Cost of many documents with one title: `python -m benchmarks.authority`.

Form letters, versions of one law, documents of many issuers and acts on one law share a title. Each
kind is built once, four times and sixteen times as large. The cost of the stages that compare
documents of one title has to grow with the number of documents, so the CPU seconds of one document
have to stay as they are. The exit status is 1 where they grow by more than half.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from benchmarks.growth import Kind, measure_kinds
from configs.loading import home_of, load
from corpus.records import (
    Act,
    Action,
    DocumentFacts,
    Evidence,
    Rank,
    Target,
    TextStage,
    TitleStrength,
    Trust,
)
from law.authority import weigh
from pipelines.session import Session, open_session
from pipelines.stages import (
    collecting,
    comparing,
    identifying,
    reading,
    resolving,
    structuring,
    weighing,
)

STAGES = ("identify", "weigh", "resolve")
"""The stages that look at documents with one title together."""

_ARTICLES = 12
_FIRST_DAY = date(1950, 1, 1)
_COMMITTEE = "全国人民代表大会常务委员会"

_SUBJECTS = (
    "船员",
    "缆绳",
    "灯标",
    "跳板",
    "救生圈",
    "值班室",
    "候船亭",
    "航道",
    "渡船",
    "锚链",
    "号旗",
    "舱门",
)
_VERBS = (
    "登记",
    "检修",
    "更换",
    "编号",
    "交接",
    "封存",
    "抽查",
    "清点",
    "加固",
    "报告",
    "公示",
    "演练",
)

_FORM = """工资支付催告函

编号：云岭催字〔2024〕第{number}号

海蓝渔业有限公司第{number}分公司：

经查，你单位拖欠职工工资{sum}元，时间自2023年{month}月起。请自收到本函之日起七日内足额支付；逾期不支付的，移送劳动监察机构处理。

云岭市总工会
2024年{month}月{day}日
"""

_LAW = """中华人民共和国渡运法

（{year}年{month}月{day}日第{number}届{committee}第一次会议通过）

{articles}
"""

_RULE = """渡口安全管理规定

（{year}年{month}月{day}日{issuer}令第{number}号公布 自公布之日起施行）

{articles}
"""

_REPEAL = """云岭市第{number}区人民政府关于废止《渡运法》的决定

（{year}年{month}月{day}日云岭市第{number}区人民政府令第{number}号公布）

经研究，决定废止《中华人民共和国渡运法》。

本决定自{year}年{month}月{day}日起施行。
"""


def _day_of(number: int) -> date:
    return _FIRST_DAY + timedelta(days=number * 20)


def _dated(number: int) -> dict[str, int]:
    day = _day_of(number)
    return {
        "number": number + 1,
        "year": day.year,
        "month": day.month,
        "day": day.day,
    }


def _articles(changed: int) -> str:
    """Make the articles of a version: one of them is other than in the version before."""
    lines = []
    for article in range(1, _ARTICLES + 1):
        editions = (changed + article) // _ARTICLES
        lines.append(
            f"第{article}条 渡船在第{article}号渡口停靠的，船长应当派{article + 2}名船员值班，"
            f"并在开航前{editions + 1}分钟报告渡口管理机构。"
        )
    return "\n\n".join(lines)


def _own_articles(issuer: int) -> str:
    """Make the articles of one body's rule: they have little in common with those of another."""
    lines = []
    for article in range(1, _ARTICLES + 1):
        chosen = random.Random(issuer * 100 + article)  # noqa: S311 - repeatable texts
        words = "，".join(
            f"{chosen.choice(_SUBJECTS)}由第{chosen.randrange(900)}班{chosen.choice(_VERBS)}"
            for _ in range(6)
        )
        lines.append(f"第{article}条 {words}。")
    return "\n\n".join(lines)


def letters(count: int) -> Iterator[tuple[str, str]]:
    """Write one form letter to many people.

    Args:
        count: How many letters.

    Yields:
        The name and the text of each file.
    """
    for number in range(count):
        values = _dated(number) | {"sum": 1000 + 37 * number}
        yield f"{number:06}.txt", _FORM.format(**values)


def versions(count: int) -> Iterator[tuple[str, str]]:
    """Write versions of one law, each with one article that is new.

    Args:
        count: How many versions.

    Yields:
        The name and the text of each file.
    """
    for number in range(count):
        text = _LAW.format(
            **_dated(number),
            committee=_COMMITTEE,
            articles=_articles(number),
        )
        yield f"渡运法({_day_of(number)}).txt", text


def issuers(count: int) -> Iterator[tuple[str, str]]:
    """Write rules of one title, each of another city.

    Args:
        count: How many rules.

    Yields:
        The name and the text of each file.
    """
    for number in range(count):
        city = "".join("云岭青岩石桥白帆海"[int(digit)] for digit in f"{number:o}")
        values = _dated(number) | {"issuer": f"{city}市人民政府"}
        text = _RULE.format(**values, articles=_own_articles(number))
        yield f"{number:06}.txt", text


def repeals(count: int) -> Iterator[tuple[str, str]]:
    """Write one law, and decisions of bodies that may not repeal it.

    Args:
        count: How many decisions.

    Yields:
        The name and the text of each file.
    """
    yield from versions(1)
    for number in range(count):
        yield f"{number:06}.txt", _REPEAL.format(**_dated(number + 1))


def measure_files(make: Callable[[int], Iterator[tuple[str, str]]], count: int) -> dict[str, float]:
    """Measure the stages on files of one title.

    Args:
        make: Writes the files.
        count: How many of them.

    Returns:
        CPU seconds by stage.
    """
    with tempfile.TemporaryDirectory(prefix="lexops-authority-") as scratch:
        folder = Path(scratch) / "files"
        folder.mkdir()
        for name, text in make(count):
            (folder / name).write_text(text, encoding="utf-8")
        with _opened(Path(scratch) / "home") as session:
            chosen = session.register([str(folder)])
            session.begin()
            collecting.collect(
                session,
                chosen,
                allow_deletes=True,
            )
            reading.read_documents(session, chosen)
            structuring.find_structures(session, chosen)
            comparing.find_duplicates(session)
            identifying.identify_works(session)
            weighing.weigh_acts(session)
            resolving.resolve_works(session)
            spent = session.report.cpu_seconds
            return {stage: spent[stage] for stage in STAGES}


@contextmanager
def _opened(home: Path) -> Iterator[Session]:
    settings = load(
        "ci",
        home,
        {},
    )
    with open_session(
        settings,
        home_of(settings, home),
        "a benchmark",
    ) as session:
        yield session


def measure_acts(count: int) -> dict[str, float]:
    """Measure how long it takes to weigh many acts on one law, as values.

    Args:
        count: How many acts.

    Returns:
        CPU seconds of the stage `weigh`.
    """
    law = _facts(
        "渡运法",
        "渡运法(2004-03-14).md",
        (_COMMITTEE,),
        Rank.LAW,
    )
    stated = [
        (
            _facts(
                f"决定{number}",
                f"{number}.md",
                (f"云岭市第{number % 500}区人民政府",),
                None,
            ),
            Act(
                action=Action.REPEAL,
                target=Target(name="渡运法", words="《渡运法》"),
                since=str(_day_of(number % 1000)),
                made=None,
                evidence=Evidence("operative", f"决定废止《渡运法》，序号{number}。"),
            ),
        )
        for number in range(count)
    ]
    began = time.process_time()
    weigh(
        stated,
        [law],
        {},
    )
    return {"weigh": time.process_time() - began}


def _facts(
    name: str,
    path: str,
    bodies: tuple[str, ...],
    rank: Rank | None,
) -> DocumentFacts:
    return DocumentFacts(
        work=name,
        title=name,
        strength=TitleStrength.STRONG,
        kind="statute",
        stage=TextStage.ADOPTED,
        issuers=bodies,
        level=rank.value if rank else None,
        jurisdiction="mainland",
        dates=("1949-12-01",),
        source="laws",
        path=path,
        trust=Trust.REPRINT,
    )


KINDS = (
    Kind(
        "form letters",
        100,
        lambda count: measure_files(letters, count),
    ),
    Kind(
        "versions of one law",
        50,
        lambda count: measure_files(versions, count),
    ),
    Kind(
        "rules of many issuers",
        50,
        lambda count: measure_files(issuers, count),
    ),
    Kind(
        "files with an act on one law",
        100,
        lambda count: measure_files(repeals, count),
    ),
    Kind(
        "acts on one law, as values",
        6_250,
        measure_acts,
    ),
)


if __name__ == "__main__":
    sys.exit(
        measure_kinds(
            KINDS,
            "python -m benchmarks.authority",
            "Measure the cost of many documents with one title.",
        )
    )
