"""Which field of a record is what, for JSON, tables and XML with unusual field names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordMapping:
    """The names of a record's fields, the strongest first; upper and lower case are the same.

    A field inside another is named with a dot: `court.name`. A field that is not named here is
    shown as `name：value`.

    Attributes:
        records: Where a JSON file has its records, keys joined by dots; "" means the longest list
            of objects.
        text: Fields that are read line by line.
        title: Fields that are the heading of the record.
        date: Fields with its date.
        author: Fields with its author or issuer.
        url: Fields with its address on the web.
        leave_out: Fields that are not shown.
    """

    records: str = ""
    text: tuple[str, ...] = (
        "text",
        "content",
        "body",
        "fulltext",
        "正文",
        "内容",
        "全文",
        "条文",
    )
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
    author: tuple[str, ...] = (
        "author",
        "publisher",
        "作者",
        "发布机关",
        "制定机关",
        "来源",
    )
    url: tuple[str, ...] = ("url", "link", "source_url", "网址", "链接")
    leave_out: tuple[str, ...] = ()


DEFAULT_MAPPING = RecordMapping()
