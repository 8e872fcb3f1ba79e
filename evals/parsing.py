"""Sets laws and newspaper pages of our own as PDF files, reads them back, and says what was lost: `python -m evals parsing [--seed N] [--json]`.

Each file's text and layout are drawn from a seed, so that a score is of hundreds of layouts and not of three samples. Seed 1 is what
rules are made on; seed 2 is for judging.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.notation.numerals import to_chinese
from corpus.records import Document
from ingestion.reading import read
from law.structure import structure
from samples.typeset import SONG, Part, Printed, Style, newspaper, typeset

ROOT = Path(__file__).resolve().parent.parent

_WHO = (
    "用人单位",
    "平台企业",
    "劳动者",
    "工会组织",
    "人力资源社会保障部门",
    "劳务派遣单位",
    "职工代表大会",
    "仲裁委员会",
    "配送合作商",
    "骑手",
    "港航企业",
    "区县人民政府",
)
_MUST = (
    "应当",
    "不得",
    "可以",
    "应当依法",
    "应当及时",
    "有权",
    "负责",
)
_DO = (
    "支付工资",
    "公布计价规则",
    "订立书面协议",
    "缴纳社会保险费",
    "调整派单频次",
    "保存考勤记录",
    "告知变更内容",
    "提出书面异议",
    "核实工时台账",
    "组织集体协商",
    "提供防护用品",
    "受理投诉举报",
    "公开申诉渠道",
    "建立工资专用账户",
    "安排补休",
    "复核扣款决定",
)
_WHEN = (
    "在收到申请之日起{n}日内",
    "每月{n}日前",
    "连续工作满{n}小时的",
    "逾期超过{n}日的",
    "人数超过{n}人的",
    "自事故发生之日起{n}个工作日内",
    "金额在{n}元以上的",
    "经{n}名以上职工提议",
)
_END = (
    "并书面说明理由",
    "并报所在地主管部门备案",
    "但当事人另有约定的除外",
    "所需费用由单位承担",
    "具体办法另行制定",
    "并在显著位置公示{n}日",
    "情节严重的，处以{n}元罚款",
    "不影响其提起诉讼的权利",
)


class Author:
    """Writes laws, pages and tables that nobody enacted."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - texts, no secrets

    def sentence(self) -> str:
        """A sentence of a provision."""
        pick = self.chance.choice
        n = self.chance.randint(2, 9999)
        clauses = [pick(_WHO) + pick(_WHEN).format(n=n) + "，" + pick(_MUST) + pick(_DO)]
        clauses += [pick(_MUST) + pick(_DO) for _ in range(self.chance.randint(0, 2))]
        if self.chance.random() < 0.6:
            clauses.append(pick(_END).format(n=self.chance.randint(2, 99)))
        return "，".join(clauses) + "。"

    def sentences(self, low: int, high: int) -> str:
        """Some sentences in a row."""
        return "".join(self.sentence() for _ in range(self.chance.randint(low, high)))

    def law(
        self,
        articles: int,
        *,
        notes: bool,
        tables: bool,
    ) -> tuple[list[Part], dict[str, str]]:
        """A regulation as parts, and the text of each article without blanks."""
        parts = [
            Part(
                "title", f"云岭市{self.chance.choice(('港航', '配送', '建筑', '纺织'))}用工保障条例"
            )
        ]
        truth: dict[str, str] = {}
        chapter = 0
        for index in range(1, articles + 1):
            if index == 1 or self.chance.random() < 0.12:
                chapter += 1
                parts.append(
                    Part(
                        "heading",
                        f"第{to_chinese(chapter)}章　{self.chance.choice(('总则', '劳动报酬', '工时休假', '协商', '监督检查', '法律责任'))}",
                    )
                )
            label = f"第{to_chinese(index)}条"
            paragraphs = [f"{label}　{self.sentences(1, 3)}"]
            if self.chance.random() < 0.25:
                paragraphs.append(self.sentences(1, 2))
            if self.chance.random() < 0.2:
                paragraphs[-1] = paragraphs[-1][:-1] + "，有下列情形之一的除外："
                count = self.chance.randint(2, 4)
                paragraphs += [
                    f"（{to_chinese(n)}）{self.sentence()[:-1]}{'。' if n == count else '；'}"
                    for n in range(1, count + 1)
                ]
            note = self.sentence() if notes and self.chance.random() < 0.2 else ""
            parts += [
                Part("paragraph", text, note=note if place == 0 else "")
                for place, text in enumerate(paragraphs)
            ]
            truth[label] = bare("".join(paragraphs))
        if tables:
            parts += [Part("paragraph", "附件：用工标准表"), Part("table", rows=self.table())]
        return parts, truth

    def table(self) -> tuple[tuple[str, ...], ...]:
        """Rows of short cells, some of them merged."""
        wide = self.chance.randint(2, 5)
        deep = self.chance.randint(3, 9)
        rows = [
            [
                self.chance.choice(_DO)[: self.chance.randint(2, 4)]
                + str(self.chance.randint(1, 999))
                for _ in range(wide)
            ]
            for _ in range(deep)
        ]
        if self.chance.random() < 0.5:
            rows[self.chance.randint(1, deep - 1)][0] = "^"
        if wide > 2 and self.chance.random() < 0.5:
            rows[0][wide - 1] = "<"
        return tuple(tuple(row) for row in rows)

    def style(self) -> Style:
        """How an office sets a law."""
        pick = self.chance.choice
        columns = pick(
            (
                1,
                1,
                2,
                2,
                3,
            )
        )
        turn = pick(
            (
                0,
                0,
                0,
                0,
                90,
                180,
                270,
                1,
            )
        )
        return Style(
            columns=columns,
            size=pick((9.0, 10.5, 12.0)) if columns < 3 else pick((8.0, 9.0)),
            leading=pick((1.3, 1.5, 1.8)),
            gutter=pick((16.0, 22.0, 30.0)),
            margin=pick((50.0, 64.0, 80.0)) if columns < 3 else 44.0,
            font=SONG,
            head=pick(("", "云岭市人民代表大会常务委员会公报", "云岭市法规汇编（2024年版）")),
            foot=pick(
                (
                    "",
                    "— {page} —",
                    "{page}",
                    "第{page}页 共{pages}页",
                    "{page} / {pages}",
                )
            ),
            line_numbers=pick(
                (
                    0,
                    0,
                    0,
                    1,
                    5,
                )
            )
            if columns == 1
            else 0,
            justified=pick((True, True, False)),
            turn=turn if turn > 1 else 0,
            drawn_turn=turn == 1,
            hidden=tuple(
                how
                for how in (
                    "white",
                    "tiny",
                    "off",
                    "covered",
                    "invisible",
                )
                if self.chance.random() < 0.1
            ),
        )


