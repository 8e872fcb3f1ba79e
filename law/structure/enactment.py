"""Who made a text, when, and under which number: the note below a title, read act by act.

    2007年6月29日 第十届全国人民代表大会常务委员会第二十八次会议通过          adopted
    2003年8月15日 中华人民共和国国务院令第388号公布                          promulgated, 国务院令第388号
    2012年12月28日 …《关于修改〈…〉的决定》修正                              amended: by another text
    2019年12月28日 …第十五次会议第二次修订                                   revised: the whole text anew
    2021年9月1日 施行                                                        effective

One pattern for a whole line was set aside: notes join acts in any number and order, so each date is
read with the words behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from corpus.notation.dates import (
    DATE,
    ISO_DATE,
    Dated,
    iso_date,
    read_dates,
)
from corpus.notation.numerals import NUMERAL
from corpus.notation.work_keys import STATE
from corpus.records import (
    Act,
    Event,
    Evidence,
    Finding,
    Severity,
    Span,
    Stated,
)
from law.structure.lines import TextLine

_QUOTED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|<[^<>]*>|〈[^〈〉]*〉")
_MASK = "□"
_INSTRUMENT = re.compile(
    rf"通过的?\s*{_MASK}|{_MASK}[^，。；]{{0,12}}(?:修正|修订|修改)|(?:修正|修改)"
)
_VERBS: tuple[tuple[Act, re.Pattern[str]], ...] = (
    (Act.AMENDED, _INSTRUMENT),
    (Act.REVISED, re.compile("修订")),
    (Act.PROMULGATED, re.compile("公布|发布|颁布|颁行|印发|签发|公告")),
    (Act.ADOPTED, re.compile("通过|制定")),
    (Act.APPROVED, re.compile("批准|核准")),
    (Act.EFFECTIVE, re.compile("施行|实施|生效|试行|执行")),
)
"""What was done, by its words; of several in one act the first row counts: 修订通过 revises, 通过并公布
promulgates.
"""

_CHANGES = frozenset({Act.AMENDED, Act.REVISED})
_MADE = frozenset(
    {
        Act.ADOPTED,
        Act.PROMULGATED,
        Act.AMENDED,
        Act.REVISED,
        Act.APPROVED,
    }
)

_ORDER = re.compile(
    rf"(?P<by>[\u4e00-\u9fff、（）]{{1,60}}?令)\s*[（(〔\[［]?\s*(?P<year>(?:19|20)\d{{2}})?\s*年?\s*[)）〕\]］]?\s*第?\s*(?P<number>{NUMERAL}{{1,6}})\s*号"
)
_LETTERS = re.compile(
    r"(?P<by>[\u4e00-\u9fff]{1,12})\s*[（(〔\[［]\s*(?P<year>(?:19|20)\d{2})\s*[)）〕\]］]\s*第?\s*(?P<number>\d{1,5})\s*号"
)
_NOTICE = re.compile(
    r"(?P<by>[\u4e00-\u9fff、]{2,40}?公告)\s*[（(〔\[［]?\s*(?P<year>(?:19|20)\d{2})?\s*年?\s*[)）〕\]］]?\s*第\s*(?P<number>\d{1,5})\s*号"
)
_MEETING = re.compile(
    rf"(?:\d{{4}}年(?:度)?)?第?{NUMERAL}+次[\u4e00-\u9fff]{{0,12}}?会议|第{NUMERAL}+届|[部局署委行院室会]务会议"
    r"|(?:[部局署行院]长|主任)?(?:常务|办公|主席|主任)会议|审判委员会|检察委员会"
)
_ORGAN = re.compile(
    r"^[\u4e00-\u9fff、]{1,40}(?:院|会|部|局|委|署|办公室|厅|府|行|总局|司|大会|组|社|关|所|军|公司|联合会|办)$"
)
_VERB = re.compile(
    "审议|讨论|通过|批准|核准|公布|发布|颁布|颁行|印发|签发|公告|修正|修订|修改|施行|实施|制定|令|第"
)
_IN_TITLE = re.compile(
    r"((?:最高人民法院|最高人民检察院|国务院办公厅|国务院|全国人民代表大会(?:常务委员会)?|中央军(?:事委员会|委)|中共中央|公安部|司法部|、)+)(?=关于|人民法院|人民检察院|[\u4e00-\u9fff]{0,20}(?:规定|解释|决定|批复))"
)
_SHORT = {
    "中央军委": "中央军事委员会",
    "全国人大常委会": "全国人民代表大会常务委员会",
    "全国人大": "全国人民代表大会",
}
_ONE_BELOW_THE_OTHER = re.compile(
    r"(?<=[院会部局委署厅府行社])\s*\n\s*(?=[\u4e00-\u9fff]{2,}(?:[院会部局委署厅府行社]|$))"
)
_OF_AN_INSTRUMENT = re.compile(rf"\s*(?:公布|发布)?的?\s*{_MASK}")
_TAIL = re.compile(
    r"[（(]?(?:自(?!治)|起|本(?=[法条规办决解细修])).*$"
)  # 自治区 and 基本建设委员会 are names
_LINES = 4  # that a broken act may take: four ministries, one below the other
_BY = re.compile(r"^(?:经|由|业经|已经|根据|自|起|之日|，|、|\s)+")


def read_events(lines: Sequence[TextLine]) -> tuple[Event, ...]:
    """The acts that the lines of a note tell of, in their order; days that the calendar does not
    have are left out.
    """
    return tuple(event for line in whole_lines(lines) for event in _line_events(line))


def whole_lines(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """The lines of a note, those put together over which an act is broken: of 国务院 and 中央军委发布 each
    has half.

    What is put in between keeps the offsets true.
    """
    at = 0
    while at < len(lines):
        lengths = range(1, min(_LINES, len(lines) - at) + 1)
        length = next(
            (one for one in lengths if not _is_broken(_joined(lines[at : at + one]))),
            1,
        )
        yield _joined(lines[at : at + length])
        at += length


def _joined(lines: Sequence[TextLine]) -> TextLine:
    whole = lines[0]
    for line in lines[1:]:
        text = whole.text + "\n" * (line.start - whole.end) + line.text
        whole = replace(whole, text=text, end=line.end)
    return whole


def _is_broken(line: TextLine) -> bool:
    """Whether a line names a day and, behind it, somebody, but not what was done."""
    masked = mask_titles(line.text)
    dates = [
        one for one in read_dates(line.text) if _MASK not in masked[one.span.start : one.span.end]
    ]
    rest = masked[dates[-1].span.end :] if dates else ""
    return (
        len(re.findall(r"[\u4e00-\u9fff]", rest)) > 1
        and not _ORDER.search(rest)
        and not any(verb.search(rest) for _, verb in _VERBS)
    )


def impossible_dates(lines: Sequence[TextLine]) -> list[Finding]:
    """A finding for each day of a note that the calendar does not have."""
    return [
        Finding(
            Severity.WARNING,
            "date_impossible",
            line.text[one.span.start : one.span.end],
            f"no such day (at character {line.start})",
        )
        for line in lines
        for one in read_dates(line.text)
        if one.iso is None
    ]


def _line_events(line: TextLine) -> Iterator[Event]:
    if (match := ISO_DATE.fullmatch(line.text)) and (iso := iso_date(*map(int, match.groups()))):
        yield Event(
            act=Act.PROMULGATED,
            date=iso,
            evidence=Evidence(
                rule="date alone",
                words=line.text,
                span=Span(line.start, line.end),
            ),
        )
        return
    masked = mask_titles(line.text)
    dates = [
        one for one in read_dates(line.text) if _MASK not in masked[one.span.start : one.span.end]
    ]
    ends = [*(one.span.start for one in dates[1:]), len(masked)][: len(dates)]
    pending: list[
        Event
    ] = []  # …审判委员会会议、2021年12月29日…检察委员会会议通过: the verb stands behind the last
    for one, end in zip(dates, ends, strict=True):
        if one.iso is None:
            continue
        acts = list(_acts(line, masked, one, end))
        if not acts:
            pending.append(
                _event(
                    line,
                    Act.PROMULGATED,
                    one,
                    end,
                    masked,
                )
            )
            continue
        yield from (replace(event, act=acts[0].act) for event in pending if acts[0].act in _MADE)
        pending = []
        yield from acts
    beside = _ORDER.sub(
        "", DATE.sub("", line.text)
    )  # 卫生部令第36号 2010年5月6日: the date of the order
    alone = len(dates) == 1 and not re.sub(r"[\s（）()\[\]]", "", beside)
    if alone:
        yield from pending


def _acts(
    line: TextLine,
    masked: str,
    one: Dated,
    end: int,
) -> Iterator[Event]:
    """What the words behind a date say was done on it; 公布施行 are two acts."""
    rest = masked[one.span.end : end]
    found = [act for act, pattern in _VERBS if pattern.search(rest)]
    if not found and _ORDER.search(rest):  # an order is how it was promulgated
        found = [Act.PROMULGATED]
    if masked[: one.span.start].rstrip().endswith("自") or re.match(r"\s*(?:起|之日起)", rest):
        found = [Act.EFFECTIVE] if Act.EFFECTIVE in found else []
    made = next((act for act in found if act in _MADE), None)
    if made:
        yield _event(line, made, one, end, masked)
    # 公布，自2008年1月1日起施行 dates its own coming into force: what stands behind this date is not that
    if (
        Act.EFFECTIVE in found
        and not re.search("之日", rest)
        and (made is None or not re.search("自[^自]*$", rest))
    ):
        yield _event(
            line,
            Act.EFFECTIVE,
            one,
            end,
            masked,
        )


def _event(
    line: TextLine,
    act: Act,
    one: Dated,
    end: int,
    masked: str,
) -> Event:
    assert one.iso is not None, "days that there are not make no event"
    words = re.sub(
        r"\n+",
        " ",
        line.text[one.span.start : min(end, one.span.end + 40)].strip(),
    )
    span = Span(line.start + one.span.start, line.start + one.span.end)
    authority = None if act is Act.EFFECTIVE else _authority(masked[one.span.end : end])
    return Event(
        act=act,
        date=one.iso,
        evidence=Evidence(rule="head note", words=words, span=span),
        authority=authority,
    )


def _authority(words: str) -> str | None:
    """Whose act the words tell of: 第十届全国人民代表大会常务委员会第二十八次会议通过 → 全国人民代表大会常务委员会."""
    named = _BY.sub(
        "",
        re.sub(
            r"\s+",
            "",
            _ONE_BELOW_THE_OTHER.sub("、", words.replace(STATE, "")),
        ),
    )
    named = _TAIL.sub("", named) if not _VERB.search(named[:2]) else named
    named = _MEETING.sub("", named)
    named = named[: match.start()] if (match := _VERB.search(named)) else named
    named = named.strip("，。、（）() " + _MASK)
    return _in_full(named) if _ORGAN.match(named) else None


def _in_full(name: str) -> str:
    for short, full in _SHORT.items():
        name = name.replace(short, full)
    return name


def mask_titles(text: str) -> str:
    """A text of the same length with its titles in 《》 blanked: what they say was done is not said
    of this text.
    """
    return _QUOTED.sub(lambda match: _MASK * len(match[0]), text)


def read_number(lines: Sequence[TextLine], title: str) -> Stated | None:
    """The number under which the text was made, or last made anew: 国务院令第532号, 法释〔2020〕26号.

    Of several the last counts that stands in an act, since a number of its own means that the whole
    text was published again.
    """
    found: Stated | None = None
    for line in _whole_orders(lines):
        masked = mask_titles(line.text)
        if title and line.text in title:
            continue
        for match in sorted(
            (*_ORDER.finditer(masked), *_LETTERS.finditer(masked), *_NOTICE.finditer(masked)),
            key=lambda one: one.start(),
        ):
            number = _canonical(match)
            # the number of a decision (…令第159号《关于修改…的决定》修正) is not that of the text which it
            # changed; a number in the middle of a sentence is somebody else's
            stands = DATE.search(line.text) or len(line.text) - len(match[0]) <= 4
            if number and stands and not _OF_AN_INSTRUMENT.match(masked, match.end()):
                span = Span(line.start + match.start(), line.start + match.end())
                found = Stated(
                    number, Evidence(rule="head note", words=match[0].strip(), span=span)
                )
    return found


def _whole_orders(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """The lines, an order that is printed on two (国务院令, then 第375号) as one."""
    previous: TextLine | None = None
    for line in lines:
        if (
            previous
            and previous.text.endswith("令")
            and re.match(rf"第\s*{NUMERAL}{{1,6}}\s*号", line.text)
        ):
            gap = " " * (line.start - previous.end)
            previous = replace(
                previous,
                text=previous.text + gap + line.text,
                end=line.end,
            )
            continue
        if previous:
            yield previous
        previous = line
    if previous:
        yield previous


def _canonical(match: re.Match[str]) -> str | None:
    by = _in_full(re.sub(r"\s+", "", match["by"]).replace(STATE, "").lstrip("、（）"))
    by = by.removeprefix("日")  # of a date that no blank parts from it
    number = re.sub(r"\s+", "", match["number"])
    year = match["year"]
    if not by or by in ("令", "第", "年第"):
        return None
    if match.re is _LETTERS:
        return f"{by}〔{year}〕{number}号"
    return f"{by}〔{year}〕第{number}号" if year else f"{by}第{number}号"


def maker(events: Sequence[Event], title: str) -> Stated | None:
    """The authority that made the text: whose adoption is told first, else whose promulgation, else
    the one that its title begins with.

    Acts of one day and sort by several (both supreme organs in one line) name them all.
    """
    for act in (Act.ADOPTED, Act.PROMULGATED, Act.REVISED):
        of_sort = [event for event in events if event.act is act and event.authority]
        if not of_sort:
            continue
        first = of_sort[0]
        joint = [
            event
            for event in of_sort
            if event.evidence.span and first.evidence.span and _beside(first, event)
        ]
        names = list(dict.fromkeys(event.authority or "" for event in joint))
        return Stated("、".join(names), replace(first.evidence, rule="head note: maker"))
    titled = _IN_TITLE.match(re.sub(r"\s+", "", title).removeprefix(STATE))
    return Stated(_in_full(titled[1]), Evidence("title: maker", titled[1])) if titled else None


def _beside(first: Event, other: Event) -> bool:
    """Whether two acts are one, told of with a date for each of those who did it."""
    if first is other:
        return True
    assert first.evidence.span is not None, "both have been looked at"
    assert other.evidence.span is not None, "both have been looked at"
    return 0 < other.evidence.span.start - first.evidence.span.end < 40 and not re.search(
        "通过|公布|发布",
        first.evidence.words.partition(other.date[:4])[0],
    )


def latest(events: Sequence[Event]) -> list[Event]:
    """The acts that made the text as it stands: the last one and those that belong to it (adopted,
    then promulgated).
    """
    made = sorted(
        (event for event in events if event.act in _MADE),
        key=lambda event: event.date,
    )
    if not made:
        return []
    first = len(made) - 1
    while (
        first
        and days_between(made[first - 1].date, made[first].date) <= ONE_ACT
        and made[first - 1].act not in _CHANGES
    ):
        first -= 1
    return made[first:]


def is_first(events: Sequence[Event]) -> bool:
    """Whether the latest acts are the only ones: then all that the text says of itself it says of
    this version.
    """
    return len(latest(events)) == sum(event.act in _MADE for event in events)


ONE_ACT = 200
"""Days within which adoption and promulgation are one act: the Supreme Court publishes some of its
interpretations half a year later.
"""


def days_between(earlier: str, later: str) -> int:
    """Days from one day in ISO form to another."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
