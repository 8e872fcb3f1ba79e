"""Which acts a list of claims has, and in which order: conditions for both databases."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Text, and_, case, cast, func, or_

from corpus.notation.work_keys import loose_key
from corpus.records import Action, ClaimReason, Verdict
from storage.catalog.tables import claims

_ENDING = (
    Action.REPEAL,
    Action.REPLACE,
    Action.ANNUL,
)
"""Actions that end their target, in whole or in part."""

_EMPTY = "[]"

_ENDS = claims.c.action.in_([action.value for action in _ENDING])

MOST_IMPORTANT_FIRST = (
    case((_ENDS, 0), else_=1),
    case((claims.c.since.is_(None), 1), else_=0),
    claims.c.since.desc(),
    claims.c.id,
)
"""What would end a work, then the newest."""

IN_EFFECT_FIRST = (
    case(
        {
            verdict.value: place
            for place, verdict in enumerate(
                (
                    Verdict.APPLIED,
                    Verdict.ACCEPTED,
                    Verdict.OPEN,
                    Verdict.REJECTED,
                )
            )
        },
        value=claims.c.verdict,
    ),
    claims.c.since,
    claims.c.id,
)


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which acts are wanted.

    Attributes:
        verdicts: Their verdicts.
        stored: Only acts on works that are stored.
        ending: Only acts that end a whole work.
        work: Only acts on this work; None for all.
        reason: Only claims for this reason; None for all.
    """

    verdicts: Collection[Verdict] = (Verdict.OPEN,)
    stored: bool = True
    ending: bool = False
    work: str | None = None
    reason: ClaimReason | None = None


def conditions_of(wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    """Return the conditions of a filter.

    Args:
        wanted: Which acts are wanted.

    Returns:
        The conditions, which all have to hold.
    """
    verdicts = [verdict.value for verdict in wanted.verdicts]
    found: list[ColumnElement[bool]] = [claims.c.verdict.in_(verdicts)]
    if wanted.stored:
        found.append(claims.c.target.is_not(None))
    if wanted.ending:
        is_whole = and_(
            _text_of("target", "provisions") == _EMPTY,
            _text_of("target", "excepted") == _EMPTY,
        )
        found += [_ENDS, is_whole]
    if wanted.work is not None:
        is_named = claims.c.name == loose_key(wanted.work)
        found.append(or_(claims.c.target == wanted.work, is_named))
    if wanted.reason is not None:
        found.append(cast(claims.c.reasons, Text).contains(f'"{wanted.reason.value}"'))
    return found


def is_about(article: str) -> ColumnElement[bool]:
    """Return the condition that an act is about an article, a part of it, or the whole text.

    Args:
        article: The label of the article.

    Returns:
        The condition.
    """
    provisions = _text_of("target", "provisions")
    # 第二条之一 begins like 第二条, and is another article.
    others_removed = func.replace(
        provisions,
        f'"{article}之',
        "",
    )
    return and_(
        or_(provisions == _EMPTY, others_removed.contains(f'"{article}', autoescape=True)),
        ~_text_of("target", "excepted").contains(f'"{article}"', autoescape=True),
    )


def is_operative() -> ColumnElement[bool]:
    """Return the condition that nothing speaks against the sentence of an act."""
    return _text_of("doubts") == _EMPTY


def _text_of(*path: str) -> ColumnElement[str]:
    """A part of the act as the text of its JSON."""
    return cast(claims.c.act[path], Text)
