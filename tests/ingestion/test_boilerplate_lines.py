"""Lines that a website sets around a text go; lines of a text stay, whatever they speak of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.cleaning.boilerplate_lines import RULES, boilerplate_kind, find_boilerplate
from ingestion.cleaning.bylines import byline, is_byline
from ingestion.cleaning.spam import is_spam, sells
from tests.law.structure.laws import LAWS

BOILERPLATE_LINES = [
    ("上一篇：关于做好高温津贴发放工作的通知", "pager"),
    ("下一条: 没有了", "pager"),
    ("共 12 条 1 2 3 下一页", "pager"),
    ("您现在的位置：首页 > 政策法规 > 正文", "breadcrumb"),
    ("当前位置: 网站首页 » 通知公告", "breadcrumb"),
    ("首页 > 信息公开 > 规章", "breadcrumb"),
    ("分享到：微信 新浪微博 QQ空间", "share bar"),
    ("扫一扫在手机打开当前页", "share bar"),
    ("长按识别二维码关注我们", "share bar"),
    ("【打印】【关闭】", "page tools"),
    ("【字体：大 中 小】", "page tools"),
    ("浏览次数：1024", "page tools"),
    ("0 条评论", "page tools"),
    ("登录 | 注册", "page tools"),
    ("首页 | 本院概况 | 审判执行 | 队伍建设", "navigation"),
    ("Copyright © 2010-2024 云岭市总工会 All Rights Reserved", "copyright"),
    ("版权所有：云岭市总工会", "copyright"),
    ("云ICP备20001234号-1 云公网安备53010202001234号", "registration number"),
    ("网站标识码：5301000012", "registration number"),
    ("主办单位：云岭市总工会 技术支持：云岭信息中心", "site line"),
    ("声明：本网转载内容的版权归原作者所有，如有侵权请联系删除。", "disclaimer"),
    ("本文转载自云岭日报，文章仅代表作者观点。如有侵权，请联系删除。", "disclaimer"),
    ("相关阅读", "related pages"),
    ("来源：云岭日报　发布时间：2024-03-01　作者：李明", "byline"),
    ("2024-03-01 10:22 来源：云岭日报", "byline"),
    ("責任編輯：陳國棟", "byline"),
    ("澳门新葡京娱乐城官网 注册送彩金", "spam"),
    ("掃一掃在手機打開當前頁", "share bar"),
    ("原文链接：http://a.example/1.html", "page address"),
    ("抓取时间：2021-04-03 10:00:00", "page tools"),
    ("云岭工会网 logo", "site line"),
    ("更多内容请访问 www.yunling.example", "advertisement"),
    ("加微信yl8888领取红包", "advertisement"),
]
TEXTS = [
    "第三条 打印遗嘱应当有两个以上见证人在场见证。",
    "（三）关闭广告须经两次以上点击；",
    "收藏、分享、转发前款信息的，应当注明来源。",
    "对于版权所有，一方转让或者准许另一方使用的出版发行权，应当支付报酬。",
    "第四十三条 工会经费的来源：",
    "资金来源：",
    "时间：2024年3月1日",
    "联系人：李明 电话：0871-00000000",
    "主办单位：云岭市总工会",
    "举报",
    "评论",
    "附件：1．用工情况登记表",
    "云岭市人民政府",
    "2024年3月1日",
    "一、总体要求",
    "共　页　第　页",
    "关于依法惩治利用微信传播淫秽色情信息的通知",
    "被告人在百家乐网站担任代理，以注册送彩金招揽赌客，从中抽成。",
    "编辑出版单位应当自收到通知之日起十日内答复。",
    "作者的署名权、修改权、保护作品完整权的保护期不受限制。",
    "办理网址：http://rs.yunling.example/apply",
    "下载地址见附件",
    "添加食品添加剂的，应当登记",
]


@pytest.mark.parametrize(("line", "what"), BOILERPLATE_LINES)
def test_a_boilerplate_line_is_named(line, what):
    assert boilerplate_kind(line) == what


@pytest.mark.parametrize("line", TEXTS)
def test_a_line_of_text_is_no_boilerplate_line(line):
    assert boilerplate_kind(line) is None


def test_no_law_loses_a_line():
    for law in LAWS:
        lines = law.text.split("\n")
        assert find_boilerplate(lines) == {}, law.name


@given(
    st.text(
        alphabet="第一条（二）打印分享版权所有来源：声明，转载登录首页|。",
        min_size=1,
        max_size=40,
    )
)
def test_what_opens_a_provision_is_never_a_boilerplate_line(words):
    assert boilerplate_kind(f"第三条 {words}") is None
    assert boilerplate_kind(f"（一）{words}") is None


def test_every_rule_has_an_example():
    named = {what for _, what in BOILERPLATE_LINES}
    assert {rule.what for rule in RULES} <= named


def test_single_words_of_a_menu_go_in_company_only():
    assert find_boilerplate(
        [
            "新闻中心",
            "政务公开",
            "互动交流",
            "通知公告",
            "第一条 甲。",
        ]
    ) == dict.fromkeys(range(4), "navigation")
    assert find_boilerplate(["第一条 甲。", "评论", "第二条 乙。"]) == {}


def test_what_stands_below_a_list_of_other_pages_goes_with_it():
    lines = [
        "第一条 甲。",
        "相关阅读",
        "云岭港吞吐量再创新高",
        "地铁四号线通车",
        "这一句是正文。",
        "云岭市总工会",
    ]
    assert find_boilerplate(lines) == dict.fromkeys((1, 2, 3), "related pages")


def test_a_foot_takes_its_addresses_along_and_a_contact_in_the_text_stays():
    lines = [
        "联系地址：人民路1号",
        "请按时报送。",
        "【打印】",
        "地址：人民路1号",
        "邮编：650000",
    ]
    assert set(find_boilerplate(lines)) == {2, 3, 4}


def test_a_protected_line_stays():
    assert find_boilerplate(["相关阅读", "甲。"], protected=[0]) == {}


BYLINES = [
    (
        "来源：云岭日报 发布时间：2024年3月1日 10:22 作者：李明 浏览次数：12",
        {"publisher": "云岭日报", "date": "2024-03-01", "author": "李明"},
    ),
    ("发布日期：2024/3/1  信息来源：市总工会", {"publisher": "市总工会", "date": "2024-03-01"}),
    ("云岭日报 2024-03-01 10:22", {"publisher": "云岭日报", "date": "2024-03-01"}),
    ("發佈日期：2024-03-01 來源：雲嶺日報", {"publisher": "雲嶺日報", "date": "2024-03-01"}),
]


@pytest.mark.parametrize(("line", "facts"), BYLINES)
def test_a_byline_says_who_wrote_when(line, facts):
    assert is_byline(line)
    assert dict(byline(line)) == facts


SPAM = [
    ("bet365备用网址", True),
    ("百家乐", True),
    ("代开发票联系电话13900000000", True),
    ("关于办理赌博刑事案件适用法律若干问题的解释", False),
    ("防范网络赌博平台诱导", False),
    ("双色球彩票公益金管理办法", False),
    ("福利彩票发行管理", False),
]


@pytest.mark.parametrize(("line", "expected"), SPAM)
def test_spam_sells_and_law_forbids(line, expected):
    assert (is_spam(line) or sells(line)) is expected
