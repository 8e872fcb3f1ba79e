"""Words before the name of a law that lead to it, and words that belong to the name.

应当承担 in 应当承担民法典第三条 leads to the name; 无轨 in 无轨电车法 is a part of it, and so is 青川市 in
青川市电车条例. Verbs that take a law are an open class, so the words need not be known if they read as
a clause: 当事人未 has a subject and a negation.
"""

from __future__ import annotations

import re

_PART_OF_NAME = re.compile(r"[省市县区州旗盟镇乡国部委局署院会港]$")
_VERB = re.compile(
    r"(?:产生|行使|履行|达到|制造|关于|认定|主张|收到|超过|告以|保存|指定|承担|修[订改正]|虚开|隐瞒|出售|审理|支付|界定"
    r"|告知|赔偿|从事|提[起交供出]|拨付|处[分理罚]|未尽|通知|超出|犯|规定|执行|取得|签订|订立|解除|终止|发生|具[备有]"
    r"|存在|要求|请求|引[用述]|援[引用]|不?符合?|属于?|触犯|构成|违[背反]|详?见|结合|基于|鉴于|考虑|适用|比照|对照|收取"
    r"|申请|作出|进行|给予|享[受有]|采取|拒绝|拖欠|扣除|缴纳|计算|解释|说明|认为|指出|强调|明确|根据|依[据照]?|按照?|参照"
    r"|遵守|确认|审查|准用|等同于|相当于|列入|纳入|满足|排除|实施|完成|落实|贯彻|学习|宣传|公布|颁布|制定|起草"
    r"|[^\u3400-\u9fff]|出现|采用|使用|依|按|(?<![国公私所])有|[又仍均都再以就因为在对向由同经与和及或将除至于是非了得且并但即如若则凡受被把据理])$"
)
_CLAUSE = re.compile(
    r"应当?|可以|不得|未(?!成年)|[其已被]|请求|要求|认定|当事人|人民法院|人民检察院|知道|还是|(?<!目)的|是否"
)


def ends_in_verb(
    text: str,
    start: int,
    end: int,
) -> bool:
    """Say whether a stretch of text ends with a word that takes the name of a law.

    Args:
        text: The text.
        start: Where the stretch begins.
        end: Where it ends.

    Returns:
        Whether it does; also where it ends with a mark.
    """
    return bool(_VERB.search(text, start, end))


def leads_to_name(words: str) -> bool:
    """Say whether words before the name of a law lead to it.

    Args:
        words: The words, up to the name.

    Returns:
        Whether they do; otherwise they may be a part of a longer name.

    >>> leads_to_name("应当承担"), leads_to_name("无轨"), leads_to_name("青川市")
    (True, False, False)
    """
    if _PART_OF_NAME.search(words):
        return False
    return bool(_VERB.search(words) or _CLAUSE.search(words))
