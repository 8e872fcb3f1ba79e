"""Texts in traditional characters: labels, names, days of the Republic's calendar.

Each row: a name, the lines, the articles by number with words of each, the title, and the days.
"""

from __future__ import annotations

from typing import NamedTuple


class TraditionalCase(NamedTuple):
    """A text in traditional characters.

    Attributes:
        name: Its name in the table.
        form: Its format.
        lines: Its lines.
        expected: Words of each article, by its number.
        title: Its title.
        promulgated: The day of promulgation, None where the text names none.
        valid_from: The first day, None where the text names none.
    """

    name: str
    form: str
    lines: tuple[str, ...]
    expected: dict[str, str]
    title: str
    promulgated: str | None
    valid_from: str | None


_FIRST = ("第一條 為管理渡船，特制定本條例。", "第二條 渡船應經檢驗。", "第三條 違反前條規定者，處新臺幣一千元罰鍰。", "第四條 本條例自公布日施行。")  # fmt: skip
_WORDS = {"1": "為管理渡船", "2": "渡船應經檢驗", "3": "罰鍰", "4": "自公布日施行"}
_INSERTED = _WORDS | {"2-1": "檢驗每年一次"}


def _with(line: str) -> tuple[str, ...]:
    return (*_FIRST[:2], line, *_FIRST[2:])


def _spaced(lines: tuple[str, ...]) -> tuple[str, ...]:
    written = []
    for number, line in enumerate(lines, 1):
        written += [f"第 {number} 條", line.split(" ", 1)[1]]
    return tuple(written)


def _row(name: str, title: str, day: str, body: tuple[str, ...], expected: dict[str, str], promulgated: str | None, valid_from: str | None = None, form: str = "txt") -> TraditionalCase:  # fmt: skip
    head = (title, day) if day else (title,)
    return TraditionalCase(name, form, (*head, *body), expected, title, promulgated, valid_from)


_TITLE = "松嶺縣渡船管理自治條例"
_DAY = "中華民國一百零九年五月一日公布"
TRADITIONAL_CASES = (
    _row("self-government ordinance", _TITLE, _DAY, _FIRST, _WORDS, "2020-05-01"),
    _row("in word", _TITLE, _DAY, _FIRST, _WORDS, "2020-05-01", form="docx"),
    _row("in a page", _TITLE, _DAY, _FIRST, _WORDS, "2020-05-01", form="html"),
    _row("in pdf", _TITLE, _DAY, _FIRST, _WORDS, "2020-05-01", form="pdf"),
    _row("in markdown", _TITLE, _DAY, _FIRST, _WORDS, "2020-05-01", form="md"),
    _row("day in digits", _TITLE, "民國 109 年 5 月 1 日公布", _FIRST, _WORDS, "2020-05-01"),
    _row("day in digits without blanks", _TITLE, "民國109年5月1日公布", _FIRST, _WORDS, "2020-05-01"),
    _row("day by place value", _TITLE, "中華民國一〇九年五月一日公布", _FIRST, _WORDS, "2020-05-01"),
    _row("day of the first year", _TITLE, "中華民國元年五月一日公布", _FIRST, _WORDS, "1912-05-01"),
    _row("day with an order", _TITLE, "中華民國109年5月1日松嶺縣政府府法字第1090012345號令公布全文四條", _FIRST, _WORDS, "2020-05-01"),
    _row("day before a simplified republic", _TITLE, "中华民国109年5月1日公布", _FIRST, _WORDS, "2020-05-01"),
    _row("labels alone", _TITLE, _DAY, _spaced(_FIRST), _WORDS, "2020-05-01"),
    _row("labels alone in pdf", _TITLE, _DAY, _spaced(_FIRST), _WORDS, "2020-05-01", form="pdf"),
    _row("labels alone in a page", _TITLE, _DAY, _spaced(_FIRST), _WORDS, "2020-05-01", form="html"),
    _row("labels alone in word", _TITLE, _DAY, _spaced(_FIRST), _WORDS, "2020-05-01", form="docx"),
    _row("inserted 之一", _TITLE, _DAY, _with("第二條之一 檢驗每年一次。"), _INSERTED, "2020-05-01"),
    _row("inserted 之一 alone", _TITLE, _DAY, (*_spaced(_FIRST)[:4], "第 2-1 條", "檢驗每年一次。", "第 3 條", "違反前條規定者，處罰鍰。", "第 4 條", "本條例自公布日施行。"), _INSERTED, "2020-05-01"),
    _row("inserted with digits", _TITLE, _DAY, _with("第2條之1 檢驗每年一次。"), _INSERTED, "2020-05-01"),
    _row("inserted with a hyphen", _TITLE, _DAY, _with("第2-1條 檢驗每年一次。"), _INSERTED, "2020-05-01"),
    _row("inserted without gap", _TITLE, _DAY, _with("第二條之一檢驗每年一次。"), _INSERTED, "2020-05-01"),
    _row("no gaps", _TITLE, _DAY, tuple(line.replace(" ", "") for line in _FIRST), _WORDS, "2020-05-01"),
    _row("chapters", _TITLE, _DAY, ("第一章 總則", *_FIRST[:2], "第二章 罰則", _FIRST[2], "第三章 附則", _FIRST[3]), _WORDS, "2020-05-01"),
    _row("parts and sections", _TITLE, _DAY, ("第一編 總則", "第一章 通則", "第一節 目的", *_FIRST[:2], "第二節 罰則", *_FIRST[2:]), _WORDS, "2020-05-01"),
    _row("a procedure", "松嶺縣渡船檢驗辦法", _DAY, _FIRST, _WORDS, "2020-05-01"),
    _row("detailed rules", "渡船管理條例施行細則", _DAY, _FIRST, _WORDS, "2020-05-01"),
    _row("regulations", "渡船收費標準", _DAY, _FIRST, _WORDS, "2020-05-01"),
    _row("a statute", "渡船管理法", "中華民國109年5月1日總統令公布", _FIRST, _WORDS, "2020-05-01"),
    _row("an ordinance of the region", "渡船條例", "", ("第1條 本條例可引稱為渡船條例。", "第2條 渡船須經檢驗。", "第3條 違反第2條，可處罰款。"), {"1": "引稱", "2": "檢驗", "3": "罰款"}, None),
    _row("a mainland law in traditional characters", "松嶺市渡船管理條例", "（2020年5月1日松嶺市第九屆人民代表大會常務委員會第四次會議通過）", (*_FIRST[:3], "第四條 本條例自2020年7月1日起施行。"), _WORDS | {"4": "起施行"}, "2020-05-01", "2020-07-01"),
    _row("a first day of the republic", _TITLE, _DAY, (*_FIRST[:3], "第四條 本條例自中華民國一百零九年七月一日施行。"), _WORDS | {"4": "施行"}, "2020-05-01", "2020-07-01"),
    _row("items", _TITLE, _DAY, (_FIRST[0], "第二條 渡船應經檢驗：", "一、木船。", "二、鐵船。", *_FIRST[2:]), _WORDS | {"2": "鐵船"}, "2020-05-01"),
    _row("citations at line starts", _TITLE, _DAY, (*_FIRST[:2], "第一條規定之渡船，不在此限。", *_FIRST[2:]), _WORDS, "2020-05-01"),
    _row("ranges at line starts", _TITLE, _DAY, (*_FIRST[:2], "第一條至第三條之規定，準用之。", *_FIRST[2:]), _WORDS, "2020-05-01"),
)  # fmt: skip
