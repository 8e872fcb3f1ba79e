"""Why a sentence with the words of an act is not operative: negated, asked, reported and the like.

Each doubt is a list of words near the verb. Nothing here knows what is law: a sentence is operative
where no doubt is found, and whether its issuer may do what it says is for `law.authority`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.notation.dates import find_dates
from corpus.records import Doubt

_NEGATED_BEFORE = re.compile(
    r"(?:并未|并没有?|没有|没|尚未|从未|未曾|未|不曾|并不|并非|不是|不会|不得|无须|不必|不宜|不予|不应|不能|不再(?=废止)|非|不)"
    r"(?:因[^，。；《]{0,12}?|随[^，。；《]{0,12}?)?(?:而|被|予以|予|自行|自动|全部|立即|决定|宣布|要求|打算|计划)*$"
)
_FORBIDDEN = re.compile(r"(?:严禁|禁止|不得|不准|不允许|不许|不能)[^，。；《》□]{0,24}$")
_NOT_LISTED = re.compile(
    r"(?:未|不|没有|未被)(?:再|予|曾)?(?:列入|纳入|列为|进入|属于|包括在|包含在|在)[^，。；《》]{0,16}$"
)
"""以下行政法规未列入废止目录."""
_NEGATED_MEANING = re.compile(
    r"(?:不|未|非|没有|无)(?:当然|必然|必|因此|会|能|应|得|再|自动|直接|就|即)*"
    r"(?:意味着?|等于|等同于?|代表|表示|表明|说明|导致|致使|构成|引起|视为|视同|涉及|包括|包含|影响)[^，。；]{0,60}$"
)
"""本办法的施行并不意味着《甲》废止."""
_NEGATED_AROUND = re.compile(
    r"不属实|不实|谣言|谣传|传谣|虚假(?:消息|信息|内容)|(?:系|为|属|是)虚假|子虚乌有|不真实|并非事实|纯属捏造|失实|误传|误读|无中生有|没有根据|毫无根据|假消息"
)
_CONDITIONAL = re.compile(
    r"如果|如若|倘若|假如|假使|要是|若(?!干)|一旦|除非|只要|只有|(?:^|[，：])如(?!下|何|期|实|图|需)"
    r"|凡|(?:^|[，：])待(?!遇)|届时|到时候|俟|条件成熟|未能|的情况下|的情形下|的前提下"
)
_CONDITION_BEFORE = re.compile(r"(?<!施行)(?<!执行)(?<!实施)的[，,][^，。；]*$")
_WHEN_ISSUED = re.compile(
    r"(?:出台|施行|生效|颁布|公布|实施|发布|制定|修订|通过|完成|期满|届满|同意|批准|核准|审定|备案|表决|认可)"
    r"[之以]?后(?![^，。；《》]{0,20}的《)[，,]?[^，。；]{0,90}$"
)
_OWN_ISSUE = re.compile(
    r"(?:本|该|此)[\u4e00-\u9fff（）()]{1,12}?(?:自|经|于|的|由|正式)?[^，。；]{0,20}?"
    r"(?:施行|生效|颁布|公布|实施|发布|通过)[^，。；]{0,8}后"
)
_ASKED = re.compile(
    r"是否|是不是|有没有|会不会|要不要|能不能|能否|可否|应否|何时|何日|什么时候|为什么|为何|怎么|如何|吗$|吗[，。？?]|呢$|么$|多久"
)
_RECOMMENDED = re.compile(
    r"建议|提议|倡议|呼吁|主张|希望|请求|恳请|恳求|提请|报请|敦促|督促|期待|拟(?!定)|草案|有望|可能|或将|或许|也许|大概|似乎"
    r"|应(?:当|该|予|及时|尽快|尽早|依法|即|同时|由|在|将|按|考虑|废止|停止|撤销|暂停|失效)|必须|需(?:要(?![，,、的])|(?!要))"
    r"|打算|酝酿|值得|不妨|可以|有权"
)
_RECOMMENDED_CLAUSE = re.compile(
    r"计划|考虑|准备|研究|讨论|论证|审议|推动|推进|抓紧|争取|力争|提出|要求|申请|认为|以为|觉得|可(?=废|予|由|停|暂)"
    r"|负责|及时|适时|须(?!知)|盼|授权"
)
_PROPOSED = re.compile("建议|提议|呼吁|主张|希望|请求|提请|拟(?!定)|草案|可以|应当|有权")
_DECIDED = re.compile(
    r"(?:决定|现)[：:，,]?(?:对|将)?(?:自[^，。；]{1,24}起[，,]?)?(?:予以|全部|同时)?$"
)
_CLAUSE = re.compile("[，,：:]")
_WILL = re.compile(
    r"将(?!下列|以下|上述|原)(?:要|会|被|于|在|同时|自|予以|全部|正式|不再|陆续|逐步|依法|尽快|从|由|随之|一并|择期|适时|最终|会同)*"
    r"[^《》，。；]{0,20}$"
)
_REPORTED = re.compile(
    r"据[^，。；《》]{0,20}(?:报道|消息|透露|介绍|传|说|称|了解)|据悉|据称|据了解|网传|盛传|传闻|传言|听说|风传|流传|谣传"
    r"|报道|(?:有|的)消息|消息称|获悉|记者|媒体|网友|网民|群众反映|反映|有人|某人|声称|宣称|号称|自称|所谓"
    r"|(?:文章|该文|作者|专家|律师|教授|学者|发言人|负责人|读者|朋友|博主)[^，。；《》]{0,20}(?:称|说|认为|表示|指出|写道|介绍|撰文|提到)"
    r"|(?<!以下简)(?<!下简)(?<!简)(?<!名)(?<!统)(?<!职)称[：:，,《■“]|转述|转引|相传|说法|表示[，,：:]|指出[，,：:]"
)
_HISTORICAL_BEFORE = re.compile(
    r"曾经?|已经?(?:于|在|被|由|经|随|自|全部|予以|宣布|明令|正式|不再)*[^，。；《》]{0,24}$|早已|业已|当时|当年|原先|原来曾"
    r"|先后|历史上|(?:19|20)\d{2}\s*年(?:\d{1,2}月)?(?:，|\s)*(?:被|随|即|就|因)"
)
_PAST_YEAR = re.compile(
    r"(?:^|[^\d])(?P<year>(?:19|20)\d{2})\s*年(?:\s*\d{1,2}\s*月)?(?:底|初|末|间|中)?(?P<from>起)?"
    r"(?:被|即|就|便|正式|明令|宣布|全部|予以|由[^，。；《》]{1,16})*$"
)
"""A year or a month in which a norm ended: 《甲》于2019年废止."""
_PAST_DAY = re.compile(r"(?:于|在)?\s*$")
_AFTER_DAY = re.compile(r"\s*(?:起|之日)")


_EDITION = re.compile(
    r"(?:19|20|一九|二[O〇○零])[^，；：《》]{2,120}(?:布|发|定|准|订|正|号|令|过|行)的(?=《)"
)
"""Words that name an edition: …年国家计划委员会发布的 speaks of no plan."""


def find_doubts(
    before: str,
    after: str,
    sentence: str,
    ender: str,
    made: str | None,
) -> Iterator[Doubt]:
    """Find why the verb of an act is not operative.

    Args:
        before: The words before the verb, from the end of the clause before; titles blanked.
        after: The words behind the verb.
        sentence: The whole sentence.
        ender: The mark behind the sentence.
        made: The day of the document (ISO), where it is known.

    Yields:
        The doubts, in the order of `Doubt`.
    """
    before = _EDITION.sub("", before)
    is_negated = _NEGATED_BEFORE.search(before[-24:]) or _FORBIDDEN.search(before[-40:])
    is_negated = is_negated or _NOT_LISTED.search(before[-40:])
    is_negated = is_negated or _NEGATED_MEANING.search(before[-120:])
    if is_negated or _NEGATED_AROUND.search(sentence):
        yield Doubt.NEGATED
    if _is_conditional(before):
        yield Doubt.CONDITIONAL
    if ender in ("？", "?") or _ASKED.search(sentence):
        yield Doubt.ASKED
    if _is_recommended(before):
        yield Doubt.RECOMMENDED
    if _REPORTED.search(before) or _REPORTED.search(after[:20]):
        yield Doubt.REPORTED
    if _is_historical(before, made):
        yield Doubt.HISTORICAL


def find_amendment_doubts(before: str, ender: str) -> Iterator[Doubt]:
    """Find why an amendment is not operative; 将第四条修改为 is no word of what is to come.

    Args:
        before: The words before its verb.
        ender: The mark behind the sentence.

    Yields:
        The doubts.
    """
    if ender in ("？", "?") or _ASKED.search(before):
        yield Doubt.ASKED
    if _PROPOSED.search(before):
        yield Doubt.RECOMMENDED
    if _REPORTED.search(before):
        yield Doubt.REPORTED


def _is_conditional(before: str) -> bool:
    if _CONDITIONAL.search(before) or _CONDITION_BEFORE.search(before):
        return True
    issued = _WHEN_ISSUED.search(before)
    return issued is not None and _OWN_ISSUE.search(before) is None


def _is_recommended(before: str) -> bool:
    near = before[-60:]
    clause = _CLAUSE.split(near)[-1]
    if _DECIDED.search(near):
        return _PROPOSED.search(clause) is not None
    has_will = _WILL.search(near) is not None
    return has_will or bool(_RECOMMENDED.search(near) or _RECOMMENDED_CLAUSE.search(clause))


def _is_historical(before: str, made: str | None) -> bool:
    if _HISTORICAL_BEFORE.search(before[-60:]):
        return True
    past = _PAST_YEAR.search(before[-40:])
    if past is not None and (made is None or past["year"] < made[:4] or not past["from"]):
        return True
    found = find_dates(before)
    if not found or made is None:
        return False
    iso, span = found[-1]
    is_beside = _PAST_DAY.match(before[span.start - 1 : span.start]) is not None
    behind = before[span.end :]
    is_day_of_end = not _AFTER_DAY.match(behind) and "的" not in behind and "□" not in behind
    return is_beside and is_day_of_end and len(behind) <= 6 and iso < made