def bare(text: str) -> str:
    """A text without blanks."""
    return re.sub(r"\s", "", text)


@dataclass
class Tally:
    """What was counted over all files."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def count(
        self,
        what: str,
        good: float,
        total: float,
    ) -> None:
        """Add to a share."""
        self.counts[f"{what} good"] += good  # type: ignore[assignment]
        self.counts[what] += total  # type: ignore[assignment]

    def share(self, what: str) -> float:
        """A share, 1.0 of nothing."""
        return self.counts[f"{what} good"] / self.counts[what] if self.counts[what] else 1.0


def read_articles(document: Document, name: str) -> dict[str, str]:
    """Each article's text without blanks, by its number."""
    found: dict[str, str] = {}
    for unit in structure(document, name).units:
        if unit.article:
            found[unit.article] = found.get(unit.article, "") + bare(
                document.text[unit.start : unit.end]
            )
    return found


def out_of_order(text: str, lines: Sequence[str]) -> str:
    """The first of a page's lines that does not come after the ones before it; "" where all do."""
    cursor = 0
    for line in lines:
        place = text.find(bare(line), cursor)
        if place < 0:
            return line
        cursor = place + len(bare(line))
    return ""


def split_article(text: str, articles: Sequence[Sequence[str]]) -> str:
    """The beginning of the first article that does not stand in the text in one piece; "" where all do."""
    return next((lines[0] for lines in articles if bare("".join(lines)) not in text), "")


