"""Reads the acts of a document, line by line."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.notation.work_keys import titled, work_key
from corpus.records import (
    Act,
    Action,
    DocumentKind,
    Doubt,
    Evidence,
    Instrument,
    Law,
    Scope,
    Span,
    Target,
    TextStage,
    Unit,
)
from law.structure.acts.addressees import name_addressee, read_addressee
from law.structure.acts.amendments import (
    amends,
    read_amended,
    read_title_action,
)
from law.structure.acts.clauses import VERB, Clause, first_day, read_clauses
from law.structure.acts.doubts import find_amendment_doubts, find_doubts
from law.structure.acts.lists import (
    ListHead,
    head_verb,
    is_amended_row,
    is_group,
    kept_names,
    read_entries,
    row_action,
)
from law.structure.acts.prevailing import read_prevailing
from law.structure.acts.scopes import read_scope, read_until
from law.structure.acts.sentences import Sentence, blank_quotations, read_sentences
from law.structure.acts.starting_days import begins_with, document_begins_with, without_day
from law.structure.commencement import read_commencements
from law.structure.enactment import latest
from law.structure.law import begins
from law.structure.lines import TextLine

_ALONE = (
    "废止|失效|失去效力|停止[执施实使适]|不再[执适施有]|终止[执施实适]|作废|继续[有执施实适]|现行有效|仍然有效"
    "|不一致|抵触|不符|冲突|矛盾|法优于|特别规定的"
)
_BESIDE_TITLE = (
    "暂停|暂时|暂缓|暂不|中止|调整适用|调整实施|变通适用|延长|延续|延期至"
    "|执行截?[至到]|施行截?[至到]|实施截?[至到]|有效期限?截?[至到]"
    "|撤销|批准|代替|取代|替代|更正|不同"
)
"""Words that state an act only beside a title."""
_WORDS = re.compile(f"{_ALONE}|{_BESIDE_TITLE}")
"""Words of acts. Each choice begins with a plain character: so the search is fast."""
_STATES_ALONE = re.compile(_ALONE)
_DENIALS = ("谣", "不实", "不属实", "虚假", "纯属", "是假的")
_TITLE_ENDS = re.compile(
    r"关于(?:公布)?(?P<verb>废止|撤销|停止执行|宣布失效)[^《》]{0,12}《(?P<name>.+)》(?:等[^《》]{0,20})?的?(?:决定|通知|公告|命令|令|通告)"
)
_OF_ANNEX = re.compile(r"附件|目录|清单|名单|^\s*[\u4e00-\u9fff]{0,24}的[\u4e00-\u9fff]{2,12}$")
_SHORT_TITLE = re.compile(
    r"《(?P<full>[^《》]{2,60})》(?:[（(][^（）()《》]{0,60}[)）])?"
    r"[（(][^（）()《》]{0,20}以下(?:统)?简称[：:为]?\s*[《“\"](?P<short>[^《》“”\"（）()]{2,20})[》”\"]"
)
_BODY_ENDS = re.compile(r"废止|撤销|停止[执施]行|失效")
_DENIED = re.compile(
    r"(?:消息|说法|传言|信息|内容|传闻|言论|帖子|文章)[^。《》]{0,14}(?:不属实|不实|系谣言|为谣言|是谣言|属谣言|纯属|均为虚假|为虚假|是假的)"
)
_NORMS = frozenset(
    {
        DocumentKind.STATUTE,
        DocumentKind.REGULATION,
        DocumentKind.INTERPRETATION,
        DocumentKind.DECISION,
    }
)
_DECISIVE = frozenset({Action.REPEAL, Action.ANNUL})
_SCOPED = frozenset(
    {
        Action.SUSPEND,
        Action.ADJUST,
        Action.EXTEND,
        Action.REPEAL,
        Action.CONFIRM,
    }
)


_ANYWHERE = Scope()

_WITH_A_DAY = frozenset(Action) - {Action.CONFIRM, Action.PREVAIL}
"""Actions that take effect on a day."""


@dataclass(frozen=True, slots=True)
class _Read:
    """An act as a sentence states it; the days of the document are to be added."""

    action: Action
    target: Target
    evidence: Evidence
    since: str | None = None
    on_issue: bool = False
    scope: Scope = _ANYWHERE
    doubts: tuple[Doubt, ...] = ()


def read_acts(
    text: str,
    title: str,
    kind: DocumentKind,
    lines: Sequence[TextLine],
    units: Sequence[Unit],
    law: Law | None,
    made: str | None,
    instrument: Instrument,
) -> tuple[Act, ...]:
    """Read what a document says that it does to other works.

    Acts that are in doubt are claims, and only a document that a body adopted can make them.

    Args:
        text: The clean text of the document.
        title: Its title.
        kind: Its kind.
        lines: The lines of its body.
        units: Its units.
        law: What it says of itself as a norm; None where it is none.
        made: The date of its version, in ISO form.
        instrument: What sort of paper it is.

    Returns:
        The acts in the order of the text, none twice.
    """
    is_norm = kind in _NORMS and instrument.stage is TextStage.ADOPTED
    addressee = read_addressee(lines, instrument.issuers)
    short_titles = _short_titles(text)
    read = list(
        _read(
            text,
            title,
            kind,
            lines,
            made,
            may_deny=not is_norm,
        )
    )
    if not read:
        return ()
    if instrument.stage is not TextStage.ADOPTED:
        read = [found for found in read if not found.doubts]
    if law is None:
        spans = [Span(unit.start, unit.end) for unit in units]
        law = Law(
            commencements=tuple(
                read_commencements(
                    text,
                    spans,
                    kind,
                )
            )
        )
    since = begins(
        law.commencements,
        law.events,
        made,
    )
    acted = latest(law.events)
    day = acted[-1].date if acted else made
    if any(part.unset and not part.articles for part in law.commencements):
        # 施行日期另行规定: nothing that the text does has a day yet.
        day = None
    own = work_key(title)
    whole = document_begins_with(text, own)
    acts: dict[tuple[object, ...], Act] = {}
    for stated_act in read:
        found = _without_own_day(stated_act, title)
        other = begins_with(found.evidence.words, own)
        if other is not None and found.doubts == (Doubt.CONDITIONAL,):
            found = replace(found, doubts=_other_doubts(found.evidence.words))
        other = other or whole
        if found.since or found.on_issue or found.action not in _WITH_A_DAY:
            other = None
        act_day = day
        if found.action is Action.AMEND and day is not None:
            act_day = made or day
        stated = act_day if found.on_issue else since
        target = _in_full(found.target, short_titles)
        target = name_addressee(
            target,
            found.evidence.words,
            addressee,
        )
        act = Act(
            action=found.action,
            target=target,
            since=None if other else found.since or stated,
            made=act_day,
            evidence=found.evidence,
            scope=_with_limits(
                found,
                title,
                found.since or stated,
            ),
            doubts=found.doubts,
            begins_with=other,
        )
        key = (
            act.action,
            act.target.name,
            act.target.provisions,
            act.target.excepted,
            act.target.dates,
            act.target.number,
            act.scope,
            act.since,
        )
        known = acts.get(key)
        if known is None or (known.doubts and not act.doubts):
            acts[key] = act
    return tuple(acts.values())


def _other_doubts(words: str) -> tuple[Doubt, ...]:
    """What else is doubtful in a sentence that only seemed to set a condition."""
    found = find_doubts(
        without_day(words),
        "",
        "",
        "",
        None,
    )
    return tuple(doubt for doubt in found if doubt is Doubt.CONDITIONAL)


def _without_own_day(found: _Read, title: str) -> _Read:
    """An act without a doubt where its condition is the document's own coming into force."""
    if found.doubts != (Doubt.CONDITIONAL,):
        return found
    own = work_key(title)
    words = found.evidence.words
    named = [work_key(words[span.start : span.end]) for span in titled(words)]
    return replace(found, doubts=()) if own in named else found


