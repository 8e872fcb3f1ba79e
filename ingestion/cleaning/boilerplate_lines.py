"""Recognises lines that a website sets around a text: navigation, share bars, counters, copyright, spam.

There is a table of rules, each for one kind of line, and each for a line that is nothing else. A line
that opens a provision (第三条, （一）) or ends as a sentence does is text, whatever words it has, so that
no law on advertising, records or gambling loses a line. Only three kinds may be sentences, and those
say what they are. Single words that may head a part of a text (举报, 评论) count only beside others.

Set aside: a classifier trained on lines, which could not give the reason for a removal, and would
have to be trained on other people's pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.notation.marks import read_mark
from corpus.notation.simplified import simplify
from ingestion.cleaning.bylines import is_byline
from ingestion.cleaning.characters import Removals
from ingestion.cleaning.spam import is_spam

_BLANKS = re.compile(r"\s+")
_SENTENCE = re.compile(r"[。；！？…][”’」』）)》】\"]*$")
_MOST = 240  # characters; a longer line is text
_TOP = 60  # lines; a breadcrumb stands in the first of them
_RUN = 4  # lines of one navigation word each


@dataclass(frozen=True, slots=True)
class BoilerplateRule:
    """A kind of line.

    Attributes:
        what: The name of the kind, under which removals are counted.
        pattern: What the whole line looks like.
        sentences: Whether the line may end as a sentence does.
    """

    what: str
    pattern: re.Pattern[str]
    sentences: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SUFFICIENT = _words(
    "打印 打印本页 打印此页 打印文章 打印本文 关闭窗口 关闭本页 关闭页面 收藏本页 收藏本文 加入收藏 设为首页 设为主页 分享到 分享至 分享本文 分享文章 一键分享 返回顶部 "
    "回到顶部 返回首页 返回列表 返回上页 返回上一页 返回上一级 网站地图 站点地图 无障碍 无障碍浏览 无障碍阅读 无障碍版 长者模式 长者助手 适老版 适老化 关怀版 老年版 繁體版 繁体版 "
    "手机版 移动版 电脑版 扫一扫 扫码分享 复制链接 站内搜索 高级搜索 新浪微博 腾讯微博 QQ空间 人人网 朋友圈 微信好友 字号 字体 字体大小 我要纠错 网页纠错 听新闻 语音播报 友情链接 "
    "免责声明 隐私声明 网站声明 关于我们 联系我们 收藏本站 上一篇 下一篇 上一页 下一页 末页 尾页 查看更多 点击加载更多 阅读原文 展开全文 用户登录 会员登录 忘记密码 免费注册 "
    "我要评论 发表评论 网友评论 登录 注册 TOP RSS 微信公众号 官方微信 官方微博 政务微博 政务微信 新浪 豆瓣网 开心网"
)
_BESIDE_OTHERS = _words(
    "打印 关闭 收藏 分享 转发 点赞 评论 返回 大 中 小 特大 超大 默认 放大 缩小 还原 繁体 繁體 简体 English EN 朗读 播放 暂停 微信 微博 QQ 钉钉 邮件 邮箱 更多 举报 留言 投稿 订阅 下载 搜索 "
    "首页 网站首页 新闻 新闻中心 新闻动态 要闻 时政要闻 政务公开 信息公开 政府信息公开 政民互动 互动交流 公众参与 办事服务 办事大厅 政务服务 在线办事 服务大厅 政策法规 政策解读 政策文件 法律法规 "
    "机构概况 机构设置 机构职能 领导之窗 领导信息 通知公告 公告公示 公示公告 工作动态 图片新闻 专题专栏 专题 数据开放 走进云岭 解读回应 律师团队 律师介绍 法律咨询 法律服务 法律文书 案例分析 "
    "经典案例 成功案例 专业领域 业务领域 在线咨询 律师文集 律所简介 论坛 博客 社区 帮助 客服 版块 导读 招聘 财经 体育 娱乐 视频 图片 科技 汽车 房产 教育 健康 国际 国内 社会 军事 旅游 文化 "
    "跳转 转到 GO 确定 用户名 密码 验证码 快捷登录 记住我 主页 目录 列表 全文 上页 下页 赞 踩 回复 楼主 只看楼主 电梯直达 沙发 顶 原文"
)
_SEPARATORS = re.compile(r"[\s|｜/·•,，、:：;>»›<«→\-—_\[\]【】()（）〔〕「」『』+☆★◆●▲▼↑↓←×✕]+")
_MENU = re.compile(
    r"[\s|｜·•]*(?:网站|本站)?首\s?页(?:[\s|｜/·•,，、>»\]\[]+[^\s|｜/·•,，、>»。；：:\]\[]{2,8}){3,}[\s|｜·•]*"
)
_NUMBER = re.compile(r"\d+(?:/\d+)?")

RULES: tuple[BoilerplateRule, ...] = tuple(
    BoilerplateRule(what, re.compile(pattern, re.IGNORECASE), sentences)
    for what, pattern, sentences in (
        ("pager", r"[\s\[【(（<«‹◀·•]*[上下前后]一?(?:篇|页|章|条|则)(?:文章|新闻|信息)?\s*(?:[:：]|[\]】)）>»]|\s{1,4}(?=\S)).{0,160}", False),
        ("pager", r"共\s*\d+\s*[条页篇].{0,60}(?:[上下]一?页|[首末尾]页|跳转).{0,40}|[上下]一?[页篇]|第\s*\d+\s*页\s*[/／]?\s*共\s*\d+\s*页.{0,40}", False),
        ("breadcrumb", r".{0,6}(?:[您你]?(?:现在|当前|目前|所在)[的]?(?:所在)?[的]?位置|[您你]的位置|当前栏目)(?:是|在)?\s*[:：].{0,160}", False),
        ("breadcrumb", r"(?:位置\s*[:：]\s*)?(?:网站)?(?:首页|主页|Home)\s*[>»›→/\\-]+.{1,160}", False),
        ("share bar", r".{0,4}(?:分享(?:到|至|本文到|文章到|给)|一键分享|转发到)\s*[:：]?.{0,80}", False),
        ("share bar", r".{0,24}(?:扫一扫|扫码(?:关注|分享|阅读|查看|下载)|扫描?(?:上方|下方|左侧|右侧)?二维码|识别二维码|长按.{0,6}二维码|手机(?:看|查看|浏览).{0,6}当前页).{0,50}", False),
        ("share bar", r"(?:欢迎)?(?:关注|点击关注|请关注).{0,24}(?:公众号|微信号|官方微[信博]|客户端|APP|蓝字).{0,40}|.{0,16}(?:点击|轻触)(?:上方|下方)?.{0,6}(?:蓝字|阅读原文|在看).{0,30}", False),
        ("page tools", r"[【\[（(]\s*(?:打\s*印|关\s*闭|关闭窗口|打印本页|收藏|推荐|纠错|大|中|小|字\s*[体号]\s*[:：].{0,20})\s*[】\])）]\s*(?:[【\[（(].{1,8}[】\])）]\s*){0,6}", False),
        ("page tools", r"(?:【|\[|（|\()?\s*+字[体号](?:大小)?\s*+[:：]?\s*+[】\]]?\s*+(?:[【\[(（]?\s*+(?:特大|超大|大|中|小|默认|标准)\s*+[】\])）]?\s*+){1,4}.{0,30}[】\]）)]?", False),
        ("page tools", r"(?:浏览|点击|阅读|访问)(?:次数|量|数|率)?\s*[:：]?\s*\d*\s*次?|\d+\s*(?:次|人)(?:浏览|阅读|点击|已读)|阅读\s*\d+(?:\s*评论\s*\d+)?.{0,20}", False),
        ("page tools", r"(?:今天是|现在是|当前时间)\s*[:：]?.{0,60}|.{0,10}(?:欢迎(?:您|你)?(?:访问|光临|来到)).{0,40}|.{0,20}(?:设为首页|加入收藏|收藏本站|无障碍浏览).{0,60}", False),
        ("copyright", r"(?=.{0,240}(?:©|\(c\)\s*(?:19|20)\d\d|Copyright|All Rights? Reserved)).{1,240}", True),
        ("copyright", r"(?:本站|本网|网站)?版权所有\s*[:：]?\s*\S.{0,60}|.{2,40}\s*版权所有.{0,60}", False),
        ("registration number", r"(?=.{0,240}(?:ICP[备证]|公网安备|网站标识码|增值电信业务|互联网新闻信息服务许可|信息网络传播视听|ICANN|政府网站.{0,4}标识)).{1,240}", False),
        ("site line", r".{0,10}(?:技术支持|网站维护|运行维护|网站管理|网站建设|网站主办|主办单位|承办单位|主管单位)\s*[:：].{0,80}(?:版权|地址|电话|承办|主办|邮编|技术|网站|维护|邮箱).{0,120}", False),
        ("site line", r".{0,10}(?:技术支持|网站维护|运行维护|网站管理|网站建设|网站主办)\s*[:：]?.{2,40}|.{0,12}违法和?不良信息举报.{0,80}|建议使用.{0,60}(?:浏览器|分辨率).{0,40}", False),
        (
            "disclaimer",
            r"[【\[（(*※\s]*.{0,8}(?:声明|说明|提示)[】\]）)]?\s*[:：].{0,160}(?:转载|版权|侵权|不代表本|仅代表作者|立场|删除|网络|不意味着|更多信息|信息存储|仅供参考|为准|投诉|核实).{0,200}",
            True,
        ),
        (
            "disclaimer",
            r".{0,12}(?:本文|本站|本网|文章|图文|内容|图片|转载).{0,60}(?:来源于?(?:互联)?网络?|转载自|不代表本[站网报平公]|仅代表作者|仅供(?:学习)?参考|注明出处).{0,160}(?:侵权|删除|联系|观点|立场|出处|责任|核实).{0,100}",
            True,
        ),
        ("disclaimer", r".{0,40}(?:未经.{0,12}(?:许可|授权).{0,12})?(?:转载|引用)(?:时)?(?:请|须|务必|必须)(?:注明|联系|标明).{0,40}", True),
        ("byline", r"[（(【\s]*原(?:标题|题|文标题)[】]?\s*[:：].{1,120}", True),
        ("page tools", r"\d+\s*(?:条|人|个)?(?:评论|跟贴|回复|留言|参与|点赞|收藏|在看).{0,24}|评论\s*[(（]\d+[)）]|我要跟[帖贴]|已输入\s*\d+\s*字|关键[词字]\s*[>»].{1,60}|举报\s*/\s*反馈|.{0,10}返回.{0,6}查看更多.{0,6}", False),
        ("advertisement", r".{0,60}(?:立即咨询|点此咨询|点击(?:下方|右侧|这里).{0,12}(?:咨询|解答|报名|领取|购买|下载)|[1一]对[1一].{0,4}(?:解答|咨询)|免费咨询热线|咨询热线\s*[:：]|扫码报名|限时优惠|立即(?:购买|领取|报名|下载)).{0,60}", False),
        ("page address", r"(?:URL|原文(?:链接|地址|网址)|本文(?:链接|地址|网址)|文章(?:链接|地址|网址)|来源(?:链接|网址)|页面地址|转载地址|阅读原文)\s*[:：]\s*(?:https?://|www\.)\S{1,200}", False),
        ("page tools", r"(?:抓取|采集|爬取|入库|下载)(?:时间|日期|来源)\s*[:：].{1,60}", False),
        ("site line", r"(?:[\u4e00-\u9fff]{2,14}\s*)?logo\s*图?片?", False),
        ("advertisement", r".{0,20}(?:更多|精彩)(?:精彩)?(?:内容|资讯|信息|新闻|法律知识|文章)?[^，。]{0,6}(?:请|尽在|敬请)(?:访问|登录|登陆|浏览|点击|关注)?.{0,20}(?:https?://|www\.|\.com|\.cn|网|公众号).{0,60}", False),
        ("advertisement", r"(?:快来)?(?:加|添加|扫码加|搜索|关注)(?:我|客服|老师|小编|助理)?(?:的)?(?:微信|V信|QQ|公众号).{0,40}(?:红包|领取|免费|福利|返利|优惠|兼职|日结|进群|入群|咨询|资料).{0,30}", False),
        ("related pages", r"[【\[★●■◆\s]*(?:相关|热门|推荐|热点|最新|猜你喜欢|延伸|精彩|更多|编辑推荐|本周|今日)(?:的)?(?:阅读|新闻|文章|推荐|资讯|链接|报道|图文|信息|导读|排行|内容|帖子|案例推荐|律师)?(?:榜|排行榜)?(?:推荐)?[】\]]?\s*[:：]?(?:\s*更多\s*[>»+]*)?", False),
        ("related pages", r"[【\[]?(?:友情链接|猜你喜欢|大家(?:都在|爱)看|看过本文的还看了|相关阅读|推荐阅读|阅读下一篇|点击排行榜?|作者最新文章|为您推荐|往期(?:回顾|推荐)|已显示全部内容|点击进入专题|热新闻|热话题|热门标签|网站导航|快速链接|快捷导航|推荐律师)[】\]]?\s*[:：]?.{0,80}", False),
    )
)  # fmt: skip

_ANY_RULE = re.compile(
    r"[上下前后]一?[篇页章条则]|[首末尾]\s?页|主页|第\s*\d+\s*页|共\s*\d|位置|当前|栏目|Home|分享|转发|扫|二维码|手机|关注|点击|轻触|阅读|打\s*印|关\s*闭|收藏|纠错|字\s*[体号]|[【\[（(]\s*(?:推荐|大|中|小)"
    r"|浏览|访问|今天是|现在是|欢迎|无障碍|©|\(c\)|Copyright|Reserved|版权|ICP|网安备|标识|增值电信|许可证|视听|技术支持|网站|主办|承办|主管|举报|建议使用|声明|说明|提示|转载|引用|本[文站网]|来源于|不代表"
    r"|仅供|原(?:标题|题|文标题)|评论|跟贴|回复|留言|参与|点赞|在看|查看更多|咨询|报名|优惠|立即|相关|热门|推荐|热点|最新|猜你|延伸|精彩|更多|下一篇|排行|作者最新|本周|今日|友情|大家|看过|为您|往期|已显示|热新闻|热话题|跟[帖贴]|已输入|关键[词字]|导航|链接|标签|次$|已读|URL|地址|网址|抓取|采集|爬取|入库|下载|logo|微信|V信|QQ",
    re.IGNORECASE,
)
"""Every line that a rule matches has one of these; most lines have none."""
_SENTENCE_SIGNS = re.compile(
    r"原(?:标题|题|文标题)|引用|©|\(c\)|Copyright|Reserved|声明|说明|提示|转载|来源于|不代表|仅代表|仅供|出处",
    re.IGNORECASE,
)
"""Every boilerplate line that may be a sentence has one of these."""


def boilerplate_kind(line: str) -> str | None:
    """Return what kind of boilerplate a line is.

    Args:
        line: One line.

    Returns:
        The kind; None where the line is text.

    >>> boilerplate_kind("上一篇：关于夏季高温补贴的通知"), boilerplate_kind("【打印】【关闭】")
    ('pager', 'page tools')
    >>> boilerplate_kind("云ICP备20001234号-1"), boilerplate_kind("第二条 打印遗嘱应当有见证人。")
    ('registration number', None)
    """
    text = _BLANKS.sub(" ", line).strip()
    if not text or len(text) > _MOST or read_mark(text) is not None:
        return None
    text = simplify(text)
    is_sentence = bool(_SENTENCE.search(text))
    if is_sentence and not _SENTENCE_SIGNS.search(text):  # nearly every line of a law
        return "spam" if is_spam(text) else None
    kind = _kind_by_rule(text, is_sentence=is_sentence)
    if kind:
        return kind
    if is_spam(text):
        return "spam"
    if is_sentence:
        return None
    if is_byline(text):
        return "byline"
    if _MENU.fullmatch(text):
        return "navigation"
    return "page tools" if _is_tool_bar(text) else None


def _kind_by_rule(text: str, *, is_sentence: bool) -> str | None:
    if not _ANY_RULE.search(text):
        return None
    for rule in RULES:
        if is_sentence and not rule.sentences:
            continue
        if rule.pattern.fullmatch(text):
            return rule.what
    return None


def _is_tool_bar(text: str) -> bool:
    words = menu_words(text)
    if not words:
        return False
    if len(words) == 1:
        return words[0] in _SUFFICIENT
    return len(words) >= 3 or any(word in _SUFFICIENT for word in words)


def menu_words(text: str) -> list[str]:
    """Return the words of a line that consists of words of menus and tool bars.

    Args:
        text: One line.

    Returns:
        The words without numbers; [] for any other line.
    """
    words = [word for word in _SEPARATORS.split(simplify(text)) if word]
    words = [word for word in words if not _NUMBER.fullmatch(word)]
    if all(word in _SUFFICIENT or word in _BESIDE_OTHERS for word in words):
        return words
    return []


def find_boilerplate(lines: Sequence[str], *, protected: Iterable[int] = ()) -> dict[int, str]:
    """Find the boilerplate lines of a text.

    Besides lines of a kind it finds runs of single menu words, what stands above a breadcrumb or
    below a heading of related pages, and what follows the foot of a site.

    Args:
        lines: The lines of the text.
        protected: Numbers of lines that are kept whatever they say, as headings are.

    Returns:
        The kinds of the boilerplate lines, by their number.
    """
    kept = frozenset(protected)
    kinds: dict[int, str] = {}
    for number, line in enumerate(lines):
        if number in kept:
            continue
        kind = boilerplate_kind(line)
        if kind:
            kinds[number] = kind
    for find in (_above_breadcrumb, _menu_runs, _related_pages, _site_foot):
        kinds |= dict(find(lines, kinds, kept))
    return kinds


def _above_breadcrumb(
    lines: Sequence[str],
    kinds: dict[int, str],
    kept: frozenset[int],
) -> Iterator[tuple[int, str]]:
    """Find what stands above the line with the place in the site, unless some of it is text."""
    breadcrumb = 0
    for number in range(min(len(lines), _TOP)):
        if kinds.get(number) == "breadcrumb":
            breadcrumb = number
            break
    above = [number for number in range(breadcrumb) if number not in kinds]
    above = [number for number in above if lines[number].strip()]
    if any(number in kept or _is_text(lines[number]) for number in above):
        return
    for number in above:
        yield number, "navigation"


def _menu_runs(
    lines: Sequence[str],
    kinds: dict[int, str],
    kept: frozenset[int],
) -> Iterator[tuple[int, str]]:
    """Find runs of lines of which each is a word of a menu."""
    run: list[int] = []
    for number, line in enumerate([*lines, "。"]):  # the last one ends every run
        if not line.strip():
            continue
        is_menu = kinds.get(number) == "page tools" or bool(menu_words(line.strip()))
        if is_menu and number not in kept:
            run.append(number)
            continue
        if len(run) >= _RUN:
            for member in run:
                if member not in kinds:
                    yield member, "navigation"
        run = []


def _related_pages(
    lines: Sequence[str],
    kinds: dict[int, str],
    kept: frozenset[int],
) -> Iterator[tuple[int, str]]:
    """Find the titles below a heading such as 相关阅读."""
    is_below = False
    for number, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        if kinds.get(number) == "related pages":
            is_below = True
        elif is_below and number not in kinds:
            if number in kept or not _may_be_title(text):
                is_below = False
            else:
                yield number, "related pages"


def _may_be_title(text: str) -> bool:
    """Whether a line may be a link to a page: short, no sentence, no mark but a number."""
    if len(text) > _LONGEST_TITLE or _SENTENCE.search(text):
        return False
    return read_mark(text) is None or text[:1].isdigit()


_LONGEST_TITLE = 60  # characters
_CERTAIN_TEXT = 100  # characters; a longer line is text although it is no sentence

_FOOT = frozenset(
    (
        "byline",
        "copyright",
        "disclaimer",
        "page address",
        "page tools",
        "pager",
        "registration number",
        "related pages",
        "share bar",
        "site line",
    )
)
"""Kinds of lines that begin the foot of a site."""


def _site_foot(
    lines: Sequence[str],
    kinds: dict[int, str],
    kept: frozenset[int],
) -> Iterator[tuple[int, str]]:
    """Find what stands below the first foot line behind the text: addresses, telephones, names."""
    text_lines = [number for number, line in enumerate(lines) if _is_text(line)]
    text_lines = [number for number in text_lines if number not in kinds]
    if not text_lines:  # where nothing is certainly text, nothing is certainly below it
        return
    last = max((text_lines[-1], *kept))
    is_foot = False
    for number in range(last + 1, len(lines)):
        is_foot = is_foot or kinds.get(number) in _FOOT
        if is_foot and lines[number].strip() and number not in kinds:
            yield number, "site line"


def _is_text(line: str) -> bool:
    """Whether a line is certainly text."""
    text = line.strip()
    if not text:
        return False
    return bool(_SENTENCE.search(text)) or read_mark(text) is not None or len(text) > _CERTAIN_TEXT


def note(
    what: str,
    line: str,
    removals: Removals,
) -> None:
    """Count a line that is removed.

    Args:
        what: The kind of the line.
        line: The line.
        removals: Where it is counted.
    """
    characters = len("".join(line.split()))
    removals.add(
        what,
        1,
        line.strip(),
        characters,
    )
