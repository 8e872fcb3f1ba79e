"""Which lines speak of the paper itself, and are no part of its articles.

An article may speak of drafts, translations, minutes and forgeries: 附送译本, 征求意见的期限. So only what
stands above the first article and below the last says what the paper is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from law.structure.lines import TextLine

_FEWEST_ARTICLES = 3
"""Articles that make a text of articles; fewer may be a quotation."""
_CLOSING = re.compile(
    r"(?:施行|实施|执行|生效|试行|废止|失效|止)[。；;]?\s*$|负责解释[。]?\s*$|解释权|有效期|另行(?:规定|公布)"
)
_NOTE = re.compile(
    r"^[（(【\[〔]"
    r"|^(?:本(?:稿|草案|征求意见稿|译文|译本|文件?|材料)|译者|译文[：:]|译注|注[：:]|备注[：:]|来源[：:]|说明[：:]|附[：:]?$)"
    r"|^(?:有关|书面|修改|相关|具体|反馈)?意见(?:和|或|、)?(?:建议)?(?:请|须|应)(?:于|在)"
    r"|^请(?:于|在|将)|^现(?:将|就|面向|予)|^(?:公开)?征求意见(?:的)?(?:截止)?(?:期限|时间|日期)?\s*(?:[：:]|截止|为)"
    r"|^意见反馈|^联系(?:人|电话|方式|地址)|^(?:通信|通讯|电子)(?:地址|邮箱)|^(?:作者|记者|编辑|责任编辑|来源|供稿|甲方|乙方)\s*[：:]"
)
"""How a note begins that follows the last article on a line of its own."""


def notes_of_paper(lines: Sequence[TextLine], end: int) -> list[TextLine]:
    """Find the lines that are no part of an article.

    Args:
        lines: The lines of a document.
        end: The index of the first line of its signature.

    Returns:
        All lines of a text without articles. Of a text of articles the lines above the first one,
        those below the closing article and the signature, and those behind the last article that
        begin as a note does.
    """
    labels = [index for index, line in enumerate(lines) if line.opens_article()]
    if len(labels) < _FEWEST_ARTICLES:
        return list(lines)
    first = labels[0]
    last = labels[-1]
    stop = last + 1
    if not _CLOSING.search(lines[last].text):
        stop = max(end, stop)
    inside = [
        line
        for line in lines[last + 1 : stop]
        if _NOTE.match(line.text.strip()) and line.mark is None
    ]
    return [*lines[:first], *inside, *lines[stop:]]
