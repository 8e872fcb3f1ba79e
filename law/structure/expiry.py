"""What a text says of when it ends by itself.

    第三条 本办法自2018年7月1日起施行，有效期至2021年6月30日。         up to a day
    八、本通知自印发之日起施行，有效期五年。                          counted from its first day
    本规定自2020年1月1日起试行，试行期两年。                          a trial, after which it goes on
    本办法有效期届满自动失效。                                        ... or not

Most periods of validity in a text are those of a licence, a certificate or a contract. A period
counts for the text only where the clause has no other subject than the text itself.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from corpus.notation.dates import DATE, iso_date, read_date
from corpus.notation.numerals import NUMERAL, to_int
from corpus.records import DocumentKind, Evidence, Expiry, Span
from law.structure.lines import TextLine
from law.structure.sentences import label_length

_WORDS = (
    "有效",
    "试行",
    "期限",
    "失效",
    "废止",
    "终止",
    "执行",
    "施行",
    "实施",
)
_NOUNS = (
    "办法|规定|条例|细则|规则|规程|通知|意见|决定|决议|公告|通告|方案|措施|政策|章程|准则|制度|标准"
    "|规范|目录|计划|规划|纲要|指引|指南|解释|法|文件|要点|预案|守则|批复|命令|令|清单|文"
)
_ITSELF = rf"本[\u4e00-\u9fff]{{0,6}}?(?:{_NOUNS})(?:[（(][^（）()]{{1,8}}[)）])?"
_SUMMARY = r"(?:以上|上述)(?:政策|规定|措施|政策措施)"
_BEGINS = "施行|实施|执行|生效|试行"
_PUBLICATION = r"(?:公布|发布|颁布|印发|通过|下发|签发|批准|公告|发文|施行|实施|执行|生效)之?日"
_HOUR = r"(?:\s*+(?:零|二十四|\d{1,2})\s*+[时点]整?)?"
_DAY = rf"(?:{DATE.pattern}{_HOUR})"
_LAST = (
    rf"(?:(?P<day>{DATE.pattern}){_HOUR}"
    r"|(?P<year>20\d{2})\s*+年(?:\s*+(?P<month>\d{1,2})\s*+月)?\s*+[底末]?(?!\s*+\d))"
)
"""A last day; a month or year that is named alone ends with its last day."""
_LAST = _LAST.replace("?P<y>", "?P<last_y>").replace("?P<m>", "?P<last_m>")
_LAST = _LAST.replace("?P<d>", "?P<last_d>")
_FIRST = re.sub(
    r"\?P<[ymd]>",
    "?:",
    _DAY,
)
_COUNT = rf"(?P<number>{NUMERAL}{{1,4}})\s*+个?(?P<unit>年|月|日|天)(?![以之]内|以[上下])"
_END_VERB = r"(?:自动|自行|同时|即行|即)?(?:失效|废止|终止|停止(?:执行|施行|实施))"
_OF_ITSELF = rf"(?P<itself>{_ITSELF}|{_SUMMARY})"
_BEGUN = rf"(?:\s*+[自从]?\s*+(?:{_FIRST}|{_PUBLICATION})\s*+起?\s*+(?:正式)?(?:{_BEGINS})?)?"
_TERM = (
    r"(?P<term>有效期限?|有效期间|有效时间|施行期限?|实施期限?|执行期限?|执行期间|适用期限|政策期限"
    r"|(?P<trial>试行期限?|试行期间))"
)
_IS = r"\s*+(?:暂定)?\s*+[为是:：]?\s*+(?:暂定|截止|截至|共)?\s*+"
_FROM = rf"(?:[自从由]?\s*+(?:{_FIRST}|{_PUBLICATION})\s*+(?:起|开始)?\s*+(?:计算|算)?\s*+)"
_TO = r"(?:[至到于]|—+|－|-|–|~|～)"
_TO_END = rf"\s*+(?:止|为止|期间)?\s*+(?:有效|{_BEGINS}|$)"
_PERIODS = (
    # 本办法有效期至2021年6月30日; 有效期自…起至…止
    rf"{_OF_ITSELF}?\s*+的?{_BEGUN}\s*+{_TERM}{_IS}{_FROM}?{_TO}?\s*+{_LAST}\s*+(?:日?止|为止|截止)?",
    # 本办法有效期五年; 有效期自公布之日起五年
    rf"{_OF_ITSELF}?\s*+的?{_BEGUN}\s*+{_TERM}{_IS}{_FROM}?[为共]?\s*+{_COUNT}",
    # 本通知执行至2021年6月30日; 自…起试行，试行至…
    rf"{_OF_ITSELF}?\s*+的?{_BEGUN}\s*+(?:有效|执行|施行|实施|(?P<trial>试行))[至到]\s*+{_LAST}",
    # 本通知自2020年1月1日至2021年12月31日执行
    rf"{_OF_ITSELF}?\s*+的?\s*+[自从于]?\s*+{_FIRST}\s*+起?\s*+(?:{_BEGINS})?\s*+{_TO}\s*+{_LAST}{_TO_END}",
    # …起施行，至2021年12月31日止
    rf"{_OF_ITSELF}?[至到]\s*+{_LAST}\s*+(?:止|为止|截止|结束|{_END_VERB})",
    # 本办法于2021年12月31日自动失效
    rf"{_OF_ITSELF}?\s*+[于在]?\s*+{_LAST}\s*+{_END_VERB}",
    # 本办法自2022年1月1日起自动失效
    rf"{_OF_ITSELF}?\s*+(?P<after>自)\s*+{_LAST}\s*+起\s*+{_END_VERB}",
    # 本办法试行一年
    rf"{_OF_ITSELF}?\s*+{_BEGUN}\s*+(?:暂定)?(?P<trial>试行){_IS}{_COUNT}",
)
_PATTERNS = tuple(re.compile(r"\s*+其?" + pattern) for pattern in _PERIODS)
_NAMES_ITSELF = re.compile(rf"\s*+(?:现将)?(?:{_ITSELF}|{_SUMMARY})(?:[，,、]|$|\s*+[自从于])")
_BEGINS_BARE = re.compile(
    rf"\s*+[自从]\s*+(?:{_FIRST}|(?P<event>{_PUBLICATION}))\s*+(?:起|后|之日起)?[^，,]{{0,12}}"
    r"(?:施行|实施|执行|试行|(?P<takes_effect>生效|有效))\s*+$"
)
_LICENSED = re.compile("批准|签发|核准")
"""Licences are valid from then on: 自批准之日起生效，有效期三年."""
_ASIDE = re.compile("解释|现予?(?:公布|发布|印发)|研究(?:同意|决定)|请[^，]*(?:执行|落实)")
"""A clause that says something of the text itself, beside its beginning and its end."""
_LAPSES = re.compile(
    rf"(?:期满|届满|到期|期限?结束)[^，,。；]{{0,6}}[，,]?\s*(?:本\w{{1,8}}?)?{_END_VERB}"
)
_QUOTED = re.compile(r"“[^“”]*”", re.DOTALL)
_SENTENCE = re.compile(r"[^。；;\n]+")
_CLAUSE = re.compile(r"[^，,]+")
_TIME = re.compile("[年月日天]")
"""A day or a period has one of these; no other sentence is looked at, since most laws have few."""
_LAST_PLACES = 2
"""Passages at the end of a text in which a period without a subject is the text's."""
_MOST_WORDS = 160


