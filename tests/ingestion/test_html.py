"""Web pages are read whole: every visible character is in the document, or was counted as taken away."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from corpus.errors import BadInput
from ingestion.reading import read
from law.structure import coverage, structure
from quality.promises import examine
from tests.ingestion.documents import lines, removed
from tests.soak import examples


def page(body, head=""):
    return read(
        f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode(),
        "a.html",
    )


BODIES = [
    (
        "<h1>通知</h1><h3>一、总则</h3><p>正文。</p>",
        [("heading1", "通知"), ("heading3", "一、总则"), ("paragraph", "正文。")],
    ),
    (
        "<p>第一条　甲。<br>第二条&nbsp;乙。<br/><br/>第三条 丙。</p>",
        [("paragraph", "第一条 甲。"), ("paragraph", "第二条 乙。"), ("paragraph", "第三条 丙。")],
    ),
    (
        "<p>第<b>一</b>条 <a href='x'>工会法</a><span>规定</span></p>",
        [("paragraph", "第一条 工会法规定")],
    ),
    (
        "<div>甲<p>乙</p>丙<div>丁</div>戊</div>",
        [
            ("paragraph", "甲"),
            ("paragraph", "乙"),
            ("paragraph", "丙"),
            ("paragraph", "丁"),
            ("paragraph", "戊"),
        ],
    ),
    (
        "<p>一</p><p>• 二</p><p>- 三</p>",
        [("paragraph", "一"), ("paragraph", "• 二"), ("paragraph", "- 三")],
    ),
    (
        "<ul><li>甲</li><li><p>乙</p></li><li>丙<ul><li>丁</li></ul></li></ul>",
        [
            ("list_item", "甲"),
            ("list_item", "乙"),
            ("list_item", "丙"),
            ("list_item", "丁"),
        ],
    ),
    ("<pre>第一条 甲\n第二条 乙</pre>", [("paragraph", "第一条 甲"), ("paragraph", "第二条 乙")]),
    (
        "<form><p>甲</p><label>乙</label><input value='x'></form>",
        [("paragraph", "甲"), ("paragraph", "乙")],
    ),
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
    (
        "<table><tr><td><p>第一条 甲。</p><p>第二条 乙。</p></td></tr></table>",
        [("paragraph", "第一条 甲。"), ("paragraph", "第二条 乙。")],
    ),
    (
        "<table><tr><td><table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>",
        [("row", "甲 | 乙")],
    ),
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
    document = page(
        f"<header><h1>办法</h1></header><article><header>发文字号</header></article><footer>{long}</footer>"
    )
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
    document = read(
        "<html><head><meta charset='gb2312'></head><body><p>第一条 甲㐂。</p></body></html>".encode(
            "gb18030"
        ),
        "a.htm",
    )
    assert lines(document) == [("paragraph", "第一条 甲㐂。")]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<div>" * 5000 + "甲" + "</div>" * 5000, "corrupt"),
        ("<script>1</script>", "empty"),
        ("<p> </p><img src='x' alt='图'>", "empty"),
    ],
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
    st.text(
        alphabet="第一条工会甲乙 •-·\n1aA.",
        min_size=1,
        max_size=6,
    ),
)


@settings(max_examples=examples(150))
@given(
    st.lists(
        PIECE,
        min_size=1,
        max_size=25,
    )
)
def test_no_visible_character_of_broken_mark_up_is_lost(pieces):
    words = "".join(piece for piece in pieces if not piece.startswith("<"))
    document = page("".join(pieces) + "<p>尾</p>")
    assert sorted("".join(document.text.replace(" | ", "").split())) == sorted(
        "".join(words.split()) + "尾"
    )


def test_no_network_is_asked_for():
    """A process without any network reads a page: a socket would raise."""
    program = (
        "import socket\n"
        "def refuse(*_, **__): raise AssertionError('network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from ingestion import read\n"
        "print(read('<html><body><p>第一条 甲。</p></body></html>'.encode(), 'a.html').text)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "第一条 甲。\n"
    assert done.stderr == ""


ARTICLE = "".join(
    f"<p>第{number}条　港口装卸企业应当自用工之日起三十日内与装卸工订立书面协议。</p>"
    for number in "一二三四五"
)
TEXT = [
    f"第{number}条 港口装卸企业应当自用工之日起三十日内与装卸工订立书面协议。"
    for number in "一二三四五"
]
LINKS = "".join(
    f"<li><a href='/{n}.html'>云岭港吞吐量再创新高</a> <span>2024-03-0{n}</span></li>"
    for n in range(1, 6)
)

DIRT = [
    (f"<div class='leftMenuBox'>{LINKS}</div>{{}}", "navigation"),
    ("<div id='main-nav'>首页 新闻</div>{}", "navigation"),
    (f"{{}}<div class='anything'><h4>也许有用</h4><ul>{LINKS}</ul></div>", "list of links"),
    (f"<table><tr>{LINKS.replace('li>', 'td>')}</tr></table>{{}}", "list of links"),
    ("{}<div class='ad-box'>净水器以旧换新，最高补贴五百元。</div>", "advertisement"),
    (
        "{}<div class='comment-list'><p>说得太好了，支持！</p><p>转发给老板看看。</p></div>",
        "comments",
    ),
    (
        "{}<div style='position:absolute;left:-9999px'><a href='http://x.example'>甲</a></div>",
        "hidden text: off the page",
    ),
    (
        "<style>.zz{display:none}</style>{}<div class='zz'><a href='http://x.example'>百家乐</a></div>",
        "hidden text",
    ),
    (
        "{}<p><a href='http://x.example'>百家乐</a> <a href='http://y.example'>澳门新葡京娱乐城</a></p>",
        "spam",
    ),
    ("{}<form action='/s'>检索<input type='text'><input type='submit'></form>", "form control"),
    ("{}<p>分享到：微信 新浪微博</p>", "share bar"),
    ("<marquee>热烈庆祝</marquee>{}", "ticker"),
    (
        "{}<div><a href='/n'>轻松一刻</a><p>另一篇文章的开头说了这样一句话，后面还有。</p></div>",
        "beside the text",
    ),
]


@pytest.mark.parametrize(("body", "what"), DIRT)
def test_dirt_goes_and_the_text_stays(body, what):
    document = page(
        body.replace("{}", f"<div class='c'><h1>港口用工条例</h1>{ARTICLE * 2}</div>"),
        "<title>港口用工条例_云岭</title>",
    )
    assert [text for _, text in lines(document)] == ["港口用工条例", *TEXT, *TEXT]
    (found,) = [one for one in document.removed if one.what == what]
    assert found.characters
    assert found.example


KEPT = [
    # links that are text
    "<p>依据：<a href='/l/1'>《工会法》</a>、<a href='/l/2'>《劳动法》第三条</a></p>",
    "<p>附件：<a href='/f/1.doc'>登记表</a> <a href='/f/2.xls'>汇总表</a></p>",
    "<ul><li><a href='#a'>甲的职责</a></li><li><a href='#b'>乙的职责</a></li></ul>",
    "<h3><a href='/self'>用工的一般规定</a></h3>",
    # what names call boilerplate and is text
    f"<div class='footer'>{ARTICLE}</div>",
    f"<div class='ad'>{ARTICLE}</div>",
    # a signature leads nowhere
    "<div class='right'><p>云岭市人民政府</p><p>2024年3月1日</p></div>",
    # shown by a script
    f"<p>条例<a href='#text'>全文</a>如下：</p><div style='display:none' id='text'>{ARTICLE * 9}</div>",
    # an element in the middle
    f"<div style='position:absolute;left:50%;margin-left:-480px'>{ARTICLE}</div>",
]


@pytest.mark.parametrize("body", KEPT)
def test_what_looks_like_dirt_and_is_text_stays(body):
    document = page(f"<h1>港口用工条例</h1><div>{ARTICLE}</div>{body}")
    words = etree.HTML(body).xpath("string()")
    assert "".join(words.split()) in "".join(document.text.split())


LINKED_DATA = """<script type='application/ld+json'>{"@graph": [{"@type": "NewsArticle", "headline": "用工条例", "datePublished":
"2024-03-01T08:00:00+08:00", "author": [{"name": "李明"}, {"name": "王海"}], "publisher": {"name": "云岭日报"}}]}</script>"""
HEADS = [
    (
        "<meta name='ArticleTitle' content='用工条例'><meta name='PubDate' content='2024-03-01 10:00'><meta name='ContentSource' content='云岭日报'>",
        "<div>用工条例</div>",
        ("用工条例", "2024-03-01", None, "云岭日报"),
    ),
    (
        LINKED_DATA,
        "<h2>用工条例</h2>",
        ("用工条例", "2024-03-01", "李明、王海", "云岭日报"),
    ),
    (
        "<script type='application/ld+json'>{broken</script>",
        "<h1>用工条例</h1>",
        ("用工条例", None, None, None),
    ),
    (
        "<title>用工条例-云岭</title>",
        "<h1>云岭</h1><div><b>用工条例</b></div>",
        ("用工条例", None, None, None),
    ),
    (
        "<title>云岭</title>",
        "<h1>用工条例</h1><p>来源：云岭日报　发布时间：2024年3月1日　作者：李明</p>",
        ("用工条例", "2024-03-01", "李明", "云岭日报"),
    ),
    (
        "<title>云岭</title>",
        "<h1><a href='/'>云岭</a></h1><h2>用工条例</h2><time datetime='2024-03-01'>昨天</time>",
        (None, "2024-03-01", None, None),
    ),
]


@pytest.mark.parametrize(("head", "body", "facts"), HEADS)
def test_a_page_says_who_wrote_it_when(
    head,
    body,
    facts,
):
    found = page(f"{body}<div>{ARTICLE}</div>", head).metadata
    wanted = dict(
        zip(
            ("title", "date", "author", "publisher"),
            facts,
            strict=True,
        )
    )
    assert {name: found.get(name) for name, value in wanted.items() if value} == {
        name: value for name, value in wanted.items() if value
    }


HIJACKED = [
    "<title>澳门新葡京官网_注册送彩金</title>",
    "<title>Premium Replica Watches Best Online Shop</title>",
]


@pytest.mark.parametrize("head", HIJACKED)
@pytest.mark.parametrize(
    "title",
    ["<h1>港口用工条例</h1>", "<div class='art-title'>港口用工条例</div>", "<h2>港口用工条例</h2>"],
)
def test_a_hijacked_title_is_reported_and_the_real_one_taken(head, title):
    document = page(f"{title}<p>来源：云岭日报 发布时间：2024-03-01</p><div>{ARTICLE}</div>", head)
    assert document.metadata["title"] == "港口用工条例"
    assert document.metadata["hijacked_title"] in head
    assert lines(document)[0][1] == "港口用工条例"
    assert "hijacked_title" in {one.code for one in structure(document, "page").findings}


def test_a_heading_that_sells_goes():
    document = page(f"<h1>澳门新葡京娱乐城官网</h1><h2>港口用工条例</h2><div>{ARTICLE}</div>")
    assert [text for _, text in lines(document)] == ["港口用工条例", *TEXT]
    assert removed(document) == {"hijacked title": 1}


SEVERAL = [
    f"<article><h2>甲条例</h2>{ARTICLE}</article><article><h2>乙条例</h2>{ARTICLE}</article>",
    f"<h1>港口用工甲条例</h1>{ARTICLE}<h1>港口用工乙条例</h1>{ARTICLE}",
]


@pytest.mark.parametrize("body", SEVERAL)
def test_articles_of_one_page_keep_apart(body):
    document = page(body, "<title>云岭法规</title>")
    found = structure(document, "page")
    articles = (found, *found.rules)
    assert [[unit.path for unit in article.units] for article in articles] == [
        [f"第{number}条" for number in "一二三四五"]
    ] * 2
    assert [article.title[-3:] for article in articles] == ["甲条例", "乙条例"]
    assert [coverage(document.text, article) for article in articles] == [(1.0, 1.0)] * 2
    assert [one.code for one in found.findings if one.code.startswith("several")] == [
        "several_rules"
    ]
    assert not [
        one
        for one in examine(
            "a.html",
            document.text,
            found,
        )
        if one.code.startswith("article")
    ]


def test_chapters_and_parts_of_a_case_are_no_articles():
    for headings in (("第一章 总则", "第二章 附则"), ("基本案情", "裁判结果"), ("背景", "结论")):
        document = page("".join(f"<h1>{heading}</h1>{ARTICLE}" for heading in headings))
        assert "articles" not in document.metadata


def test_an_article_beside_a_number_is_a_layout_and_no_value():
    document = page(f"<h1>港口用工条例</h1><table><tr><td>1</td><td>{ARTICLE}</td></tr></table>")
    assert [text for _, text in lines(document)][-5:] == TEXT


def test_source_lines_are_joined_where_nobody_meant_a_blank():
    assert lines(
        page(
            "<p>用人单位应当依\n      法支付工资。\n   第二条 略。</p><p>第一条\n  甲。</p><p>ab\ncd</p>"
        )
    ) == [
        ("paragraph", "用人单位应当依法支付工资。 第二条 略。"),
        ("paragraph", "第一条 甲。"),
        ("paragraph", "ab cd"),
    ]


def test_ruby_is_a_reading():
    document = page("<p><ruby>垃<rp>(</rp><rt>lā</rt><rp>)</rp>圾<rt>jī</rt></ruby>分类</p>")
    assert lines(document) == [("paragraph", "垃圾分类")]
    assert removed(document) == {"reading in brackets": 2}
