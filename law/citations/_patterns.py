"""Regular expressions of the search for citations."""

from __future__ import annotations

import re

from corpus.notation.cited_names import ENDINGS
from corpus.notation.misread import MISREAD
from corpus.notation.numerals import ARTICLE_LABEL, NUMERAL

# Where a citation may begin: 《, 第 before a number, 前款, 本条, 该条; and quotation marks. The pattern
# begins with a set of characters, which the engine looks for faster than for alternatives.
ANCHOR = re.compile(
    rf"[《“”第前本同该](?:(?<=[《“”])|(?<=第)\s{{0,4}}[（(]?\s{{0,4}}[{NUMERAL[1:-1]}{MISREAD}]"
    r"|(?<=前)(?<![以之目]前)[一二两三四五六七八九]?(?:条(?![件例约款])|款(?!项)|项(?!目))"
    r"|(?<=本)(?:条(?![例约款目件])|款(?!项)|项(?=规定|所[列述称规]|第|的规定))"
    r"|(?<=[同该])(?:条(?![例约款目件])|款(?!项)))"
)

_DIVISIONS = rf"(?:第\s*{NUMERAL}+\s*[编章节]\s*)*"
_OF = r"(?:[中里]?的|[中里])?"
_REMARK = r"(?:（[^（）]{1,60}）|\([^()]{1,60}\))"
# What may stand between a name and the list of its articles.
GAP = re.compile(
    rf"(?:\s*{_REMARK})*\s*(?:[总分]则|[\u4e00-\u9fff]{{1,6}}编)?\s*{_DIVISIONS}{_OF}\s*"
)
# 刑法分则第三章第二节、第一百九十条: the articles may be listed behind a division.
GAP_BEFORE = re.compile(rf"(?:[总分]则)?\s*{_DIVISIONS}(?:(?<=[编章节])[、和及])?\s*{_OF}\s*$")
GAP_LENGTH = 30  # characters before a list in which the gap is looked for

ENDS_NAME = re.compile(r"[法典例定则释章程范准约案见复答排知编节则）)》的中里]$")
SELF = re.compile(
    rf"(?P<which>本|该|此|(?<!合)同|上述|前述)(?:实施|暂行|试行|若干|补充)?(?P<sort>(?:司法|监督管理|管理)?(?:{ENDINGS}))$"
)
# 《条例》, 《该办法》: a title that only says what kind of work it is.
BARE_SORT = re.compile(
    rf"(?P<which>该|此)?(?:实施|暂行|试行|若干|补充)?(?P<sort>(?:司法|管理)?(?:{ENDINGS}))"
)
POINTS_BACK = re.compile(r"(?:该|此|同|上述|前述)$")
OWN_DIVISION = re.compile(r"本[编章节]$")

# Papers whose clauses are no provisions of law, before a number without a name.
NO_WORK = re.compile(
    r"(?:合同|协议|协议书|合同书|契约|约定|保险条款|保单|承诺书|承诺|(?<!国)章程"
    r"|附件|附录|附表|附则|公约|条约|议定书|协定|标准|规程|手册)的?\s*$"
)
# The clause of a contract that is quoted without its name: 第五条约定了….
AGREED = re.compile(r"\s*(?:[约載载]明?[定明]|载)")
# Titles in 《》 that name no law.
NOT_LAW = re.compile(
    r"(?:合同|协议|协议书|合同书|契约|保险条款|保单|承诺书|备忘录|通知书|决定书|方法"
    r"|(?<!中国工会)(?<!中国共产党)章程|授权书|说明书|做法|书|表|证|报|单|函件)$"
)

# A law in 《》 that is only the beginning of a title: 关于适用《…法》若干问题的解释第三条.
TITLE_BEGINS = re.compile(r"(?:适用|执行|实施|贯彻|施行|修改|关于|违反|〈)\s*$")
TITLE_GOES_ON = re.compile(
    r"》[^，。；：！？《》“”\n]{0,40}?"
    r"(?:解释|规定|决定|意见|批复|办法|细则|条例|通知|安排)(?:（[^（）]{1,12}）)?"
    rf"\s{{0,4}}的?\s{{0,4}}第\s{{0,4}}{NUMERAL}"
)
# A name that heads the articles printed below it.
PRINTS = re.compile(r"\s*+(?:条文)?[：:]?\s*+(?:\d{1,2}[、.．])?\s*+第")

# What follows a paragraph or an item that is cited without its article.
BARE_ITEM = re.compile(r"\s*(?:规定|所列|所述|情形|[、至和及或中的]|以外|之|行为|条件)")
# 第五条改为第六条: the second number is the new one.
NEW_NUMBER = re.compile(r"(?:改为|作为|调整为|变更为)\s*$")
# The label with which an article begins.
OWN_LABEL = re.compile(rf"\s*{ARTICLE_LABEL}")