def _short_titles(text: str) -> dict[str, str]:
    """The full titles by the short ones that a text gives them: 《甲管理条例》（以下简称《条例》）."""
    if "简称" not in text:
        return {}
    return {match["short"]: match["full"] for match in _SHORT_TITLE.finditer(text)}


def _in_full(target: Target, short_titles: Mapping[str, str]) -> Target:
    """A norm under its full title."""
    full = short_titles.get(target.name)
    return target if full is None else replace(target, name=work_key(f"《{full}》"))


def _with_limits(
    found: _Read,
    title: str,
    since: str | None,
) -> Scope:
    """The scope of an act, with what the title or the first day of a period says."""
    scope = found.scope
    if found.action not in (Action.SUSPEND, Action.ADJUST):
        return scope
    if not scope.region:
        scope = replace(
            scope,
            region=read_scope(
                re.sub(
                    "《[^《》]*》",
                    "",
                    title,
                )
            ).region,
        )
    if scope.until:
        return scope
    return replace(scope, until=read_until(found.evidence.words, since))


def _read(
    text: str,
    title: str,
    kind: DocumentKind,
    lines: Sequence[TextLine],
    made: str | None,
    *,
    may_deny: bool,
) -> Iterator[_Read]:
    """The acts of a document in the order of its text.

    News that deny a rumour deny all that they repeat; a norm on false reports denies nothing.
    """
    bare_title = re.sub(
        r"\s",
        "",
        title,
    )
    is_amending = amends(bare_title) and kind is DocumentKind.DECISION
    by_title = read_title_action(bare_title) if kind in _NORMS else None
    if by_title:
        action, target, evidence = by_title
        yield _Read(
            action,
            target,
            evidence,
        )
    places = _lines_of_acts(text, lines)
    if not places and not is_amending and _title_head(bare_title) is None:
        return
    blanked, quotations = blank_quotations(text)
    denied = may_deny and _is_denied(blanked)
    read = list(
        _body(
            text,
            blanked,
            bare_title,
            lines,
            places,
            made,
        )
    )
    for found in read:
        if denied and not found.doubts:
            yield replace(found, doubts=(Doubt.NEGATED,))
        else:
            yield found
    if not any(_decides(found) for found in read):
        yield from _by_title(
            bare_title,
            blanked,
            lines,
            denied=denied,
        )
    if is_amending:
        yield from _amended(
            text,
            blanked,
            bare_title,
            lines,
        )
    yield from _quoted(
        text,
        quotations,
        made,
    )


