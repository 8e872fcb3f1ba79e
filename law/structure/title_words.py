"""What a title looks like, and what only looks like one: banners, labels, site names."""

from __future__ import annotations

import re

from corpus.notation.dates import DATE
from corpus.notation.simplified import simplify

NAME_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[-.年_]?(\d{2})[-.月_]?(\d{2})日?(?!\d)"
    r"|(?<!\d)((?:19|20)\d{2})[-.年](\d{1,2})[-.月](\d{1,2})日?(?!\d)"
)
"""A date in the name of a file."""

_BRACKETS = r"(?:[（(〔\[][^（）()〔〕\[\]]{1,24}[）)〕\]])*"
NORM_WORDS = (
    r"(?:(?<!办)(?<!方)(?<!做)(?<!说)(?<!想)法|法典|宪法|条例|规定|办法|细则|规则|规程|章程|准则|制度|守则"
    r"|标准|规范|决定|决议|解释|修正案|基本法)"
)
_PAPER_WORDS = (
    r"(?:通知|意见|方案|纲要|规划|通告|公告|要点|计划|指引|函|通报|措施|命令|批复|答复|解答|目录|名单|报告|说明"
    r"|公报|纪要|倡议书?|合同|协议书?|公约|协定|判决书|裁定书|调解书|裁决书|决定书|安排|指南|工作规范)"
)
_NORM_END = re.compile(rf"{NORM_WORDS}{_BRACKETS}$")
_COMPLETE = re.compile(rf"(?:{NORM_WORDS}|{_PAPER_WORDS}){_BRACKETS}$")
_TAIL = re.compile(
    r"^(?:的|和|与|及|暨|之|等|、|《|〈"
    r"|(?:实施|施行)(?:细则|办法|条例|规定|意见)|(?:若干|补充|暂行|试行|有关|具体)(?:规定|办法|意见|条例|问题)"
    rf"|{NORM_WORDS}{_BRACKETS}$)"
)
BRACKETED_TAIL = re.compile(
    r"^[（(〔\[](?:试行|暂行|草案|征求意见稿|公开征求意见稿|送审稿|讨论稿|修订草案|修正草案|第[一二三]次审议稿"
    r"|[一二三四五六七八九十]{1,3}|\d{4}年?(?:修订|修正|修改|版|本)|修订|修正|修订版|草案[^（）()]{0,12})[）)〕\]]$"
)
"""A line that ends the title above it: （试行）, （征求意见稿）, （一）."""

