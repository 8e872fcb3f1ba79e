"""Pages inside something else: in a JSON string, in the records that a site's own interface answered with, escaped once more.

    {"code": 0, "data": {"title": "…", "content": "&lt;p&gt;第一条…"}}   ─▶   a page with that title and that text

What comes out is a web page again, and is read as one: titles, dates, authors and sources of a record become what a page's head says,
several records become several articles. JSON without a page in it is not touched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape, unescape
from typing import Any

from corpus.errors import BadInput
from ingestion.formats.decoding import decode

_MAY_BE_JSON = re.compile(
    rb"[\s\xef\xbb\xbf]*(?:[\[{\"]|(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$.]{0,60}\s*(?:=\s*[\[{\"]|\(\s*[\[{\"]))"
)
_WRAPPER = re.compile(r"\s*(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$.]{0,60}\s*(?:=|\()")
_SIGNS = (b"<", b"\\u003c", b"\\u003C", b"lt;")
_BLOCK = "(?:p|div|br|table|tr|td|h[1-6]|span|section|article|html|body|li|ul|ol|pre|blockquote|dl|dd|b|strong|font|center)"
_TAG = re.compile(rf"<{_BLOCK}\b[^<>]*>", re.IGNORECASE)
_REAL_BLOCK = re.compile(r"<(?:p|h[1-6]|li|td|div|br)\b", re.IGNORECASE)
_ESCAPED = re.compile(rf"&(?:amp;)*lt;/?{_BLOCK}\b", re.IGNORECASE)
_LEAST_ESCAPED = 4
_ROUNDS = 4  # of escaping
RECORD = "data-record"
"""Marks each article of a page that was made of several records: what is a record is an article, however short."""
_DEPTH = 40  # of records in records
_RECORDS = 2000
_KEYS = {
    "ArticleTitle": ("title", "doctitle", "articletitle", "newstitle", "headline", "subject", "标题", "名称", "题名", "法律名称", "案件名称", "name"),
    "PubDate": (
        "pubdate", "publishdate", "publish_date", "publishtime", "publish_time", "pubtime", "releasetime", "docreltime", "createtime", "create_time", "date", "time", "发布时间",
        "发布日期", "公布日期", "日期",
    ),
    "Author": ("author", "writer", "docauthor", "editor", "作者"),
    "ContentSource": ("source", "docsource", "docsourcename", "contentsource", "origin", "media", "from", "来源"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's mark-up, and what its record says of it by the names that a page's head would use."""

    content: str
    facts: Mapping[str, str] = field(default_factory=dict)


def unwrapped(data: bytes) -> bytes | None:
    """The page inside a file's bytes, as UTF-8; None where the file is none of that sort.

    >>> unwrapped(b'{"content": "<p>a</p>", "title": "b"}').decode().count("<p>a</p>")
    1
    """
    json_like = bool(_MAY_BE_JSON.match(data[:200])) and any(sign in data for sign in _SIGNS)
    escaped = b"lt;" in data
    if not json_like and not escaped:
        return None
    try:
        text = decode(data, markup=True).text
    except BadInput:  # the parser of its own type will say so
        return None
    pages = _pages_in(text) if json_like else []
    if pages:
        return _as_page(pages).encode()
    if (
        len(_ESCAPED.findall(text)) >= _LEAST_ESCAPED
        and len(_REAL_BLOCK.findall(text)) <= _LEAST_ESCAPED / 2
    ):
        return _unescaped(text).encode()
    return None


def _pages_in(text: str) -> list[_Page]:
    found: list[_Page] = []
    for value in _values(text):
        for page in _pages(value, 0):
            found.append(page)
            if len(found) > _RECORDS:
                raise BadInput("too_large", f"more than {_RECORDS} pages in one file")
    return found


