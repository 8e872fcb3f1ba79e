"""Which acts on a work are meant for which of its versions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.records import Target, WeighedAct
from law.structure.enactment import ONE_ACT, days_between
from law.validity.records import VersionFacts

_FIGURES = re.compile(r"\d+")
_YEAR = 4  # characters


def acts_by_version(
    versions: Sequence[VersionFacts], acts: Sequence[WeighedAct]
) -> Mapping[str, list[WeighedAct]]:
    """Say which acts are meant for each version.

    An act that names an edition, by its date or number, is meant for the versions that have this
    date or number, where some have it and others do not. A later version of a text has the dates
    of the earlier ones in its head note, so it counts as the same edition, changed.

    Args:
        versions: The versions of a work.
        acts: Acts that are directed at the work.

    Returns:
        By the id of the version, its acts in their order.
    """
    found: dict[str, list[WeighedAct]] = {version.id: [] for version in versions}
    for weighed in acts:
        target = weighed.act.target
        meant = [version for version in versions if _is_edition(version, target)]
        for version in meant or versions:
            found[version.id].append(weighed)
    return found


def _is_edition(version: VersionFacts, target: Target) -> bool:
    number = version.law.number.value if version.law and version.law.number else ""
    if target.number and number and _same_number(target.number, number):
        return True
    return any(_is_near(day, own) for day in target.dates for own in version.days)


def _same_number(number: str, other: str) -> bool:
    return _FIGURES.findall(number)[-2:] == _FIGURES.findall(other)[-2:]


def _is_near(day: str, own: str) -> bool:
    if len(day) == _YEAR:
        return day == own[:_YEAR]
    return abs(days_between(day, own)) <= ONE_ACT