_ORGAN = r"(?:局|厅|部|委|委员会|院|府|会|署|办|办公室|室|司|处|中心|公司|工会|联合会|大学|学院|县|市|省|区|州|旗|集团|社|行)"
_BANNER = re.compile(
    rf"^(?!.*(?:关于|《)).{{1,60}}{_ORGAN}(?:文件|公报|政报|简报|专报|内部?资料)(?:\d{{4}}.{{0,12}})?$"
)
_ISSUE = re.compile(
    r"^[（(\[〔]?(?:\d{4}年?)?第?\d{1,4}期(?:[（(]?总第?\d+[期号][）)]?)?[）)\]〕]?$"
)
_PAGE_NUMBER = re.compile(
    r"^[—–－\-·.]+第?\d{1,4}页?[—–－\-·.]+$|^第\d{1,4}页(?:[，,/／]?共\d{1,4}页)?$"
)
_ANNEX_LABEL = re.compile(r"^附(?:件|录)?[\d一二三四五六七八九十]{0,3}[:：]?$")
_NEWSPAPER = re.compile(
    r"^[\u4e00-\u9fff]{2,8}(?:日报|晚报|晨报|早报|时报|都市报|周报|商报|青年报|法制报|法治报|工人报|快报)$"
)
_SITE_LINE = re.compile(
    r"(?:门户网站|政府网站?|信息网|新闻网|官方网站|官网|公众号|客户端|政务公开网?|法律法规数据库)$"
)
_CRUMBS = re.compile(
    r"^(?:首页|主页|当前位置|您?(?:现在)?的?位置|位置|您当前的位置|网站首页)\s*[:：>›»/|]|[>›»].*[>›»]|首页\s*[>›»]"
)
_SITE_PART = re.compile(
    r"\s*+[_|｜\-—–－·]++\s*+[^_|｜—–]{0,24}?"
    r"(?:网|网站|门户|官网|频道|平台|在线|日报|晚报|客户端|公众号|文库|知乎|百科|数据库|信息中心|搜狐|新浪|腾讯|人民政府|法律图书馆)"
    r"(?:\s*[（(][^（）()]{1,12}[）)])?$"
)
_NAME_LABELS = r"(?:法规|文件|文献|政策|法律)?(?:标\s*题|名\s*称|题\s*名)"
_FIELDS = (
    r"(?:发布|颁布|制定|制发|发文|公布|印发|起草|批准|签发|主办|责任)(?:单位|部门|机关|机构|日期|时间|字号|文号)"
    r"|(?:实施|生效|施行|失效|成文|修订|通过|发文|更新|签署|印发|执行)(?:日期|时间)|文\s*号|字\s*号|发文字号|文件编号|编\s*号"
    r"|效力(?:级别|层级|位阶|状态)|时效性?|有效性|索\s*引\s*号|主题分类|主题词|分\s*类|类\s*别|所属类别|体裁(?:分类)?|公开(?:方式|范围|属性)"
    r"|签发人?|会签人?|拟稿人?|核稿人?|印数|份号|保密期限|来\s*源|法宝引证码|浏览次数|阅读次数|密\s*级|紧急程度|关键词|信息来源"
)
_LABEL = re.compile(
    rf"^(?:[【〔［\[]\s*(?P<bracketed>{_NAME_LABELS}|{_FIELDS})\s*[】〕］\]]|(?P<plain>{_NAME_LABELS}|{_FIELDS})\s*[:：])\s*(?P<value>.*)$",
    re.DOTALL,
)
_NAMES_TITLE = re.compile(rf"^{_NAME_LABELS}$")
_QUESTION = re.compile(
    r"^(?:[一二三四五六七八九十\d]{1,3}[、.．]\s*)?(?:问|答|提问|Q\d*|A\d*)\s*[:：]|[？?]$"
)
_SCRAPED = re.compile(
    r"^(?:(?:download|untitled|document|index|content|default|page|file|scan|img|image|attachment|att|view|article|detail"
    r"|show|info|print|new|doc|wps|temp|tmp|copy|news|post|node|html?|pdf|docx?|txt)"
    r"|新建.{0,12}(?:文本)?(?:文档|文件|演示文稿|工作表)|无标题|未命名|未标题|副本|文档|文件|附件|正文|下载|扫描件?|网页|图片|幻灯片|演示文稿|工作簿|Sheet)"
    r"[\s_\-.]*(?:[（(]?\d*[）)]?|[a-z]?\d[\d_\-]*)$"
    r"|^[\d\s_\-.()（）]+$|^[a-z]{0,3}\d{4,}[\d_\-a-z.]*$|^[0-9a-f]{8}[0-9a-f-]{8,}$|^[a-z0-9_\-]{1,4}$"
    r"|^microsoft (?:word|powerpoint|excel).*|^powerpoint .*|^ppt.{0,8}$",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"\s+")
_EMPTY_BRACKETS = re.compile(r"[（(\[【〔]\s*[）)\]】〕]")
_PARTY = re.compile(
    r"^[（(]?(?:甲|乙|丙|丁)\s*方|^(?:出租|承租|发包|承包|委托|受托|出让|受让|用人单位|劳动者|买受|出卖|转让)[人方]?\s*(?:[（(]|[:：])"
)
_LONGEST_LINE = 60
_ISSUER = re.compile(rf"^(?P<issuer>[\u4e00-\u9fff、]{{2,40}}?{_ORGAN})关于")


