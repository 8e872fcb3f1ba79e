"""What every passage has to keep so that it can't corrupt an index, asked of one passage at a time.

The suite of `expectations` asks the same of rows and shows people a table. This asks earlier: a
passage that breaks a rule holds back its own document, before anything is written.
"""

from __future__ import annotations

import re

from corpus.records import Passage

ID_PATTERN = (
    r"[^/@#]+/[^@#]+(?:#[1-9]\d*)?@(?:\d{4}-\d\d-\d\d|undated-[0-9a-f]{8})(?:~[0-9a-f]{6})?"
)
"""The form of the id of a passage."""

ARTICLE_PATTERN = (
    r"第[零一二三四五六七八九十百千万]+条(?:之[一二三四五六七八九十百]+)?(?:附[一二三四五六七八九十\d]+)?"
    r"|第\d+[A-Z]+条|(?:Article|Art\.|Section|Sec\.|§§?) \d+[A-Z]*(?:-\d+)?"
)
"""The form of the label of an article."""

_ID = re.compile(ID_PATTERN)
_ARTICLE = re.compile(ARTICLE_PATTERN)
_WORD = re.compile(r"\w")


def broken_rule(passage: Passage) -> str | None:
    """Find the first rule that a passage breaks.

    Args:
        passage: The passage.

    Returns:
        The rule and what was seen, as one sentence; None where the passage keeps all rules.
    """
    source = passage.source
    if not _ID.fullmatch(passage.id):
        return f"the id {passage.id!r} is not WORK/PATH[#n]@DATE"
    if passage.article is not None and not _ARTICLE.fullmatch(passage.article):
        return (
            f"the article of {passage.id} is {passage.article!r}, and neither 第…条 nor Article …"
        )
    if not 0 <= source.start < source.end:
        return f"the span of {passage.id} is {source.start}..{source.end}"
    if source.end - source.start != len(passage.text):
        return f"the span of {passage.id} is not as long as its text"
    if not _WORD.search(passage.text):
        return f"the text of {passage.id} has neither a letter nor a digit"
    begins, ends = passage.valid_from, passage.valid_to
    if begins and ends and ends < begins:
        return f"{passage.id} ends on {ends}, before it begins on {begins}"
    if not passage.groups:
        return f"the groups of {passage.id} name nobody who may see it"
    return None
