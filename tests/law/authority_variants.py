"""The same inputs in other forms, and acts in a disguise that takes their effect away."""

from __future__ import annotations

import html
import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from zlib import crc32

from tests.ingestion.documents import word_file
from tests.law.authority_cases import Input

_BODIES = (
    "全国人民代表大会常务委员会",
    "全国人民代表大会",
    "青屏省人民代表大会常务委员会",
    "青屏省人民代表大会",
    "云岭市人民代表大会常务委员会",
    "青屏省人民政府",
    "云岭市人民政府",
    "国务院",
    "中华人民共和国交通运输部",
    "交通运输部",
    "人力资源社会保障部",
    "最高人民法院",
    "最高人民检察院",
    "中华全国总工会",
    "中共青屏省委",
)
_TERM = r"第[一二三四五六七八九十]+届"
_OF_A_TERM = rf"(?:{_TERM}全国|(?:青屏省|云岭市){_TERM})人民代表大会(?:常务委员会)?"
_ANY_BODY = re.compile("|".join([_OF_A_TERM, *_BODIES]))
_TEXTS = (".md", ".txt")

Variant = Callable[[Input], Input]


def _changed(given: Input, change: Callable[[str, str], tuple[str, bytes]]) -> Input:
    """An input whose text files are changed; files of other types stay as they are."""
    files = {}
    for path, content in given.files.items():
        if not path.endswith(_TEXTS):
            files[path] = content
            continue
        changed_path, changed = change(path, content.decode())
        files[changed_path] = changed
    return replace(given, files=files)


def _lines(text: str) -> Iterator[str]:
    return (line.lstrip("# ").strip() for line in text.splitlines() if line.strip())


def plain(given: Input) -> Input:
    """Plain text, without the marks of Markdown."""

    def change(path: str, text: str) -> tuple[str, bytes]:
        body = "\n".join(_lines(text))
        return str(PurePath(path).with_suffix(".txt")), body.encode()

    return _changed(given, change)


def indented(given: Input) -> Input:
    """Plain text with indented paragraphs, a byte order mark and the line ends of Windows."""

    def change(path: str, text: str) -> tuple[str, bytes]:
        first, *others = _lines(text)
        body = "\r\n".join(
            [f"\u3000\u3000\u3000{first}", *(f"\u3000\u3000{one}" for one in others)]
        )
        return str(PurePath(path).with_suffix(".txt")), body.encode("utf-8-sig")

    return _changed(given, change)


def gb18030(given: Input) -> Input:
    """Plain text in the encoding of older files."""

    def change(path: str, text: str) -> tuple[str, bytes]:
        body = "\r\n".join(_lines(text))
        return str(PurePath(path).with_suffix(".txt")), body.encode("gb18030")

    return _changed(given, change)


def page(given: Input) -> Input:
    """A page of a site, with a path to it and links around the text."""

    def change(path: str, text: str) -> tuple[str, bytes]:
        first, *others = _lines(text)
        if first.endswith("废止"):  # a site has the whole title in its heading
            first += others.pop(0)
        body = "\n".join(f"<p>{html.escape(line)}</p>" for line in others)
        whole = (
            f'<html><head><meta charset="utf-8"><title>{html.escape(first)}</title></head><body>'
            f'<nav><a href="/">首页</a> &gt; <a href="/gk">政府信息公开</a></nav>'
            f"<h1>{html.escape(first)}</h1>\n{body}\n<footer>网站地图　联系我们</footer></body></html>"
        )
        return str(PurePath(path).with_suffix(".html")), whole.encode()

    return _changed(given, change)


def word(given: Input) -> Input:
    """A Word file, a paragraph a line."""

    def change(path: str, text: str) -> tuple[str, bytes]:
        return str(PurePath(path).with_suffix(".docx")), word_file(*_lines(text))

    return _changed(given, change)


_FILLER = (
    "各级人民政府应当加强宣传和检查，并听取职工代表的意见。",
    "有关单位应当如实记录，记录保存三年；记录不全的，由主管部门责令改正。",
    "根据需要，可以委托第三方评估，评估报告向社会公布。",
    "前款规定的期限自收到申请之日起计算，需要补正材料的，补正的时间不计算在内。",
)