def read_expiries(
    text: str,
    spans: Sequence[Span],
    kind: DocumentKind,
    note: Sequence[TextLine],
) -> Iterator[Expiry]:
    """Read what a text says of when it ends by itself.

    Args:
        text: The clean text of a document.
        spans: The places of its passages.
        kind: Its kind; a decision quotes the new text of other norms.
        note: The lines of its head and of its signature.

    Yields:
        The ends in the order of the text.
    """
    for line in note:
        if any(word in line.text for word in _WORDS):
            words = line.text.strip("（）()[]【】 \u3000")
            yield from _in_sentence(
                words,
                line.start,
                may_be_bare=True,
            )
    is_decision = kind is DocumentKind.DECISION
    used = [word for word in _WORDS if word in text]
    for index, span in enumerate(spans):
        body = text[span.start : span.end]
        if not any(word in body for word in used):
            continue
        masked = _QUOTED.sub(lambda match: "□" * len(match[0]), body)
        if is_decision and "“" in masked:  # a quotation that the passage cuts off
            masked = masked[: masked.index("“")]
        is_last = index >= len(spans) - _LAST_PLACES
        yield from _in_passage(
            masked,
            span.start,
            is_last=is_last,
        )


def _in_passage(
    body: str,
    start: int,
    *,
    is_last: bool,
) -> Iterator[Expiry]:
    if not _TIME.search(body):
        return
    lapses = _LAPSES.search(body) is not None
    before = ""
    for match in _SENTENCE.finditer(body):
        sentence = match[0]
        if _TIME.search(sentence):
            label = label_length(sentence)
            rest = sentence[label:]
            bare = (is_last and bool(label)) or _speaks_of_itself(before[label_length(before) :])
            offset = start + match.start() + label
            for expiry in _in_sentence(
                rest,
                offset,
                may_be_bare=bare,
            ):
                yield replace(expiry, lapses=True) if lapses else expiry
        before = sentence


