"""Pages inside JSON, or escaped, are read as pages; JSON that holds none is not touched."""

import json
from html import escape

import pytest

from corpus.errors import BadInput
from ingestion.formats.embedded_pages import unwrapped
from ingestion.reading import read
from law.structure import structure
from tests.ingestion.documents import lines

HTML = "<p>第一条　甲应当依法支付工资。</p><p>第二条　乙不得拖欠工资。</p>"
TEXT = [("paragraph", "第一条 甲应当依法支付工资。"), ("paragraph", "第二条 乙不得拖欠工资。")]
RECORD = {
    "id": 7,
    "docTitle": "工资条例",
    "pubDate": "2024-03-01 08:00:00",
    "source": "云岭日报",
    "author": "李明",
    "content": HTML,
}
WRAPPED = [
    (json.dumps(HTML), "a.html"),
    (json.dumps(HTML), "a.txt"),
    (json.dumps(json.dumps(HTML)), "a.json"),
    (json.dumps({"content": escape(HTML)}), "a.json"),
    (json.dumps({"content": escape(escape(HTML))}), "a.json"),
    (json.dumps({"data": {"list": [{"body": HTML, "n": 1}]}}, ensure_ascii=False), "a.json"),
    (json.dumps({"data": json.dumps({"body": HTML})}), "a.json"),
    (f"callback({json.dumps({'body': HTML})});", "a.txt"),
    (f"var page = {json.dumps({'body': HTML})};", "a.html"),
    (escape(HTML), "a.html"),
    (f"<html><body>{escape(HTML)}</body></html>", "a.html"),
    (HTML, "a.txt"),
]


@pytest.mark.parametrize(("text", "name"), WRAPPED)
def test_the_page_inside_is_read(text, name):
    assert lines(read(text.encode(), name)) == TEXT


def test_a_record_says_what_a_head_would():
    document = read(json.dumps({"data": RECORD}).encode("gb18030"), "a.json")
    assert lines(document) == [("heading1", "工资条例"), *TEXT]
    said = {
        name: document.metadata[name] for name in ("title", "date", "author", "publisher", "note")
    }
    assert said == {
        "title": "工资条例", "date": "2024-03-01", "author": "李明", "publisher": "云岭日报", "note": "a page inside JSON, or escaped",
    }  # fmt: skip


def test_a_moment_is_a_day_in_china():
    document = read(
        json.dumps({"title": "工资条例", "createTime": 1709226000000, "content": HTML}).encode(),
        "a.json",
    )
    assert document.metadata["date"] == "2024-03-01"


@pytest.mark.parametrize("records", [[RECORD, {**RECORD, "docTitle": "休假条例"}], None])
def test_several_records_are_several_articles(records):
    text = (
        json.dumps(records)
        if records
        else "\n".join(json.dumps({**RECORD, "docTitle": one}) for one in ("工资条例", "休假条例"))
    )
    document = read(text.encode(), "a.json")
    assert [text for kind, text in lines(document) if kind == "heading1"] == [
        "工资条例",
        "休假条例",
    ]
    assert document.metadata["articles"] == "2"


UNTOUCHED = [
    ('{"a": 1, "b": "<5 and >3"}', "a.json"),
    ('["甲", "乙"]', "a.json"),
    ("[甲]: 见<条例>第一条", "a.txt"),
    ("{{ 模板 }} <p>甲</p>", "a.txt"),
    ("本办法所称 &lt;p&gt; 是标记。", "a.txt"),
    ("(" * 100_000 + "<p></p>", "a.txt"),
    ('{"a":' * 5000 + '"<p>x</p>"', "a.json"),
]


@pytest.mark.parametrize(("text", "name"), UNTOUCHED)
def test_what_holds_no_page_is_not_touched(text, name):
    assert unwrapped(text.encode()) is None


def test_records_in_records_have_an_end():
    nested: object = {"content": HTML}
    for _ in range(60):
        nested = [nested]
    with pytest.raises(BadInput) as caught:
        unwrapped(json.dumps(nested).encode())
    assert caught.value.code == "corrupt"


def test_too_many_pages_are_refused():
    with pytest.raises(BadInput) as caught:
        unwrapped(json.dumps(["<p>甲</p>"] * 2001).encode())
    assert caught.value.code == "too_large"


@pytest.mark.parametrize("title", ["title", "标题", "法律名称", "名称"])
def test_laws_as_pages_in_one_file_are_works_of_their_own(title):
    """Whatever the field of their names is called: it heads each, and 第一条 of one is not that of another."""
    clauses = "".join(
        f"<p>第{n}条 用人单位应当按月支付工资，逾期的按本条处理。</p>" for n in "一二三四"
    )
    laws = [{title: f"云岭市{name}条例", "正文": clauses} for name in ("夜班", "轮班")]
    found = structure(read(json.dumps(laws, ensure_ascii=False).encode(), "法.json"), "法")
    assert [law.title for law in (found, *found.rules)] == ["云岭市夜班条例", "云岭市轮班条例"]
    assert [[unit.path for unit in law.units] for law in (found, *found.rules)] == [
        [f"第{n}条" for n in "一二三四"]
    ] * 2
