"""Where a file goes on with the words of others: 网友评论, 编者按, 相关阅读."""

from __future__ import annotations

import re
from collections.abc import Sequence

from law.structure.lines import TextLine

_COMMENTS = re.compile(
    r"^[\s　]*[【\[（(]?[\u4e00-\u9fff]{0,6}(?:评论|留言|跟帖|点评|热评|按语|编者按|编后语?|笔者按|小编[\u4e00-\u9fff]{0,4}|解读|评析|读后感?|弹幕|批注|网友说|我的看法|点击)"
    r"(?:区|列表|员|摘录|精选)?[】\]）)]?\s*(?:[（(]\d+[)）])?(?:[：:]|$)"
    r"|^[\s　]*[【\[]?(?:相关|延伸|扩展|推荐)(?:阅读|链接|报道|新闻|内容)[】\]]?(?:[：:]|$)"
)


def find_comments(lines: Sequence[TextLine]) -> int:
    """Find where the words of others begin below a document.

    Args:
        lines: The lines of its body.

    Returns:
        The offset in its text; beyond all lines where there are none.
    """
    for line in lines:
        if not line.row and _COMMENTS.match(line.text):
            return line.start
    return lines[-1].end + 1 if lines else 0