def judge(
    printed: Printed,
    articles: dict[str, str],
    tally: Tally,
    *,
    columns: int,
    name: str,
    hidden: str = "",
) -> None:
    """Read a file back and count what is as it was printed."""
    began = time.perf_counter()
    document = read(printed.data, f"{name}.pdf")
    tally.seconds += time.perf_counter() - began
    tally.counts["pages"] += len(printed.pages)
    text = bare(document.text)
    found = read_articles(document, name) if articles else {}
    for label, truth in articles.items():
        good = found.get(label) == truth
        tally.count("articles", good, 1)
        if not good:
            tally.failures.append(f"{name} {label}\n   want {truth}\n   have {found.get(label)}")
    for page, lines in enumerate(printed.pages, 1):
        wrong = (
            split_article(text, printed.articles) if printed.articles else out_of_order(text, lines)
        )
        if wrong:
            tally.failures.append(
                f"{name} page {page} of {columns} columns: out of order at {wrong}"
            )
        if lines and columns > 1:
            tally.count("order", not wrong, 1)
    want = Counter(
        "".join(bare(line) for page in printed.pages for line in page)
        + bare("".join(printed.notes))
        + "".join(c for t in printed.tables for r in t for c in r)
    )
    have = Counter(text)
    lost = sum((want - have).values())
    tally.count("kept", sum(want.values()) - lost, sum(want.values()))
    extra = (have - want).total()
    tally.count("clean", sum(have.values()) - extra, sum(have.values()))
    cells = Counter(cell for table in printed.tables for row in table for cell in row if cell)
    read_cells = Counter(bare(cell) for block in document.blocks for cell in block.cells if cell)
    tally.counts["cells right"] += (cells & read_cells).total()
    tally.counts["cells"] += cells.total() + read_cells.total()
    if hidden:
        tally.count("hidden kept out", hidden not in text, 1)


def measure(seed: int, files: int) -> Tally:
    """Print and read `files` laws and half as many newspaper pages."""
    tally = Tally()
    for index in range(files):
        author = Author(seed * 100_000 + index)
        style = author.style()
        parts, truth = author.law(
            author.chance.randint(8, 45),
            notes=author.chance.random() < 0.3,
            tables=author.chance.random() < 0.3,
        )
        printed = typeset(parts, style)
        judge(
            printed,
            truth,
            tally,
            columns=style.columns,
            name=f"law{index}",
            hidden=style.hidden_text if style.hidden else "",
        )
    for index in range(files // 2):
        author = Author(seed * 100_000 + 50_000 + index)
        articles = [
            (
                f"{author.chance.choice(_WHO)}{author.chance.choice(_DO)}",
                [author.sentences(2, 4) for _ in range(9)],
            )
            for _ in range(author.chance.randint(2, 4))
        ]
        judge(
            newspaper(articles, seed + index),
            {},
            tally,
            columns=3,
            name=f"paper{index}",
        )
    return tally


def print_scores(
    scores: Mapping[str, float],
    failures: Iterable[str],
    *,
    as_json: bool,
    more: Iterable[str] = (),
    **asked: object,
) -> None:
    """Print failures to stderr, and scores: as one JSON document with what was `asked`, or a line each with `more` lines behind."""
    for failure in failures:
        print(failure, file=sys.stderr)
    metrics = {
        name: {"value": value, "low": value, "high": value} for name, value in scores.items()
    }
    plain = [*(f"{name:22} {value:.4f}" for name, value in scores.items()), *more]
    print(
        json.dumps({**asked, "metrics": metrics}, ensure_ascii=False)
        if as_json
        else "\n".join(plain)
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument(
        "--failures",
        type=int,
        default=0,
        help="show so many of them",
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    tally = measure(options.seed, options.files)
    scores: dict[str, float] = {
        what: tally.share(what)
        for what in (
            "articles",
            "order",
            "kept",
            "clean",
            "hidden kept out",
        )
    }
    scores["table cell F1"] = 2 * tally.counts["cells right"] / max(tally.counts["cells"], 1)
    scores["pages a second"] = tally.counts["pages"] / tally.seconds
    print_scores(
        scores,
        tally.failures[: options.failures],
        as_json=options.json,
        seed=options.seed,
        pages=tally.counts["pages"],
    )
    return 0
