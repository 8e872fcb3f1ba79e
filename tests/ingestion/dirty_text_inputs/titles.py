"""Headlines with the name of a site, lines above them, and what stands behind a text."""

from __future__ import annotations

from tests.ingestion.dirty_text_inputs.case import DirtyCase

_BODY = (
    "禾川市总工会昨日走进工地，向农民工讲解工伤保险条例，并发放宣传册五百本。\n活动还将持续两周。\n"
)
_WORDS = ("讲解工伤保险条例", "活动还将持续两周")
_TITLE = "禾川市总工会走进工地讲工伤"
_EXPECTED = ((_TITLE, _WORDS),)

TITLE_CASES = (
    DirtyCase(
        "the name of the site before the headline",
        f"禾川工会网_{_TITLE}\n{_BODY}",
        _EXPECTED,
        ("禾川工会网",),
    ),
    DirtyCase("the name of a government behind it", f"{_TITLE}-禾川市人民政府\n{_BODY}", _EXPECTED),
    DirtyCase("channel and site behind it", f"{_TITLE}_工会动态_禾川工会网\n{_BODY}", _EXPECTED),
    DirtyCase("a newspaper behind it", f"{_TITLE} | 禾川日报\n{_BODY}", _EXPECTED),
    DirtyCase(
        "logo and slogan above it",
        f"禾川工会网 logo\n{_TITLE}\n2021-04-02 09:00 来源：禾川工会网\n{_BODY}",
        _EXPECTED,
        ("logo",),
    ),
    DirtyCase(
        "the name of a file above it",
        f"hechuan_news_20210402_0007.txt\n{_TITLE}\n{_BODY}",
        _EXPECTED,
        ("0007",),
    ),
    DirtyCase(
        "a headline that ends with an exclamation mark",
        f"工地来了普法队！\n来源：禾川日报 发布时间：2021-04-02\n{_BODY}",
        (("工地来了普法队！", _WORDS),),
    ),
    DirtyCase(
        "a headline of two clauses",
        f"走进工地 讲解工伤\n来源：禾川日报 发布时间：2021-04-02\n{_BODY}",
        (("走进工地 讲解工伤", _WORDS),),
    ),
    DirtyCase(
        "a headline and the name of the file that is no title",
        f"{_TITLE}\n{_BODY}",
        _EXPECTED,
        name_of_file="爬虫结果_0031_副本.txt",
    ),
    DirtyCase(
        "breadcrumbs before the headline",
        f"首页>新闻>工会动态\n{_TITLE}\n来源：禾川日报 发布时间：2021-04-02\n{_BODY}",
        _EXPECTED,
        ("首页",),
    ),
    DirtyCase(
        "links and advertisements behind the text",
        f"{_TITLE}\n来源：禾川日报 发布时间：2021-04-02\n{_BODY}"
        "原文链接：http://a.example/t/1.html\n更多内容请访问 www.hechuan.example\n"
        "澳门新葡京娱乐城官网 注册送彩金\n加微信hc8888领取红包\nhttp://a.example/ad\n",
        _EXPECTED,
        ("http", "www.", "彩金", "红包"),
    ),
    DirtyCase(
        "headlines of other pages as links behind the text",
        f"{_TITLE}\n来源：禾川日报 发布时间：2021-04-02\n{_BODY}"
        "相关链接：\n禾川市总工会走进校园 http://a.example/2\n禾川市总工会走进车间 http://a.example/3\n",
        _EXPECTED,
        ("走进校园", "走进车间"),
    ),
    DirtyCase(
        "the address of the page above and below it",
        f"URL: http://a.example/t/1.html\n{_TITLE}\n{_BODY}抓取时间：2021-04-03 10:00:00\n",
        _EXPECTED,
        ("http", "抓取时间"),
    ),
)
_CASE = """\
{title}
{label}
{note}
禾川省高级人民法院民事{paper}
（2009）禾民终字第18号
上诉人（原审原告）：甲渔业公司，住所地：禾川市东区。
被上诉人（原审被告）：乙冷库，住所地：禾川市西区。
上诉人甲渔业公司为与被上诉人乙冷库仓储合同纠纷一案，不服一审判决，提起上诉。
本院经审理查明：双方签订了仓储合同。
本院认为：乙冷库未按约定温度保管，应当赔偿损失。
综上，判决如下：
驳回上诉，维持原判。
审 判 长 赵某
二〇〇九年五月六日
"""
GAZETTE_CASES = (
    (
        "裁判摘要",
        _CASE.format(
            title="甲渔业公司与乙冷库仓储合同纠纷案",
            label="【裁判摘要】",
            note="保管人未按照约定条件储存货物，人民法院应当认定其违约。",
            paper="判决书",
        ),
    ),
    (
        "裁判要旨",
        _CASE.format(
            title="仓储合同纠纷上诉案",
            label="[裁判要旨]",
            note="1.仓储物变质的，人民法院依据保管条件认定责任。\n2.保管人应当举证。",
            paper="判决书",
        ),
    ),
    (
        "要点提示 without a title",
        _CASE.format(
            title="《禾川省高级人民法院公报》2009年第6期",
            label="要点提示：",
            note="最高人民法院的批复不影响仓储合同的效力。",
            paper="裁定书",
        ),
    ),
)