def plain(text: str) -> str:
    """Fold a line for comparison with the words of a title.

    Args:
        text: A line.

    Returns:
        It without white space, in simplified characters.
    """
    return simplify(_BLANKS.sub("", text))


def is_complete(text: str) -> bool:
    """Check whether some words end as titles do: 条例, 办法（试行）, 通知.

    Args:
        text: The words.

    Returns:
        True where they do.
    """
    return _COMPLETE.search(plain(text)) is not None


def is_norm_title(text: str) -> bool:
    """Check whether some words end as the title of a rule does: 条例, 办法（试行）, 决定.

    Args:
        text: The words.

    Returns:
        True where they do.
    """
    return _NORM_END.search(plain(text)) is not None


def goes_on(text: str) -> bool:
    """Check whether a line can only go on with the title above it: 实施细则, 的通知, （试行）.

    Args:
        text: The line.

    Returns:
        True where it can.
    """
    line = plain(text)
    return _TAIL.match(line) is not None or BRACKETED_TAIL.match(line) is not None


def is_banner(text: str) -> bool:
    """Check whether a line that stands where titles stand is none.

    Args:
        text: The line.

    Returns:
        True for a banner (XX局文件), the number of an issue, the name or the navigation of a site.
    """
    line = plain(without_site(text))
    if len(line) > _LONGEST_LINE and ">" not in line:
        return False
    if _PAGE_NUMBER.match(line) or _ANNEX_LABEL.match(line) or _NEWSPAPER.match(line):
        return True
    if _ISSUE.match(line) or _SITE_LINE.search(line) or _CRUMBS.search(line):
        return not _COMPLETE.search(line)
    return _BANNER.match(line) is not None


def read_label(text: str) -> tuple[str, str, bool] | None:
    """Read a line of the form 【发布单位】国务院 or 标题：X条例.

    Args:
        text: The line.

    Returns:
        The label, its value and whether the value is a title; None for another line.
    """
    match = _LABEL.match(text)
    if match is None:
        return None
    label = _BLANKS.sub("", match["bracketed"] or match["plain"])
    return label, match["value"].strip(), _NAMES_TITLE.match(label) is not None


def is_question(text: str) -> bool:
    """Check whether a line asks or answers.

    Args:
        text: The line.

    Returns:
        True for a question.
    """
    return _QUESTION.search(text) is not None


def names_party(text: str) -> bool:
    """Check whether a line names a party of a contract.

    Args:
        text: The line.

    Returns:
        True where it does.
    """
    return _PARTY.match(text) is not None


def without_site(title: str) -> str:
    """Cut the name of a site off a headline: 某规定_某某网.

    Args:
        title: A headline.

    Returns:
        The headline by itself.
    """
    shorter = title.strip()
    while True:
        cut = _SITE_PART.sub("", shorter).rstrip()
        if cut == shorter or len(cut) < 4:
            return shorter
        shorter = cut


def is_scraped(name: str) -> bool:
    """Check whether a file's name or stated title says nothing: download(3), 新建文本文档, t20210304_1.

    Args:
        name: The name without the ending.

    Returns:
        True where it says nothing.
    """
    return _SCRAPED.match(name.strip()) is not None


def name_without_date(stem: str) -> str:
    """Read the title that a file's name gives.

    Args:
        stem: The name without the ending.

    Returns:
        The name without its date and the brackets around it.
    """
    rest = _EMPTY_BRACKETS.sub("", NAME_DATE.sub("", stem)).strip("[]_- ")
    return rest or stem


def has_date(text: str) -> bool:
    """Check whether a line states a day.

    Args:
        text: The line.

    Returns:
        True where it does.
    """
    return DATE.search(text) is not None


def names_issuer(title: str) -> str:
    """Read the body with which the title of a paper begins: 云岭市总工会关于…的通知.

    Args:
        title: The title.

    Returns:
        The body; empty where the title begins otherwise.
    """
    match = _ISSUER.match(_BLANKS.sub("", title))
    return match["issuer"] if match else ""