def _decides(found: _Read) -> bool:
    """Whether a sentence ends a norm, or is in a doubt that no title takes away."""
    return found.action in _DECISIVE and set(found.doubts) != {Doubt.UNCLEAR}


def _is_denied(blanked: str) -> bool:
    """Whether a text says that what it repeats is not true."""
    has_word = any(word in blanked for word in _DENIALS)
    return has_word and _DENIED.search(blanked) is not None


def _quoted(
    text: str,
    quotations: Sequence[Span],
    made: str | None,
) -> Iterator[_Read]:
    """The acts that a document quotes."""
    for quotation in quotations:
        if not VERB.search(
            text,
            quotation.start,
            quotation.end,
        ):
            continue
        for sentence in read_sentences(
            text,
            text,
            quotation,
            quoted=True,
        ):
            yield from _sentence_acts(sentence, made)


def _lines_of_acts(text: str, lines: Sequence[TextLine]) -> list[int]:
    """The indices of the lines that may state an act; all others are never read."""
    found: list[int] = []
    starts = [line.start for line in lines]
    for match in _WORDS.finditer(text):
        index = bisect_right(starts, match.start()) - 1
        if index < 0 or (found and found[-1] == index):
            continue
        line = lines[index]
        states_alone = _STATES_ALONE.match(match[0]) is not None
        if match.start() < line.end and (states_alone or "《" in line.text):
            found.append(index)
    return found


def _body(
    text: str,
    blanked: str,
    title: str,
    lines: Sequence[TextLine],
    places: Sequence[int],
    made: str | None,
) -> Iterator[_Read]:
    """The acts of the lines of a document, with its lists; `places` are lines with words."""
    head = _title_head(title)
    days: dict[Action | None, set[str]] = {}
    index = 0
    while index < len(lines):
        if head is None:
            following = bisect_left(places, index)
            if following == len(places):
                return
            index = places[following]
        line = lines[index]
        index += 1
        for sentence in read_sentences(
            text,
            blanked,
            Span(line.start, line.end),
        ):
            found, head = _under_head(
                sentence,
                head,
                made,
                row=line.row,
                days=days,
            )
            yield from found


