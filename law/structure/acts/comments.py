"""Where a file goes on with the words of others: 网友评论, 编者按, 相关阅读."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.notation.dates import DATE
from law.structure.lines import TextLine

_COMMENTS = re.compile(
    r"^[\s　]*[【\[（(]?[\u4e00-\u9fff]{0,6}(?:评论|留言|跟帖|点评|热评|按语|编者按|编后语?|笔者按|小编[\u4e00-\u9fff]{0,4}|解读|评析|读后感?|弹幕|批注|网友说|我的看法|点击)"
    r"(?:区|列表|员|摘录|精选)?[】\]）)]?\s*(?:[（(]\d+[)）])?(?:[：:]|$)"
    r"|^[\s　]*[【\[]?(?:相关|延伸|扩展|推荐)(?:阅读|链接|报道|新闻|内容)[】\]]?(?:[：:]|$)"
)


_SENTENCE_END = re.compile(r"[。！？!?]\s*$")
_ANNEX = re.compile(r"\s*[（(]?附(?:件|表|录|注)?|\s*[（(](?:此件|联系人)|\s*抄送")
_DAY_LINE = re.compile(rf"(?:{DATE.pattern})")


def find_comments(lines: Sequence[TextLine], issuers: Sequence[str]) -> int:
    """Find where the words of others begin below a document.

    Below the signature of its issuer and the day, only a title, an annex or a table belongs to it.

    Args:
        lines: The lines of its body.
        issuers: The bodies that issued it.

    Returns:
        The offset in its text; beyond all lines where there are none.
    """
    is_signed = False
    for index, line in enumerate(lines):
        if line.row:
            is_signed = False
            continue
        if _COMMENTS.match(line.text):
            return line.start
        if is_signed and _SENTENCE_END.search(line.text) and not _ANNEX.match(line.text):
            return line.start
        is_below_issuer = index > 0 and lines[index - 1].text.strip() in issuers
        is_signed = is_below_issuer and _DAY_LINE.fullmatch(line.text.strip()) is not None
    return lines[-1].end + 1 if lines else 0
