"""Reads the box in which a government site states the particulars of a paper.

    索 引 号：LX0012/2019-00077        主题分类：公安、安全
    发文机关：澜溪市人民政府            成文日期：2019年5月8日
    发文字号：澜政发〔2019〕31号        发布日期：2019年5月20日

Sites set it as a table, a list of definitions, a list or blocks, and a page that was saved as text
keeps it as lines. It is no part of the paper: it goes, and its facts become metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.notation.marks import read_mark
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
_FACTS = {
    label.replace("\u3000", ""): fact for fact, labels in _LABELS.items() for label in labels.split()
}
_BLANK = r"[ \t\u3000\xa0]"
_SPACED = "|".join(
    f"{_BLANK}*".join(label) for label in sorted(_FACTS, key=lambda label: (-len(label), label))
)
_LABEL = re.compile(
    rf"(?:^|(?<=[\s|｜】\]（(]))[【\[]?(?P<label>{_SPACED}){_BLANK}*(?:[】\]]{_BLANK}*[:：]?|[:：])"
)
_BARE = re.compile(rf"[【\[]?(?P<label>{_SPACED}){_BLANK}*[】\]]?")
_CELL_END = "\x1f"
_SURE = ("index_number", "document_number", "subject", "validity", "date_written", "subject_words")
_LEAST = 3  # labels of a box that are not the same
_LONGEST = 200  # characters of a value
_TAIL = 20  # characters in which a line's last mark stands
_LINE = 2000  # characters of a line of a box
_WITHIN = 60  # lines at either end in which a box is looked for
_BEHIND = 3  # lines that may follow a box at the end
_SENTENCE = re.compile(r"[。；]\s*$")
_NUMBER = re.compile(r"\d")
_TITLE = re.compile(
    r"^关于|关于.{2,80}的[\u4e00-\u9fff]{2,4}$"
    r"|(?:办法|条例|规定|规则|细则|决定|意见|通知|公告|通告|方案|准则|标准|批复|命令)(?:[（(].{1,8}[）)])?$"
)
_ENDED = re.compile(r"失效|废止|无效|终止|^否$")
_STILL = re.compile(r"[未无不没]\s*(?:有)?\s*(?:失效|废止)|部分")


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


@dataclass(frozen=True, slots=True)
class InformationBox:
    """The box of a page.

    Attributes:
        lines: The indices of its lines, blank ones too.
        title_line: The index of its line or row with the title of the paper; None without one.
        facts: What it states: `index_number`, `document_number`, `issuer`, `date_written`,
            `date_published`, `subject`, `subject_words`, `validity`, `valid_from`, `valid_to` and
            `title`. Days are in ISO form.
        words: The box as it stands, on one line.
    """

    lines: range
    title_line: int | None
    facts: dict[str, str]
    words: str

    @property
    def ended(self) -> str:
        """The words that say that the paper no longer holds; "" where none do."""
        validity = self.facts.get("validity", "")
        if _ENDED.search(validity) and not _STILL.search(validity):
            return validity
        return ""


class _Pair(NamedTuple):
    label: str
    fact: str
    value: str


def find_information_box(lines: Sequence[BoxLine]) -> InformationBox | None:
    """Find the box of a page: above its text, or behind it.

    Args:
        lines: The lines of the page.

    Returns:
        The box; None where there is none. A form with empty fields, a list of papers and a sample
        of a box in the middle of a text are none.
    """
    for place in _places(lines):
        box = _box_at(lines, place)
        if box is not None:
            return box
    return None


def _places(lines: Sequence[BoxLine]) -> Iterator[int]:
    """Lines at which a box may begin: those with a label, before the first sentence, or at the end."""
    before = -2
    for place, line in enumerate(lines[:_WITHIN]):
        if _opens(line):
            if before != place - 1:
                yield place
            before = place
        elif _is_text(line):
            break
    first = max(len(lines) - _WITHIN, 0)
    for place in range(len(lines) - 1, first - 1, -1):
        if _is_text(lines[place]):
            first = place + 1
            break
    before = -2
    for place in range(first, len(lines)):
        if _opens(lines[place]):
            if before != place - 1:
                yield place
            before = place


def _opens(line: BoxLine) -> bool:
    texts = line.cells or (line.text,)
    first = next((text for text in texts if text.strip()), "")
    return len(first) <= 4 * _LONGEST and next(_labels(first), None) is not None


def _is_text(line: BoxLine) -> bool:
    if line.cells:
        return False
    ends_as_sentence = _SENTENCE.search(line.text[-_TAIL:]) is not None
    return ends_as_sentence or read_mark(line.text[:_LONGEST].strip()) is not None


def _labels(text: str) -> Iterator[re.Match[str]]:
    plain = simplify(text)
    whole = _BARE.fullmatch(plain.strip())
    if whole is not None:
        yield whole
        return
    yield from _LABEL.finditer(plain)


def _box_at(lines: Sequence[BoxLine], start: int) -> InformationBox | None:
    pairs: list[_Pair] = []
    waiting: _Pair | None = None
    end = start
    alternates = False
    title_line: int | None = None
    for place in range(start, min(len(lines), start + _WITHIN)):
        line = lines[place]
        if not line.text.strip() and not any(cell.strip() for cell in line.cells):
            continue
        found = _pairs(line)
        if found is None:
            return None
        if found:
            if waiting is not None:
                pairs.append(waiting)
                waiting = None
            *whole, last = found
            pairs += whole
            if any(pair.fact == "title" and pair.value for pair in found):
                title_line = place
            if last.value or line.cells or not (alternates or not pairs):
                pairs.append(last)
            else:
                waiting = last
            end = place + 1
        elif waiting is not None and _may_be_value(line, waiting):
            if waiting.fact == "title":
                title_line = place
            pairs.append(waiting._replace(value=line.text.strip()))
            waiting = None
            alternates = True
            end = place + 1
        else:
            break
    if waiting is not None:
        pairs.append(waiting)
    if not _is_box(pairs) or not _is_apart(lines, start, end):
        return None
    return InformationBox(
        lines=range(start, end),
        title_line=title_line,
        facts=_facts(pairs),
        words="；".join(f"{pair.label}：{pair.value}" for pair in pairs if pair.value)[:1000],
    )


def _may_be_value(line: BoxLine, waiting: _Pair) -> bool:
    text = line.text.strip()
    if line.cells or len(text) > _LONGEST or _SENTENCE.search(text):
        return False
    if waiting.fact.startswith("date") or waiting.fact.startswith("valid_"):
        return bool(day(text))
    if waiting.fact in ("index_number", "document_number"):
        return _NUMBER.search(text) is not None
    if waiting.fact == "title":
        return True
    return not line.heading and _TITLE.search(text) is None


def _pairs(line: BoxLine) -> list[_Pair] | None:
    """The labels of a line with their values.

    None where labels stand side by side without a place for their values, as in the header of a
    list. An empty list where the line does not begin with a label.
    """
    if line.cells:
        return _pairs_of_cells(line.cells)
    if len(line.text) > _LINE:
        return []
    text = line.text.strip()
    labels = list(_labels(text))
    if not labels or labels[0].start() > 0:
        return []
    ends = [*(label.start() for label in labels[1:]), len(text)]
    return [
        _pair(label["label"], text[label.end() : end])
        for label, end in zip(labels, ends, strict=True)
    ]


def _pairs_of_cells(cells: Sequence[str]) -> list[_Pair] | None:
    found: list[_Pair] = []
    place = 0
    while place < len(cells):
        cell = cells[place].strip()
        labels = list(_labels(cell)) if cell else []
        if not labels:
            if cell:
                return [] if not found else found
            place += 1
            continue
        if labels[0].start() > 0:
            return []
        if labels[0].end() < len(cell) or len(labels) > 1:  # label and value in one cell
            found += _pairs(BoxLine(cell)) or []
            place += 1
            continue
        if place + 1 >= len(cells):
            found.append(_pair(labels[0]["label"], ""))
            break
        value = cells[place + 1]
        if value.strip() and next(_labels(value.strip()), None) is not None:
            return None if not found else []
        found.append(_pair(labels[0]["label"], value))
        place += 2
    return found


def _pair(label: str, value: str) -> _Pair:
    name = "".join(simplify(label).split())
    return _Pair(name, _FACTS[name], " ".join(value.split()).strip("|｜ ")[:_LONGEST])


def _is_box(pairs: Sequence[_Pair]) -> bool:
    """Whether pairs are those of a box: enough labels, and values that prove them."""
    facts = {pair.fact for pair in pairs if pair.fact != "other"}
    if len({pair.label for pair in pairs}) < _LEAST or not facts.intersection(_SURE):
        return False
    if len({pair.label for pair in pairs}) < len(pairs) - 2:  # a list of papers repeats its labels
        return False
    proofs = 0
    for pair in pairs:
        if pair.fact in ("index_number", "document_number"):
            proofs += _NUMBER.search(pair.value) is not None
        elif pair.fact.startswith("date"):
            proofs += bool(day(pair.value))
    named = any(
        pair.fact in ("index_number", "document_number") and _NUMBER.search(pair.value)
        for pair in pairs
    )
    return named and proofs >= 2


def _is_apart(
    lines: Sequence[BoxLine],
    start: int,
    end: int,
) -> bool:
    """Whether a box stands above all text, or behind all of it."""
    if not any(_is_text(line) for line in lines[:start]):
        return True
    behind = [line for line in lines[end:] if line.text.strip()]
    return len(behind) <= _BEHIND and not any(_is_text(line) for line in behind)


def _facts(pairs: Sequence[_Pair]) -> dict[str, str]:
    facts: dict[str, str] = {}
    for pair in pairs:
        value = pair.value
        if pair.fact.startswith("date") or pair.fact.startswith("valid_"):
            value = day(value)
        elif pair.fact in ("index_number", "document_number") and not _NUMBER.search(value):
            value = ""
        if value and pair.fact != "other":
            facts.setdefault(pair.fact, value)
    return facts
