"""Labels of an information box with their values: 索 引 号：LX0012/2019-00077."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.notation.simplified import simplify
from ingestion.cleaning.bylines import day

_LABELS = {
    "index_number": "索引号 索取号 信息索取号 信息索引号 目录号",
    "document_number": "发文字号 文号 发文文号 文件字号 文件号 公文字号 发布文号 文件文号 发文号 字号 文件编号",
    "issuer": "发文机关 发文单位 发文部门 发文机构 发布机构 发布机关 发布单位 发布部门 制发机关 制定机关 制发单位"
    " 制定单位 印发机关 公开机构 公开主体 公开单位 公开责任部门 责任部门 所属机构 信息提供单位",
    "date_written": "成文日期 成文时间 生成日期 生成时间 制文日期 制发日期 印发日期 印发时间 发文日期 发文时间"
    " 签发日期 签发时间 制定日期 形成日期",
    "date_published": "发布日期 发布时间 公开日期 公开时间 公布日期 公布时间 上网日期 上网时间",
    "subject": "主题分类 信息分类 信息类别 主题类别 所属主题 主题 分类 类别 所属类别 组配分类 文件类别",
    "subject_words": "主题词 关键词 关键字 主题词语",
    "validity": "有效性 效力状态 时效性 时效状态 文件状态 文件有效性 有效状态 是否有效 文件时效",
    "valid_from": "生效日期 生效时间 实施日期 实施时间 施行日期 施行时间 执行日期",
    "valid_to": "失效日期 失效时间 废止日期 废止时间 终止日期 有效期至 有效期止",
    "title": "标题 名称 文件名称 信息名称 文件标题 题名 文件题名",
    "other": "体裁 体裁分类 公开方式 公开范围 公开属性 公开形式 公开程序 公开类别 公开时限 服务对象分类 载体类型"
    " 记录形式 信息格式 语种 统一编号 统一登记号 备注 来源 信息来源 内容概述 内容摘要 有效期 有效期限 保存期限"
    " 浏览次数 文种 公文种类 联系电话 解读 相关解读 文件类型 服务对象 信息形式",
}
_FACTS: dict[str, str] = {}
for _fact, _labels in _LABELS.items():
    _FACTS |= dict.fromkeys(_labels.split(), _fact)
_BLANK = r"[ \t\u3000\xa0]"
_SPACED = "|".join(
    f"{_BLANK}*".join(label) for label in sorted(_FACTS, key=lambda label: (-len(label), label))
)
_LABEL = re.compile(
    rf"(?:^|(?<=[\s|｜】\]（(]))[【\[]?(?P<label>{_SPACED}){_BLANK}*(?:[】\]]{_BLANK}*[:：]?|[:：])"
)
_BARE = re.compile(rf"[【\[]?(?P<label>{_SPACED}){_BLANK}*[】\]]?")
LONGEST_VALUE = 200  # characters of a value
_LINE = 2000  # characters of a line of a box


@dataclass(frozen=True, slots=True)
class BoxLine:
    """A line that may belong to a box.

    Attributes:
        text: Its text.
        cells: Its cells, where it is a row of a table.
        heading: Whether it is a heading.
    """

    text: str
    cells: tuple[str, ...] = ()
    heading: bool = False


class Pair(NamedTuple):
    """A label of a box with its value.

    Attributes:
        label: The label without blanks.
        fact: The name of what it states; `other` for what no reader asks about.
        value: Its value; "" where it has none.
    """

    label: str
    fact: str
    value: str


def fact_of(name: str, value: str) -> tuple[str, str] | None:
    """Read a field of a record whose name is a label of a box: 发文字号, 成文日期.

    Args:
        name: The name of the field.
        value: Its value.

    Returns:
        The name of the fact and its value, days in ISO form; None where the name is no such label,
        or the value proves nothing.
    """
    pair_name = "".join(simplify(name).split())
    fact = _FACTS.get(pair_name, "other")
    if fact in ("other", "title"):
        return None
    if fact.startswith(("date", "valid_")):
        value = day(value)
    value = " ".join(value.split())
    return (fact, value) if 0 < len(value) <= LONGEST_VALUE else None


def find_labels(text: str) -> Iterator[re.Match[str]]:
    """Find the labels in a line: all of it, or words with a colon.

    Args:
        text: The line, or a cell of a row.

    Yields:
        Each label; its group `label` is the words.
    """
    plain = simplify(text)
    whole = _BARE.fullmatch(plain.strip())
    if whole is not None:
        yield whole
        return
    yield from _LABEL.finditer(plain)


def read_pairs(line: BoxLine) -> list[Pair] | None:
    """The labels of a line with their values.

    None where labels stand side by side without a place for their values, as in the header of a
    list. An empty list where the line does not begin with a label.
    """
    if line.cells:
        return _pairs_of_cells(line.cells)
    if len(line.text) > _LINE:
        return []
    text = line.text.strip()
    if "\t" in text:  # a table that was copied as text
        return _pairs_of_cells([cell.strip() for cell in text.split("\t")])
    labels = list(find_labels(text))
    if not labels or labels[0].start() > 0:
        return []
    ends = [*(label.start() for label in labels[1:]), len(text)]
    return [
        _pair(label["label"], text[label.end() : end])
        for label, end in zip(labels, ends, strict=True)
    ]


def _pairs_of_cells(cells: Sequence[str]) -> list[Pair] | None:
    found: list[Pair] = []
    place = 0
    while place < len(cells):
        cell = cells[place].strip()
        labels = list(find_labels(cell)) if cell else []
        if not labels:
            if cell:
                return found
            place += 1
            continue
        if labels[0].start() > 0:
            return []
        if labels[0].end() < len(cell) or len(labels) > 1:  # label and value in one cell
            found += read_pairs(BoxLine(cell)) or []
            place += 1
            continue
        if place + 1 >= len(cells):
            found.append(_pair(labels[0]["label"], ""))
            break
        value = cells[place + 1]
        if value.strip() and next(find_labels(value.strip()), None) is not None:
            return None if not found else []
        found.append(_pair(labels[0]["label"], value))
        place += 2
    return found


def _pair(label: str, value: str) -> Pair:
    name = "".join(simplify(label).split())
    return Pair(name, _FACTS[name], " ".join(value.split()).strip("|｜ ")[:LONGEST_VALUE])
