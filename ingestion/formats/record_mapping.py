"""Which field of a record is what: for JSON, JSON Lines, tables and XML whose fields are called otherwise than most."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordMapping:
    """The names of a record's fields, in the order in which they are believed; upper and lower case are the same.

    `records` is where a JSON file has its records, keys joined by dots; "" looks for the longest list of objects. `text` is what is read
    line by line, `title` heads the record. A field that is none of these is shown as `name：value`; `leave_out` are those that are not.
    A field inside another is named with a dot: `court.name`.
    """

    records: str = ""
    text: tuple[str, ...] = ("text", "content", "body", "fulltext", "正文", "内容", "全文", "条文")
    title: tuple[str, ...] = (
        "title",
        "name",
        "subject",
        "标题",
        "名称",
        "题名",
        "法律名称",
        "案件名称",
    )
    date: tuple[str, ...] = (
        "date",
        "pubdate",
        "pub_date",
        "publish_date",
        "published",
        "发布日期",
        "公布日期",
        "日期",
        "发布时间",
    )
    author: tuple[str, ...] = ("author", "publisher", "作者", "发布机关", "制定机关", "来源")
    url: tuple[str, ...] = ("url", "link", "source_url", "网址", "链接")
    leave_out: tuple[str, ...] = ()


DEFAULT_MAPPING = RecordMapping()
