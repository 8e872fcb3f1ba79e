r"""Reads texts that were taken out of JSON without its reader: `{"content":"第一条 …\n第二条 …`.

They are no JSON any more: the end was cut off, a line break stands in a string, a comma behind each
line. What is left of the fields says where titles and texts are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingestion.cleaning.characters import Removals

_FIELD = re.compile(
    r"(?:^|(?<=[\[{,\n\"']))[ \t]*([\"'])([A-Za-z_]\w{0,24}|[\u4e00-\u9fff]{2,6})\1[ \t]*:[ \t]*"
)
_BEGINS = re.compile(
    r"(?:data[ \t]*:)?[\[{\s]*([\"'])(?:[A-Za-z_]\w{0,24}|[\u4e00-\u9fff]{2,6})\1[ \t]*:"
)
_AROUND = " \t\r\n,{}[]"
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|[\"'\\/bfnrt])")
_TEXT = frozenset(("text", "content", "body", "fulltext", "正文", "内容", "全文", "条文"))
_TITLE = frozenset(("title", "name", "subject", "标题", "名称", "题名"))
_KNOWN = {
    "date": "date", "pubdate": "date", "pub_date": "date", "publish_date": "date", "published": "date", "time": "date",
    "发布日期": "date", "公布日期": "date", "日期": "date", "发布时间": "date",
    "author": "author", "作者": "author",
    "source": "publisher", "publisher": "publisher", "来源": "publisher", "发布机关": "publisher",
    "url": "url", "link": "url", "网址": "url", "链接": "url",
}  # fmt: skip
_LEAST_TEXT = 10  # characters
_LEAST_ITEMS = 2  # of a list of paragraphs
_HEAD = 400  # characters within which the first field begins


@dataclass(slots=True)
class RecordRemains:
    """What is left of a record.

    Attributes:
        line: The number of its line, from 1.
        title: Its title.
        texts: Its texts, with their line breaks.
        facts: What it says of itself, by the names of metadata.
    """

    line: int
    title: str = ""
    texts: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)


def read_json_remains(text: str, removals: Removals) -> list[RecordRemains]:
    """Read what is left of records of JSON.

    Args:
        text: A text.
        removals: Where names of fields are counted, and values that are neither title nor text.

    Returns:
        The records; an empty list where the text does not begin with a field of JSON that is a
        title or a text.
    """
    begins = _BEGINS.match(text.lstrip()[:_HEAD])
    if begins is None:
        return _read_list(text, removals)
    found = [match for match in _FIELD.finditer(text) if match[1] == begins[1]]
    if not any(match[2].lower() in _TEXT for match in found):
        return []
    records, rest = _records(text, found)
    if sum(len(words) for record in records for words in record.texts) < _LEAST_TEXT:
        return []
    removals.add("JSON around a text", len(found), found[0][0].strip())
    for name, value in rest:
        shown = f"{name}: {value}"
        removals.add("JSON field", 1, shown, len("".join(shown.split())))
    return records


def _records(
    text: str,
    found: Sequence[re.Match[str]],
) -> tuple[list[RecordRemains], list[tuple[str, str]]]:
    """The records that some fields are of, and the fields that are neither title, text nor fact."""
    ends = [*(match.start() for match in found[1:]), len(text)]
    records: list[RecordRemains] = []
    named: set[str] = set()
    line = 1
    counted = 0
    rest: list[tuple[str, str]] = []
    for match, end in zip(found, ends, strict=True):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        name = match[2].lower()
        if not records or (name in named and (name not in _TEXT or _begins_object(text, match))):
            records.append(RecordRemains(line))
            named = set()
        named.add(name)
        value = _value(text[match.end() : end])
        if not _take(records[-1], name, value):
            rest.append((match[2], value))
    return records, rest


def _take(
    record: RecordRemains,
    name: str,
    value: str,
) -> bool:
    """Take a value into a record; False where it is neither title, text nor fact."""
    if name in _TEXT:
        record.texts.append(value)
    elif name in _TITLE and not record.title and "\n" not in value:
        record.title = value
    elif name in _KNOWN:
        record.facts.setdefault(_KNOWN[name], value)
    else:
        return not value
    return True


def _begins_object(text: str, match: re.Match[str]) -> bool:
    """Whether a bracket opens right before a field."""
    return "{" in text[max(match.start() - 4, 0) : match.start()]


def _value(written: str) -> str:
    """The value of a field, from the text between it and the next one."""
    value = written.rstrip(_AROUND)
    quote = value[:1]
    if quote not in ('"', "'"):
        return value
    return _plain(value[1:].removesuffix(quote))


def _plain(value: str) -> str:
    return _ESCAPE.sub(_character, value)


def _read_list(text: str, removals: Removals) -> list[RecordRemains]:
    """Read a text that is a list of strings, as a program prints its paragraphs."""
    shown = text.strip()
    quote = shown[1:2]
    if shown[:1] != "[" or quote not in ('"', "'") or not shown.endswith(f"{quote}]"):
        return []
    items = re.split(rf"{quote}[ \t]{{0,3}},\s?{quote}", shown[2:-2])
    if len(items) < _LEAST_ITEMS or not any("。" in item for item in items):
        return []
    removals.add("JSON around a text", len(items), shown)
    return [RecordRemains(1, texts=["\n".join(_plain(item) for item in items)])]


def _character(match: re.Match[str]) -> str:
    if match[0] == "\\'":
        return "'"
    loaded = json.loads(f'"{match[0]}"')
    return str(loaded).encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
