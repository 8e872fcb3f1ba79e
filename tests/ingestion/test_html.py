"""Web pages are read whole: every visible character is in the document, or was counted as taken away."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import BadInput
from ingestion.reading import read
from tests.ingestion.documents import lines, removed


def page(body, head=""):
    return read(f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode(), "a.html")


BODIES = [
    ("<h1>通知</h1><h3>一、总则</h3><p>正文。</p>", [("heading1", "通知"), ("heading3", "一、总则"), ("paragraph", "正文。")]),
    (
        "<p>第一条　甲。<br>第二条&nbsp;乙。<br/><br/>第三条 丙。</p>",
        [("paragraph", "第一条 甲。"), ("paragraph", "第二条 乙。"), ("paragraph", "第三条 丙。")],
    ),
    ("<p>第<b>一</b>条 <a href='x'>工会法</a><span>规定</span></p>", [("paragraph", "第一条 工会法规定")]),
    (
        "<div>甲<p>乙</p>丙<div>丁</div>戊</div>",
        [("paragraph", "甲"), ("paragraph", "乙"), ("paragraph", "丙"), ("paragraph", "丁"), ("paragraph", "戊")],
    ),
    ("<p>一</p><p>• 二</p><p>- 三</p>", [("paragraph", "一"), ("paragraph", "• 二"), ("paragraph", "- 三")]),
    (
        "<ul><li>甲</li><li><p>乙</p></li><li>丙<ul><li>丁</li></ul></li></ul>",
        [("list_item", "甲"), ("list_item", "乙"), ("list_item", "丙"), ("list_item", "丁")],
    ),
    ("<pre>第一条 甲\n第二条 乙</pre>", [("paragraph", "第一条 甲"), ("paragraph", "第二条 乙")]),
    ("<form><p>甲</p><label>乙</label><input value='x'></form>", [("paragraph", "甲"), ("paragraph", "乙")]),
    (
        "<details><summary>甲</summary>乙</details><figure><figcaption>丙</figcaption></figure>",
        [("paragraph", "甲"), ("paragraph", "乙"), ("paragraph", "丙")],
    ),
    ("<main><p>甲</p></main><p>乙</p>", [("paragraph", "甲"), ("paragraph", "乙")]),
    ("<p>&lt;关于工资&gt; A&amp;B</p>", [("paragraph", "<关于工资> A&B")]),
    ("<font>甲</font><x-note>乙</x-note><math><mi>丙</mi></math>", [("paragraph", "甲乙丙")]),
    ("<h2><span>第</span><b>二</b>章</h2>", [("heading2", "第二章")]),
    ("甲<?php echo 1 ?><!-- 藏 -->乙", [("paragraph", "甲乙")]),
    ("<dl><dt>甲</dt><dd>乙</dd></dl>", [("paragraph", "甲"), ("paragraph", "乙")]),
]


@pytest.mark.parametrize(("body", "expected"), BODIES)
def test_pages_become_blocks(body, expected):
    assert lines(page(body)) == expected


TABLES = [
    (
        "<table><caption>表一</caption><thead><tr><th>项目</th><th>标<b>准</b></th></tr></thead><tbody><tr><td>餐补<br>每月</td><td>300</td></tr></tbody></table>",
        [("paragraph", "表一"), ("row", "项目 | 标准"), ("row", "餐补 每月 | 300")],
    ),
    ("<table><tr><td>甲</td><td></td></tr></table>尾", [("row", "甲 | "), ("paragraph", "尾")]),
    # a table that only lays out a page
    (
        "<table><tr><td><h2>标题</h2><p>第一条 甲。</p></td><td>边</td></tr></table>",
        [("heading2", "标题"), ("paragraph", "第一条 甲。"), ("paragraph", "边")],
    ),
    ("<table><tr><td><p>第一条 甲。</p><p>第二条 乙。</p></td></tr></table>", [("paragraph", "第一条 甲。"), ("paragraph", "第二条 乙。")]),
    ("<table><tr><td><table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>", [("row", "甲 | 乙")]),
    ("<table><form><tr><td>甲</td><td>乙</td></tr></form></table>", [("row", "甲 | 乙")]),
]


@pytest.mark.parametrize(("body", "expected"), TABLES)
def test_tables_are_rows_unless_they_lay_out_a_page(body, expected):
    assert lines(page(body)) == expected


def test_boilerplate_is_dropped_and_counted():
    document = page(
        "<nav>首页</nav><header>市总工会网</header><div class='breadcrumb'>位置：通知</div><script>var a</script><style>p{}</style>"
        "<p>正文。</p><p style='display:none'>藏</p><aside>热点</aside><select><option>选</option></select><footer>版权所有</footer>",
    )
    assert lines(document) == [("paragraph", "正文。")]
    assert removed(document) == {
        "navigation": 1, "page header": 1, "breadcrumb": 1, "hidden text": 1, "sidebar": 1, "form control": 1, "page footer": 1,
    }  # fmt: skip


def test_a_header_with_the_title_and_a_long_footer_are_text():
    long = "本办法由市总工会负责解释。" * 60
    document = page(f"<header><h1>办法</h1></header><article><header>发文字号</header></article><footer>{long}</footer>")
    assert lines(document) == [("heading1", "办法"), ("paragraph", "发文字号"), ("paragraph", long)]


def test_a_page_says_its_title_date_and_author():
    document = page(
        "<h1>职工疗养办法</h1><p>正文。</p>",
        "<title>职工疗养办法 - 市总工会</title><meta name='PubDate' content='2024-03-01'><meta name='ContentSource' content='宣传部'>"
        "<meta name='Author' content='李明'>",
    )
    assert document.metadata == {
        "title": "职工疗养办法", "page_title": "职工疗养办法 - 市总工会", "date": "2024-03-01", "author": "李明",
        "publisher": "宣传部", "encoding": "utf-8",
    }  # fmt: skip


def test_a_page_in_a_declared_old_encoding_is_read():
    document = read("<html><head><meta charset='gb2312'></head><body><p>第一条 甲㐂。</p></body></html>".encode("gb18030"), "a.htm")
    assert lines(document) == [("paragraph", "第一条 甲㐂。")]


@pytest.mark.parametrize(
    ("body", "code"),
    [("<div>" * 5000 + "甲" + "</div>" * 5000, "corrupt"), ("<script>1</script>", "empty"), ("<p> </p><img src='x' alt='图'>", "empty")],
)
def test_pages_without_text_or_end_are_refused(body, code):
    with pytest.raises(BadInput) as caught:
        page(body)
    assert caught.value.code == code


TAGS = (
    "p",
    "div",
    "span",
    "b",
    "li",
    "ul",
    "table",
    "tr",
    "td",
    "h2",
    "pre",
    "br",
    "form",
    "label",
    "section",
    "font",
    "blockquote",
    "a",
    "caption",
    "hr",
)
PIECE = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.text(alphabet="第一条工会甲乙 •-·\n1aA.", min_size=1, max_size=6),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECE, min_size=1, max_size=25))
def test_no_visible_character_of_broken_mark_up_is_lost(pieces):
    words = "".join(piece for piece in pieces if not piece.startswith("<"))
    document = page("".join(pieces) + "<p>尾</p>")
    assert sorted("".join(document.text.replace(" | ", "").split())) == sorted("".join(words.split()) + "尾")


def test_no_network_is_asked_for():
    """A process without any network reads a page: a socket would raise."""
    program = (
        "import socket\n"
        "def refuse(*_, **__): raise AssertionError('network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from ingestion import read\n"
        "print(read('<html><body><p>第一条 甲。</p></body></html>'.encode(), 'a.html').text)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "第一条 甲。\n"
    assert done.stderr == ""
