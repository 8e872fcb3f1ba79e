"""Recognises lines, links and titles that were put into a page to sell something else.

They sell gambling, sex, false papers, or cheats for games. A word alone proves nothing: judgments
report on 百家乐, and laws forbid 代开发票. But no text of law advertises. So a line is spam if it has
words of the trade and of its selling (注册送彩金, 官网, 客服微信) together and is no sentence, or if it
consists mostly of words of the trade.
"""

from __future__ import annotations

import re

from corpus.notation.simplified import simplify

_TRADE = re.compile(
    r"博彩|娱乐城|百家乐|六合彩|时时彩|北京赛车|pk10|老虎机|真人荷官|真人娱乐|棋牌(?:游戏|平台|娱乐|下载)|电子游艺|捕鱼(?:达人|游戏)|葡京|新葡京|金沙(?:娱乐|国际|会)|威尼斯人|太阳城|皇冠(?:体育|现金|网)|"
    r"bet365|体育投注|足球投注|投注平台|外围(?:投注|足球)|买球|赌场|赌博(?:网|平台)|彩票(?:平台|网投|计划)|开奖(?:结果|直播|记录)|福彩3d|双色球|快三|澳门(?:赌|威尼|新葡|金沙)|永利(?:娱乐|皇宫)|亚博|万博|火狐体育|开云体育|乐鱼体育|米兰体育|华体会|"
    r"成人(?:视频|电影|网站)|色情|激情(?:视频|小说)|一夜情|裸聊|情色|无码|约炮|代孕|私服|传奇sf|外挂|代开(?:发票|增值税)|办证刻章|刻章办证|假文凭|替考|论文代(?:写|发)|迷药|春药|壮阳|减肥药|网络兼职刷单|网贷秒批|套现",
    re.IGNORECASE,
)
_SELLING = re.compile(
    r"官网|官方(?:网站|网址|平台|下载)|网址|备用(?:网址|线路)|登[录陆](?:入口|网址|地址)?|注册(?:即?送|就送|开户|平台|网址)|开户|首存|首充|返水|彩金|送彩|体验金|优惠|赔率|下载(?:app|安装|地址|入口)?|APP|手机版|最新版|入口|"
    r"客服|微信|加[微扣qQ]|QQ|电话|威信|薇信|平台|信誉|正规|靠谱|免费|在线|直营|代理|加盟|第一品牌|欢迎您?(?:光临|访问|来到)|【.{1,12}】|24小时|https?://|www\.|\.com|\.vip|\.cc",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"https?://|www\.|\.(?:com|net|vip|cc|top|xyz)\b|(?:微信|QQ|威信|薇信|客服)\D{0,4}\d{5,}",
    re.IGNORECASE,
)
# A text that forbids, judges or warns does not sell: 关于依法惩治利用微信传播淫秽色情信息的通知.
_SPEAKS_OF_IT = re.compile(
    r"关于|通知|意见|规定|办法|条例|解释|公告|判决|裁定|罪|犯|违法|打击|禁止|严禁|惩治|整治|查处|防范|警惕|治理|案例?$|一案|案件|拒绝|远离"
)
_SENTENCE = re.compile(r"[。；][”’」』）)》】\"]*$")


def is_spam(line: str) -> bool:
    """Say whether a line advertises such a trade.

    Args:
        line: One line.

    Returns:
        Whether it does.

    >>> is_spam("澳门新葡京娱乐城官网_注册送彩金"), is_spam("被告人利用百家乐网站开设赌场，会员注册送彩金。")
    (True, False)
    """
    line = simplify(line)
    trade_words = _TRADE.findall(line)
    if not trade_words or _SPEAKS_OF_IT.search(line):
        return False
    sells_something = bool(_SELLING.search(line))
    if _SENTENCE.search(line):
        return sells_something and len(line) <= 200 and bool(_CONTACT.search(line))
    characters = len("".join(line.split()))
    share = sum(len(word) for word in trade_words) / max(characters, 1)
    is_mostly_trade = share > 0.5 or (len(trade_words) >= 3 and share > 0.25)
    return sells_something or is_mostly_trade


def sells(words: str) -> bool:
    """Say whether the words of a link are of such a trade.

    Args:
        words: The text of the link.

    Returns:
        Whether they are.

    >>> sells("百家乐"), sells("关于办理赌博刑事案件适用法律若干问题的解释")
    (True, False)
    """
    words = simplify(words)
    trade_words = _TRADE.findall(words)
    if not trade_words:
        return False
    length = sum(len(word) for word in trade_words)
    return is_spam(words) or length >= 0.5 * len(words)
