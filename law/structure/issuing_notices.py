"""Notices that issue several rules: 关于印发《甲规定》和《乙办法》的通知, 附件1, 附件2."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.notation.work_keys import titled, work_key
from corpus.records import Level
from law.structure.lines import TextLine
from law.structure.orders import read_notice_title
from law.structure.title_words import is_norm_title

_LINES_ABOVE_NOTICE = 8
_MAX_TITLE_LINES = 4
_NOTICE = re.compile(
    r"关于(?:重新)?(?:印发|发布|公布|颁布|颁发|下发|印送|施行|实施).{2,160}的?(?:通知|公告|通告|决定)$"
)
_PAPER = re.compile(
    r"关于.{2,160}(?:通知|公告|通告|决定|意见|函|批复)(?:[（(][^（）()]{1,12}[）)])?$"
)
_ISSUED = re.compile(r"公布|发布|颁布|颁发|印发|下发")
_LIST_MARK = re.compile(r"^[\s:：]*\d{0,2}[\s.．、]*")


@dataclass(frozen=True, slots=True)
class IssuedRules:
    """The rules that a notice issues.

    Attributes:
        rules: The keys of their titles; empty where no notice is there.
        titled: The keys of the rules that its title names: such a rule is read as one work with the
            notice.
        is_paper: Whether a notice or another paper is above the rules.
    """

    rules: frozenset[str] = frozenset()
    titled: frozenset[str] = frozenset()
    is_paper: bool = False


def read_issued(above: Sequence[TextLine]) -> IssuedRules:
    """Find the rules that the notice at the head of a file issues.

    Args:
        above: The lines above the first article.

    Returns:
        The rules that its sentences and its list of annexes name.
    """
    heads = above[:_LINES_ABOVE_NOTICE]
    titles = [
        "".join(line.text.strip() for line in heads[start:stop])
        for start in range(len(heads))
        for stop in range(start + 1, min(start + _MAX_TITLE_LINES, len(heads)) + 1)
    ]
    is_paper = any(_PAPER.search(title) for title in titles)
    notices = [title for title in titles if _NOTICE.search(title)] if is_paper else []
    if not notices:
        return IssuedRules(is_paper=is_paper)
    names: list[str] = []
    for line in above:
        if _ISSUED.search(line.text):
            names += [line.text[span.start + 1 : span.end - 1] for span in titled(line.text)]
        if line.mark is not None:
            listed = _LIST_MARK.sub("", line.mark.heading)
            names += [listed] if is_norm_title(listed) else []
    rules = frozenset(work_key(name) for name in names)
    titled_rules = {work_key(read_notice_title(title)) for title in notices} & rules
    return IssuedRules(
        rules,
        titled=frozenset(titled_rules),
        is_paper=True,
    )


def issues_first(issued: IssuedRules, title: str) -> bool:
    """Check whether a notice names a rule in its own title.

    Args:
        issued: The rules that the notice issues.
        title: The title of the rule below the notice.

    Returns:
        True where it does; the notice may leave out the name of its own body.
    """
    key = work_key(title)
    return any(key.endswith(named) or named.endswith(key) for named in issued.titled if key)


def is_annex_label(line: TextLine) -> bool:
    """Whether a line is the label of an annex and nothing else: 附件2.

    Args:
        line: The line.

    Returns:
        Whether it is.
    """
    mark = line.mark
    return mark is not None and mark.level is Level.ANNEX and not mark.heading.strip("：: ")