def _values(text: str) -> Iterator[Any]:
    """What a text holds as JSON: one value, one behind the name of a variable or a function, or one a line."""
    whole = _loaded(text)
    if whole is None and (match := _WRAPPER.match(text)):
        whole = _loaded(text[match.end() :].rstrip().removesuffix(";").rstrip().removesuffix(")"))
    if whole is not None:
        yield whole
        return
    lines = [line for line in text.splitlines() if line.strip()]
    values = [_loaded(line) for line in lines[: _RECORDS + 1]]
    if len(values) > 1 and all(value is not None for value in values):
        yield from values


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _pages(value: Any, depth: int) -> Iterator[_Page]:
    if depth > _DEPTH:
        raise BadInput("corrupt", f"records nested more than {_DEPTH} deep")
    if isinstance(value, str):
        if (inner := _inner(value)) is not None:
            yield from _pages(inner, depth + 1)
        elif markup := _markup(value):
            yield _Page(markup)
    elif isinstance(value, list):
        each = [list(_pages(one, depth + 1)) for one in value]
        yield from (
            page for pages in each for page in pages if all(each)
        )  # where some hold none, it is a list of records
    elif isinstance(value, dict):
        yield from _pages_of_record(value, depth)


def _pages_of_record(record: dict[str, Any], depth: int) -> Iterator[_Page]:
    """A record's longest text with mark-up is its page; a record without one holds records, and its facts are theirs where they have none."""
    texts = [
        markup
        for value in record.values()
        if isinstance(value, str) and _inner(value) is None and (markup := _markup(value))
    ]
    facts = _facts(record)
    if texts:
        yield _Page(max(texts, key=len), facts)
        return
    for value in record.values():
        if isinstance(value, (dict, list, str)):
            for page in _pages(value, depth + 1):
                yield _Page(page.content, {**facts, **page.facts})


def _inner(text: str) -> Any:
    """The value that a text holds as JSON, where it is more than a number."""
    if not text.lstrip().startswith(("{", "[", '"')):
        return None
    return _loaded(text)


def _facts(record: Mapping[str, Any]) -> dict[str, str]:
    said = {
        key.lower(): value
        for key, value in record.items()
        if isinstance(value, (str, int)) and not isinstance(value, bool)
    }
    facts: dict[str, str] = {}
    for name, keys in _KEYS.items():
        value = next((said[key] for key in keys if said.get(key)), None)
        shown = _moment(value) if name == "PubDate" else value
        if isinstance(shown, str) and len(shown) <= 200 and not _markup(shown):
            facts[name] = shown
    return facts


def _moment(value: Any) -> Any:
    """A moment in seconds or milliseconds as a day in China; anything else as it is."""
    if not str(value).isdigit() or len(str(value)) not in (10, 13):
        return value
    seconds = int(value) / (1000 if len(str(value)) == 13 else 1)
    return (datetime.fromtimestamp(seconds, UTC) + timedelta(hours=8)).date().isoformat()


def _markup(text: str) -> str:
    """A text's mark-up, unescaped until it is some; "" where it has none."""
    for _ in range(_ROUNDS):
        if _TAG.search(text) and "</" in text:
            return text
        if not _ESCAPED.search(text):
            return ""
        text = unescape(text)
    return ""


def _unescaped(text: str) -> str:
    for _ in range(_ROUNDS):
        if not _ESCAPED.search(text):
            break
        text = unescape(text)
    return text


def _as_page(pages: list[_Page]) -> str:
    several = len(pages) > 1
    facts = pages[0].facts
    metas = "".join(
        f'<meta name="{name}" content="{escape(value)}">'
        for name, value in facts.items()
        if not (several and name != "PubDate")
    )
    parts = [_with_title(page) for page in pages]
    body = "".join(f"<article {RECORD}>{part}</article>" for part in parts) if several else parts[0]
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{metas}</head><body>{body}</body></html>'
    )


def _with_title(page: _Page) -> str:
    title = page.facts.get("ArticleTitle", "")
    shown = "".join(title.split()) in "".join(re.sub(r"<[^<>]*>", "", page.content[:4000]).split())
    return page.content if not title or shown else f"<h1>{escape(title)}</h1>{page.content}"
