"""Which regular expressions a rule may have: those whose time stays linear in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST = 60
"""The largest number in `{m,n}` of a rule, in characters."""

_MOST_WAYS = 2_000_000_000
"""In how many ways an expression may match at one place, counted without looking at the text.

Three repetitions of up to 60 characters have 226,981. The words between them rule out nearly all
ways, so that real rules with 1.7 thousand million (five repetitions) cost little.
"""

_TOKEN = re.compile(
    r"(?P<escape>\\.)"
    r"|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<open>\((?:\?(?:P<\w+>|[:=!>]|<[=!]|[aiLmsux-]+[:)]))?)"
    r"|(?P<close>\))"
    r"|(?P<either>\|)"
    r"|(?P<bounds>\{(?P<least>\d*)(?P<comma>,?)(?P<most>\d*)\})"
    r"|(?P<mark>[*+?])"
    r"|(?P<plain>.)",
    re.DOTALL,
)


@dataclass(slots=True)
class _OpenGroup:
    """What is known of a group while it is read: the ways of its branches, and of the present."""

    others: int = 0
    present: int = 1
    repeats: bool = False

    @property
    def ways(self) -> int:
        return self.others + self.present


def check_expression(expression: str) -> str:
    """Refuse what is no regular expression, or could take more than linear time.

    Args:
        expression: A regular expression; may be empty.

    Returns:
        The problem as a sentence without a full stop; empty where there is none.
    """
    try:
        re.compile(expression)
    except (re.error, RecursionError, OverflowError) as error:
        return f"{expression!r} is no regular expression: {error}"
    return _check_repetitions(expression)


def _check_repetitions(expression: str) -> str:
    stack = [_OpenGroup()]
    closed: _OpenGroup | None = None  # the group that ends right before the present token
    for token in _TOKEN.finditer(expression):
        kind = token.lastgroup
        group = stack[-1]
        before, closed = closed, None
        if kind in ("bounds", "comma", "least", "most", "mark"):
            problem = _check_repetition(expression, token, before, group)
            if problem:
                return problem
        elif kind == "open" and not token["open"].endswith(")"):
            stack.append(_OpenGroup())
        elif kind == "close" and len(stack) > 1:
            closed = stack.pop()
            stack[-1].present *= closed.ways
        elif kind == "either":
            group.others += group.present
            group.present = 1
        if stack[0].ways > _MOST_WAYS:
            return f"{expression!r} can match in too many ways; give smaller bounds or split it"
    return ""


def _check_repetition(
    expression: str,
    token: re.Match[str],
    before: _OpenGroup | None,
    group: _OpenGroup,
) -> str:
    mark = token["mark"]
    if mark == "?":
        group.present *= 2
        return ""
    has_no_bound = mark or (token["comma"] and not token["most"])
    if has_no_bound:
        return f"{expression!r} repeats without a bound; write {{0,20}} in place of * or +"
    if before is not None:
        return f"{expression!r} repeats a group; write the alternatives without a repetition"
    least = int(token["least"] or 0)
    most = int(token["most"] or 0) if token["comma"] else least
    if most > _LONGEST:
        return f"{expression!r} repeats more than {_LONGEST} times"
    group.present *= max(most - least + 1, 1)
    return ""