def long(given: Input) -> Input:
    """The same sentences deep in a long document: 160 paragraphs stand in its second article."""

    def change(path: str, text: str) -> tuple[str, bytes]:
        lines = text.splitlines()
        place = next((at for at, line in enumerate(lines) if line.startswith("第二条")), None)
        if place is not None:
            between = [part for number in range(160) for part in ("", _FILLER[number % 4])]
            lines[place + 1 : place + 1] = between
        return path, ("\n".join(lines) + "\n").encode()

    return _changed(given, change)


FORMS: dict[str, Variant] = {
    "long": long,
    "plain": plain,
    "indented": indented,
    "gb18030": gb18030,
    "page": page,
    "word": word,
}
"""Forms in which an input has the same effect."""


def as_draft(given: Input) -> Input:
    """Marked as a draft on a line below its first one."""

    def change(path: str, text: str) -> tuple[str, bytes]:
        first, rest = text.split("\n", 1)
        return path, f"{first}\n\n（征求意见稿）\n{rest}".encode()

    return _only_texts(_changed(given, change))


def as_mail(given: Input) -> Input:
    """The body of a mail."""

    def change(path: str, text: str) -> tuple[str, bytes]:
        head = (
            "From: someone@example.invalid\r\nTo: others@example.invalid\r\nSubject: file\r\n"
            "Date: Mon, 02 Nov 2026 09:00:00 +0800\r\nMIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        )
        body = b64encode(text.encode()).decode()
        return str(PurePath(path).with_suffix(".eml")), f"{head}{body}\r\n".encode()

    return _only_texts(_changed(given, change), ".eml")


def as_question(given: Input) -> Input:
    """Quoted in a question to a forum."""

    def change(path: str, text: str) -> tuple[str, bytes]:
        quoted = "\n".join(f"> {line}" if line else ">" for line in text.splitlines())
        asked = f"# 这份文件是真的吗？\n\n群里有人发了下面这段，请问可信吗？\n\n{quoted}\n\n谢谢各位。\n"
        return f"求问{crc32(path.encode())}.md", asked.encode()

    return _only_texts(_changed(given, change))


def as_example(given: Input) -> Input:
    """An example in a textbook."""

    def change(path: str, text: str) -> tuple[str, bytes]:
        stated = (
            "# 公文写作教程\n\n## 第四章 决定的写法\n\n本章讲解决定的结构。请看例文（文中机关和日期系虚构）。"
            f"\n\n例文一\n\n{text.lstrip('# ')}\n\n【评析】例文标题完整，事由清楚。\n\n练习：仿写一篇。\n"
        )
        return path, stated.encode()

    return _only_texts(_changed(given, change))


def by_village(given: Input) -> Input:
    """The same words, made by a village committee."""

    def change(path: str, text: str) -> tuple[str, bytes]:
        return (
            _ANY_BODY.sub("柳树村村民委员会", path),
            _ANY_BODY.sub("柳树村村民委员会", text).encode(),
        )

    return _only_texts(_changed(given, change))


def _only_texts(given: Input, *endings: str) -> Input:
    """Without the files that were not disguised."""
    kept = endings or _TEXTS
    files = {path: content for path, content in given.files.items() if path.endswith(kept)}
    return replace(given, files=files)


DISGUISES: dict[str, Variant] = {
    "draft": as_draft,
    "mail": as_mail,
    "question": as_question,
    "example": as_example,
    "village": by_village,
}
"""Disguises in which no input has an effect on another text."""


def disjoint(inputs: Sequence[Input]) -> list[list[Input]]:
    """Put inputs into groups in which no two concern the same text.

    Args:
        inputs: The inputs.

    Returns:
        The groups, as few as a greedy search finds.
    """
    groups: list[tuple[set[str], list[Input]]] = []
    for given in inputs:
        concerned = {(stated.of or stated.new)[:6] for stated in given.expected}
        concerned |= {name[:6] for name in given.joins}
        fitting = next((group for group in groups if not group[0] & concerned), None)
        if fitting is None:
            groups.append((concerned, [given]))
            continue
        fitting[0].update(concerned)
        fitting[1].append(given)
    return [group for _, group in groups]
