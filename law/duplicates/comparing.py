"""The text that copies of a document share.

It has no layout, no punctuation, one script, and no lines that a web page says about itself.
Numbers stay apart (2023.5.6, not 202356), because form letters differ in them. Comparing only the
text of the citable units was set aside: title, salutation and signature are no units, and they
show whose a letter is.
"""

from __future__ import annotations

import re
import unicodedata

from corpus.notation.simplified import simplify

_PAGE_LINE = re.compile(
    r"^[\W_]*(?:"
    r"(?:发布|更新|发稿|录入|添加|上传|采编)(?:时间|日期)"
    r"|(?:信息|文章|稿件|新闻)?来源\s*:|转载自|转自"
    r"|(?:责任|本文|见习|值班)?编辑\s*:"
    r"|(?:审核|校对|责编|编审|记者|通讯员|作者|供稿|点击|浏览|阅读)(?:人|次数|数|量)?\s*:"
    r"|(?:当前|您的|你的|您现在的|所在)位置|(?:网站)?首页\s*(?:[>»|/\-]|$)|字号|字体\s*:"
    r"|(?:打印|关闭|返回|收藏)(?:本页|顶部|窗口|列表|首页)?(?:\s|$|[|【】])"
    r"|分享(?:到|至)|扫一扫|扫码|长按|微信公众号|关注我们|下载客户端"
    r"|上一[篇条页]|下一[篇条页]|相关(?:阅读|链接|新闻|文章|推荐|稿件)|推荐阅读|热门(?:文章|新闻|推荐)"
    r"|版权所有|版权声明|免责声明|声明\s*:|主办(?:单位)?\s*:|承办单位\s*:|网站标识码|技术支持\s*:"
    r"|copyright|.{0,40}icp备|.{0,8}公网安备"
    r"|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d{2}"
    r")"
)
_LONGEST_PAGE_LINE = 120  # characters; a longer line is a paragraph

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\w%‰]+(?=\d)")
_NOT_COMPARED = re.compile(r"[^\w.%‰]|_|(?<!\d)\.|\.(?!\d)")


def comparison_text(text: str) -> str:
    r"""Make the text that copies of a document share, whichever site prints it.

    Lines that a web page says about itself (发布时间, 来源, 浏览次数, 上一篇) are left out, unless the
    text has nothing else.

    Args:
        text: The clean text of a document.

    Returns:
        The text for comparison.

    >>> comparison_text("云岭日报讯：\n發布時間：2023-05-06\n工資 3,000 元，５月6日前付清。")
    '云岭日报讯工资3000元5月6日前付清'
    """
    normal = unicodedata.normalize("NFKC", text)
    plain = simplify(normal).casefold()
    kept = [line for line in plain.split("\n") if not _is_page_line(line)]
    return _bare("\n".join(kept)) or _bare(plain)


def _is_page_line(line: str) -> bool:
    return len(line) <= _LONGEST_PAGE_LINE and _PAGE_LINE.match(line) is not None


def _bare(text: str) -> str:
    joined = _THOUSANDS.sub("", text)
    apart = _BETWEEN_DIGITS.sub(".", joined)
    return _NOT_COMPARED.sub("", apart)