def _under_head(
    sentence: Sentence,
    head: ListHead | None,
    made: str | None,
    *,
    row: bool,
    days: dict[Action | None, set[str]],
) -> tuple[list[_Read], ListHead | None]:
    """The acts of a sentence that may head a list or be an entry, and the head that then holds.

    An annex repeats its head without the day, so `days` has the days of the heads so far.
    """
    heading = None if row else head_verb(sentence)
    if heading is not None:
        opened = _read_head(
            sentence,
            heading,
            made,
        )
        known = days.setdefault(opened.action, set())
        if opened.since:
            known.add(opened.since)
        elif len(known) == 1 and _OF_ANNEX.search(sentence.masked):
            opened = replace(opened, since=next(iter(known)))
        first = _behind_colon(sentence, heading)
        return list(
            _entries(
                sentence,
                first,
                opened,
                row=False,
            )
        ), opened
    if row and head is None and row_action(sentence) is not None:
        head = ListHead(None, "")
    if head is not None:
        if row and is_amended_row(sentence):
            return [], head
        entries = list(
            _entries(
                sentence,
                0,
                head,
                row=row,
            )
        )
        if entries:
            return entries, head
    found = list(_sentence_acts(sentence, made))
    ends_list = not row and (bool(found) or not is_group(sentence))
    return found, None if ends_list else head


def _title_head(title: str) -> ListHead | None:
    """The head of a list that a title is: 废止的规章目录."""
    verb = VERB.search(
        re.sub(
            "《[^《》]*》",
            "",
            title,
        )
    )
    is_list = verb is not None and re.search("目录|清单|名单", title)
    if verb is None or not is_list or verb.lastgroup not in ("repeal", "confirm"):
        return None
    doubts = (Doubt.RECOMMENDED,) if re.search("拟|建议|征求意见", title) else ()
    both = "继续有效" in title and re.search("废止|失效", title)
    return (
        None
        if both
        else ListHead(
            Action(verb.lastgroup),
            title[:60],
            doubts=doubts,
        )
    )


def _behind_colon(sentence: Sentence, verb: re.Match[str]) -> int:
    colon = re.search("[:：]", sentence.masked[verb.end() :])
    return verb.end() + colon.end() if colon else len(sentence.masked)


def _read_head(
    sentence: Sentence,
    verb: re.Match[str],
    made: str | None,
) -> ListHead:
    masked = sentence.masked
    before = masked[: verb.start()]
    doubts = tuple(
        doubt
        for doubt in find_doubts(
            before,
            masked[verb.end() :],
            masked,
            sentence.ender,
            made,
        )
        if doubt is not Doubt.HISTORICAL
    )
    colon = re.search("[:：]", masked[verb.end() :])
    lead = masked[: verb.end() + colon.start()] if colon else masked
    return ListHead(
        action=Action(verb.lastgroup or ""),
        words=sentence.text.strip()[:60],
        since=first_day(lead),
        doubts=doubts,
        region=read_scope(masked).region,
        kept=kept_names(sentence),
    )


def _entries(
    sentence: Sentence,
    first: int,
    head: ListHead,
    *,
    row: bool,
) -> Iterator[_Read]:
    if first >= len(sentence.masked):
        return
    rule = f"list: {head.words}" if head.words else "row of a table"
    for entry in read_entries(
        sentence,
        first,
        head,
        row=row,
    ):
        since = entry.since or head.since
        dates = tuple(date for date in entry.named.target.dates if date != entry.since)
        yield _Read(
            action=entry.action,
            target=replace(entry.named.target, dates=dates),
            evidence=sentence.evidence(rule, entry.named.start),
            since=since,
            scope=Scope(region=head.region),
            doubts=head.doubts,
        )


