"""Clauses that state acts: a verb such as 废止 or 继续有效 with the norms that it is said of.

《甲》继续有效，《乙》同时废止。      the titles before the verb, back to the verb before
现决定废止《甲》和《乙》。            the titles right behind it
废止青岩市电车管理办法。              a name without marks
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from corpus.notation.dates import DATE, find_dates
from corpus.records import Action, Doubt, Span
from law.structure.acts.connectives import OBJECT_END
from law.structure.acts.days import end_day
from law.structure.acts.far_subjects import find_far_subject
from law.structure.acts.names import is_norm
from law.structure.acts.objects import read_objects
from law.structure.acts.sentences import Sentence
from law.structure.acts.subjects import read_subjects
from law.structure.acts.targets import Named
from law.structure.acts.verbs import VERB, is_noun
from law.structure.sentences import label_length

_REPLACED = re.compile(r"\s*(?:$|[，,])")
_APPROVES = re.compile(r"(?:[，,：:、.．]|决定|现|同意)\s*$|^\s*$")
_MOST_VERBS = 40
_MOST_BEFORE = 3000
"""Bounds of a sentence, so that a text of nothing but verbs costs what any other text costs."""
_FROM_DAY = re.compile(rf"[（(，,]?\s*自\s*(?:{DATE.pattern})\s*起\s*(?:废止|失效|停止|执行)?")
_ON_ISSUE = re.compile(
    r"自?(?:本[\u4e00-\u9fff]{1,8}?)?(?:公布|发布|印发|颁布|通过|发文|下发)之日起|即日起(?!至)"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with one norm that it is said of.

    Attributes:
        action: What it does.
        named: The norm.
        verb: The place of the verb in the sentence.
        before: The words before the verb that belong to it, with titles blanked.
        after: The words behind it.
        since: The day of effect that the clause states.
        on_issue: Whether it is the day of the document itself.
        doubts: Doubts that the grammar of the clause raises.
    """

    action: Action
    named: Named
    verb: Span
    before: str
    after: str
    since: str | None
    on_issue: bool
    doubts: tuple[Doubt, ...] = ()


def read_clauses(sentence: Sentence) -> Iterator[Clause]:
    """Read the clauses of a sentence that state acts.

    Args:
        sentence: The sentence.

    Yields:
        A clause for each norm, in the order of the verbs.
    """
    masked = sentence.masked
    floor = label_length(sentence.text)
    verbs = list(islice(VERB.finditer(masked, floor), _MOST_VERBS))
    for index, verb in enumerate(verbs):
        stop = verbs[index + 1].start() if index + 1 < len(verbs) else len(masked)
        said_of = _norms_of(
            sentence,
            verb,
            stop,
            floor,
        )
        if said_of is None:
            continue
        found, doubts, floor_of_next = said_of
        before = masked[max(floor, verb.start() - _MOST_BEFORE) : verb.start()]
        since = end_day(before)
        behind = masked[verb.end() : min(stop, verb.end() + _MOST_BEFORE)]
        if since is None and (stated := _FROM_DAY.search(behind)):
            since = next((iso for iso, _ in find_dates(stated[0])), None)
        on_issue = since is None and _ON_ISSUE.search(before) is not None
        for named in found:
            yield Clause(
                action=Action(verb.lastgroup or ""),
                named=_without_day(named, since),
                verb=Span(*verb.span()),
                before=before,
                after=masked[verb.end() : verb.end() + 60],
                since=since,
                on_issue=on_issue,
                doubts=doubts,
            )
        if found:
            floor = floor_of_next


def _norms_of(
    sentence: Sentence,
    verb: re.Match[str],
    stop: int,
    floor: int,
) -> tuple[list[Named], tuple[Doubt, ...], int] | None:
    """The norms that a verb is said of, doubts about them, and where the next clause may begin.

    None where the verb states no act.
    """
    masked = sentence.masked
    action = Action(verb.lastgroup or "")
    if action is Action.APPROVE:
        near = max(0, verb.start() - 8)
        if not _APPROVES.search(
            masked,
            near,
            verb.start(),
        ):
            return None
    objects = list(
        read_objects(
            sentence,
            verb,
            stop,
        )
    )
    found = [named for named in objects if is_norm(named.target.words)]
    if found:
        ends = action in (Action.REPEAL, Action.ANNUL)
        is_spoken_of = ends and not OBJECT_END.match(masked, objects[-1].end)
        return found, (Doubt.UNCLEAR,) if is_spoken_of else (), found[-1].end
    is_bare = action is Action.REPLACE and not _REPLACED.match(masked, verb.end())
    if action is Action.APPROVE or is_bare or is_noun(masked, verb):
        return None
    found, doubts = read_subjects(
        sentence,
        verb,
        floor,
    )
    if not found:
        found, doubts = find_far_subject(
            sentence,
            verb,
            label_length(sentence.text),
        )
    found = [named for named in found if is_norm(named.target.words)]
    return found, doubts, verb.end()


def _without_day(named: Named, since: str | None) -> Named:
    """The day of effect is no day of the norm."""
    dates = tuple(date for date in named.target.dates if date != since)
    return replace(named, target=replace(named.target, dates=dates))
