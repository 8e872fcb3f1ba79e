"""The author of the laws that measurements write, print and save, drawn from a seed."""

from __future__ import annotations

import random

from corpus.notation.numerals import to_chinese
from evals.bare_texts import bare
from samples.typeset import SONG, Part, Style

ISSUERS = (
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
DUTIES = (
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
    """Writes laws, pages and tables that were never enacted.

    Attributes:
        chance: The source of everything that is drawn.
    """

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - texts, no secrets

    def sentence(self) -> str:
        """Write a sentence of a provision.

        Returns:
            The sentence with its full stop.
        """
        pick = self.chance.choice
        n = self.chance.randint(2, 9999)
        clauses = [pick(ISSUERS) + pick(_WHEN).format(n=n) + "，" + pick(_MUST) + pick(DUTIES)]
        clauses += [pick(_MUST) + pick(DUTIES) for _ in range(self.chance.randint(0, 2))]
        if self.chance.random() < 0.6:
            clauses.append(pick(_END).format(n=self.chance.randint(2, 99)))
        return "，".join(clauses) + "。"

    def sentences(
        self,
        low: int,
        high: int,
    ) -> str:
        """Write some sentences.

        Args:
            low: At least this many.
            high: At most this many.

        Returns:
            The sentences in one paragraph.
        """
        return "".join(self.sentence() for _ in range(self.chance.randint(low, high)))

    def law(
        self,
        articles: int,
        *,
        notes: bool,
        tables: bool,
    ) -> tuple[list[Part], dict[str, str]]:
        """Write a regulation.

        Args:
            articles: The number of articles.
            notes: Whether some articles have footnotes.
            tables: Whether there is an annex with a table.

        Returns:
            The parts of the regulation, and the text of each article without blanks, by label.
        """
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
                        (
                            f"第{to_chinese(chapter)}"
                            "章　"
                            f"{self.chance.choice(('总则', '劳动报酬', '工时休假', '协商', '监督检查', '法律责任'))}"
                        ),
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
        """Write a table of short cells.

        Returns:
            The rows. A cell `^` is merged with the one above it, a cell `<` with the one to its
            left.
        """
        wide = self.chance.randint(2, 5)
        deep = self.chance.randint(3, 9)
        rows = [
            [
                self.chance.choice(DUTIES)[: self.chance.randint(2, 4)]
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
        """Draw a layout as offices set a law.

        Returns:
            The layout.
        """
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