def _in_sentence(
    sentence: str,
    start: int,
    *,
    may_be_bare: bool,
) -> Iterator[Expiry]:
    """The end that a sentence states; `may_be_bare` where it needs no subject.

    Of several clauses the first counts: 有效期五年，至2025年12月31日止 says one thing twice.
    """
    is_of_text = may_be_bare
    is_start = True
    for clause in _CLAUSE.finditer(sentence):
        found = _in_clause(
            clause[0],
            start + clause.start(),
            sentence,
            is_of_text=is_of_text,
        )
        if found is not None:
            yield found
            return
        is_aside = _ASIDE.search(clause[0]) is not None
        may_go_on = is_start or is_of_text
        is_of_text = _is_of_text(clause[0], may_begin=may_go_on) or (is_aside and may_go_on)
        is_start = is_start and is_aside


def _is_of_text(clause: str, *, may_begin: bool) -> bool:
    """Whether a clause has the text as its subject, or is its beginning without a subject."""
    if _NAMES_ITSELF.match(clause):
        return True
    begins = _BEGINS_BARE.match(clause)
    if begins is None or not may_begin:
        return False
    is_licence = begins["takes_effect"] and _LICENSED.search(begins["event"] or "")
    return not is_licence


def _speaks_of_itself(sentence: str) -> bool:
    is_of_text = False
    for place, clause in enumerate(_CLAUSE.findall(sentence)):
        is_of_text = _is_of_text(clause, may_begin=place == 0 or is_of_text)
    return is_of_text


def _in_clause(
    clause: str,
    start: int,
    sentence: str,
    *,
    is_of_text: bool,
) -> Expiry | None:
    if not _TIME.search(clause):
        return None
    for pattern in _PATTERNS:
        match = pattern.match(clause)
        if match is None:
            continue
        groups = match.groupdict()
        if not groups["itself"] and not is_of_text:
            continue
        is_trial = bool(groups.get("trial"))
        rule = "trial period" if is_trial else "period of validity"
        span = Span(start + match.start(), start + match.end())
        evidence = Evidence(
            rule,
            sentence.strip()[:_MOST_WORDS],
            span,
        )
        lapses = not is_trial or _LAPSES.search(sentence) is not None
        if groups.get("number"):
            return _counted(
                match,
                evidence,
                trial=is_trial,
                lapses=lapses,
            )
        last = _last_day(match)
        if last is None:
            return None
        if groups.get("after"):
            last = _day_before(last)
        return Expiry(
            last,
            evidence,
            trial=is_trial,
            lapses=lapses,
        )
    return None


def _counted(
    match: re.Match[str],
    evidence: Evidence,
    *,
    trial: bool,
    lapses: bool,
) -> Expiry | None:
    number = to_int(match["number"])
    if not number:
        return None
    per_year = 12 if match["unit"] == "年" else 1
    is_days = match["unit"] in "日天"
    return Expiry(
        last=None,
        evidence=evidence,
        months=0 if is_days else number * per_year,
        days=number if is_days else 0,
        trial=trial,
        lapses=lapses,
    )


def _last_day(match: re.Match[str]) -> str | None:
    """The last day that a match names; None for one that the calendar does not have."""
    if match["day"]:
        written = DATE.match(match["day"])
        return read_date(written) if written else None
    year = int(match["year"])
    month = int(match["month"] or 12)
    if not 1 <= month <= 12:
        return None
    return iso_date(
        year,
        month,
        monthrange(year, month)[1],
    )


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