def _sentence_acts(sentence: Sentence, made: str | None) -> Iterator[_Read]:
    """The acts that a sentence states by itself."""
    quoted = (Doubt.QUOTED,) if sentence.quoted else ()
    prevailing = read_prevailing(sentence)
    for target in prevailing:
        yield _Read(
            Action.PREVAIL,
            target,
            sentence.evidence("prevailing clause", 0),
            doubts=quoted,
        )
    if prevailing or not VERB.search(sentence.masked):
        return
    of_verbs: dict[Span, list[Doubt]] = {}
    scope_of_sentence = read_scope(sentence.masked)
    for clause in read_clauses(sentence):
        if clause.verb not in of_verbs:
            of_verbs[clause.verb] = list(
                find_doubts(
                    clause.before,
                    clause.after,
                    sentence.masked,
                    sentence.ender,
                    made,
                )
            )
        doubts = tuple(
            dict.fromkeys(
                [
                    *quoted,
                    *of_verbs[clause.verb],
                    *clause.doubts,
                ]
            )
        )
        action = clause.action
        scope = scope_of_sentence if action in _SCOPED else Scope()
        yield _Read(
            action=action,
            target=clause.named.target,
            evidence=sentence.evidence(_RULES.get(action, "clause"), clause.named.start),
            since=clause.since,
            on_issue=clause.on_issue,
            scope=_scope_of(clause, scope),
            doubts=doubts,
        )


_RULES = {Action.REPEAL: "repealing clause", Action.CONFIRM: "confirming clause"}


def _scope_of(clause: Clause, scope: Scope) -> Scope:
    """A last day limits what is suspended or extended, and not what ends."""
    if clause.action in (Action.REPEAL, Action.CONFIRM):
        return replace(scope, until=None)
    if clause.action is Action.EXTEND:
        return Scope(until=scope.until)
    return scope


def _by_title(
    title: str,
    blanked: str,
    lines: Sequence[TextLine],
    *,
    denied: bool,
) -> Iterator[_Read]:
    """The end that a title names and the body only points at: 经研究，决定予以废止."""
    match = _TITLE_ENDS.search(title)
    if match is None:
        return
    action = Action.ANNUL if match["verb"] == "撤销" else Action.REPEAL
    named = [f"《{name}》" for name in re.split("》[、和及]+《", match["name"])]
    keys = {work_key(name) for name in named}
    for line in lines:
        for sentence in read_sentences(
            blanked,
            blanked,
            Span(line.start, line.end),
        ):
            verb = _BODY_ENDS.search(sentence.masked)
            if verb is None or not _names_only(sentence, keys):
                continue
            before = sentence.masked[: verb.start()]
            doubts = tuple(
                find_doubts(
                    before,
                    sentence.masked[verb.end() :],
                    sentence.masked,
                    sentence.ender,
                    None,
                )
            )
            if denied:
                doubts = (Doubt.NEGATED, *doubts)
            for name in named:
                yield _Read(
                    action=action,
                    target=Target(work_key(name), name),
                    evidence=sentence.evidence("title and clause", verb.start()),
                    since=first_day(sentence.masked),
                    doubts=doubts,
                )
            return


def _names_only(sentence: Sentence, keys: set[str]) -> bool:
    """Whether a sentence names no work but those of the title."""
    return all(
        work_key(sentence.text[title.start : title.end]) in keys for title in sentence.titles
    )


def _amended(
    text: str,
    blanked: str,
    title: str,
    lines: Sequence[TextLine],
) -> Iterator[_Read]:
    """The works that a decision changes, each with its articles."""
    sentences = (
        sentence
        for line in lines
        for sentence in read_sentences(
            text,
            blanked,
            Span(line.start, line.end),
        )
    )
    for amended in read_amended(title, sentences):
        doubts: tuple[Doubt, ...] = ()
        sentence = amended.sentence
        if sentence is not None:
            place = re.search("修[改正订]|删|增加", sentence.masked)
            at = place.start() if place else len(sentence.masked)
            before = sentence.masked[:at]
            doubts = tuple(find_amendment_doubts(before, sentence.ender))
        yield _Read(
            Action.AMEND,
            amended.whole_target(),
            amended.evidence,
            doubts=doubts,
        )
