"""Groups the files of a work by text: which files have the same text, and which texts conflict.

Dated files come first, then files of a better rank. So the result does not depend on the order
in which files were found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from corpus.records import Basis, EventKind, Finding, Severity, TitleStrength
from law.structure.enactment import ONE_ACT, days_between
from law.validity import NEAR, Validity, VersionFacts, resolve_validity
from law.works.contents import FileUnits
from law.works.records import WorkFile
from law.works.text_index import TextIndex
from law.works.texts import FIGURES, WorkText
from law.works.unit_texts import UnitText

_ALIKE = 0.95
"""Least share of equal units that makes an undated text a copy of a dated one, with slips.

Below it, the undated text is a version of its own.
"""

_SLIPS = 2
"""Slips that a short text may have whose head note reports the same meeting."""

_VERSION = 0.5
"""Least share of equal units that makes a text whose day nothing supports no version of its own."""


def group_files(
    files: Iterable[WorkFile],
    changed: Collection[str] = (),
    unauthorized: Collection[int] = (),
) -> tuple[list[WorkText], list[Finding]]:
    """Group the files of a work by text.

    Copies add no text: they mirror the text of which they are copies.

    Args:
        files: All files of the work, in any order.
        changed: The days of acts that changed the work.
        unauthorized: The objects whose head notes report acts of bodies that may not do them.

    Returns:
        The different texts of the work, and findings about conflicting texts and copies.
    """
    every = list(files)
    own_objects = {file.object_id for file in every if not file.copied}
    copies: list[WorkFile] = []
    originals: list[FileUnits] = []
    for file in sorted(every, key=lambda file: file.rank):
        if file.copied and file.copied.of in own_objects:
            copies.append(file)
        else:
            originals.append(FileUnits(file))
    trusted = [file for file in every if file.object_id not in unauthorized]
    stated = _stated_days(trusted) if len(originals) > 1 else Counter()
    known = {*changed, *stated}
    for units in originals:
        units.is_unauthorized = units.file.object_id in unauthorized
        units.is_doubtful = units.date_weight == 0 and units.date not in known
    # Dated files come first: an undated copy of a dated text is its mirror, and not the other
    # way round. So is a copy whose date stands in its file name alone, or in a head note that
    # cannot be true.
    originals.sort(key=_order)
    texts, findings = _group_originals(
        originals,
        changed,
        stated,
    )
    for text in texts:
        text.group_units()
        members = {member.file.object_id for member in text.members}
        text.add_copies([copy for copy in copies if copy.copied and copy.copied.of in members])
    findings += [_report_copy(copy) for copy in copies]
    findings += [_report_weak_identity(file) for file in every if file.identity_note]
    return texts, findings


def _order(units: FileUnits) -> tuple[bool, bool, int, bool, str]:
    date = units.date or ""
    return (
        units.is_unauthorized,
        units.date is None,
        units.date_weight,
        units.is_doubtful,
        date if units.is_doubtful else "",
    )


def _stated_days(files: Iterable[WorkFile]) -> Counter[str]:
    """The days that the head notes of files name, each with the number of files that name it.

    A later version names those of the earlier.
    """
    days: Counter[str] = Counter()
    for file in files:
        if file.structure.law:
            days.update({event.date for event in file.structure.law.events})
    return days


def _group_originals(
    originals: Sequence[FileUnits],
    changed: Collection[str],
    stated: Mapping[str, int],
) -> tuple[list[WorkText], list[Finding]]:
    if len(originals) == 1:
        return [WorkText(originals[0])], []
    index = TextIndex()
    findings: list[Finding] = []
    for units in originals:
        if _add_to_same(
            units,
            index,
            findings,
        ):
            continue
        place = _find_slipped(
            units,
            index,
            changed,
        )
        slipped = index.texts[place] if place is not None else None
        if slipped is not None and (units.is_doubtful or _is_misread(units, slipped)):
            findings.append(_report_misdated(units, slipped))
            units.date = slipped.date
        elif place is not None:
            findings += _correct_date(
                index,
                place,
                units,
            )
        is_unsupported = _is_unsupported(
            units,
            changed,
            stated,
        )
        similar = _date_of_similar_text(
            units,
            index,
            of_sure_texts=is_unsupported,
        )
        units.date = similar or units.date
        conflicting = index.first_of(units.date) if units.date is not None else None
        if conflicting:
            findings.append(_report_conflict(conflicting, units))
        text = WorkText(units)
        _find_more(text, index)
        index.add(text, units)
    return index.texts, findings


def _find_more(text: WorkText, index: TextIndex) -> None:
    """Note which of two texts of one day has articles that the other, a complete one, lacks."""
    own = text.members[0]
    for place in index.containing(own):
        other = index.texts[place]
        first = other.members[0]
        shared = own.texts.keys() & first.texts.keys()
        if other.date != text.date or any(own.texts[path] != first.texts[path] for path in shared):
            continue
        text.has_more |= own.adds_to(first) and not first.adds_to(own)
        other.has_more |= first.adds_to(own) and not own.adds_to(first)


def _add_to_same(
    units: FileUnits,
    index: TextIndex,
    findings: list[Finding],
) -> bool:
    """Add a file to the text that it contains, if there is one."""
    places = index.containing(units)
    # of two versions with one text, the file is a copy of that of its own day
    places.sort(key=lambda place: index.texts[place].date != units.date)
    for place in places:
        text = index.texts[place]
        was_doubtful = text.is_doubtful
        knows_change = _knows_later_change(units, text)
        if not text.add_if_same(units):
            continue
        index.extend(place, units)
        if units.date is None or units.date == text.date:
            return True
        if knows_change and index.first_of(units.date) is None:
            findings += _follow_change(
                index,
                place,
                units,
            )
        elif units.is_doubtful:
            findings.append(_report_misdated(units, text))
        elif was_doubtful and _are_apart(units.date, text.date):
            findings += _correct_date(
                index,
                place,
                units,
            )
        return True
    return False


def _knows_later_change(units: FileUnits, text: WorkText) -> bool:
    """Whether a file with a text's words has its head note, and a later change behind it.

    A change changes the words, so the note of the text is out of date.
    """
    law = units.file.structure.law
    if law is None or units.date is None or text.date is None or units.date <= text.date:
        return False
    days = {event.date for event in law.events}
    last = max(law.events, key=lambda event: event.date, default=None)
    is_change = last is not None and last.act in _CHANGES and last.date == units.date
    if not is_change:
        return False
    known = [member.file.structure.law for member in text.members]
    noted = {event.date for other in known if other for event in other.events}
    return bool(noted) and noted < days


def _follow_change(
    index: TextIndex,
    place: int,
    units: FileUnits,
) -> list[Finding]:
    """Give a text the day of a change that only one of its files knows."""
    text = index.texts[place]
    earlier = [member for member in text.members if member is not units]
    text.date = units.date
    index.redate(place)
    return [
        Finding(
            Severity.WARNING,
            "version_misdated",
            member.file.path,
            f"is dated {member.file.structure.date}, and has the text of {units.date}: the head "
            f"note of {units.file.path} names a change on that day",
            "add the change to its head note, or replace the file",
        )
        for member in earlier
    ]


def _find_slipped(
    units: FileUnits,
    index: TextIndex,
    changed: Collection[str],
) -> int | None:
    """Find the text that a file has with slips, where one date stands in a file name alone.

    An act that changed the work about that day supports the date.
    """
    if units.date is None:
        return None
    for place in index.similar(units):
        text = index.texts[place]
        if text.date is None or text.date == units.date:
            continue
        is_misread = _is_misread(units, text)
        doubtful = units.date if units.is_doubtful or is_misread else text.date
        is_wrong = text.is_doubtful and _are_apart(units.date, text.date)
        if not units.is_doubtful and not is_wrong and not is_misread:
            continue
        if any(abs(days_between(day, doubtful)) <= NEAR for day in changed):
            continue
        if text.has_slips_of(units, _SLIPS if is_misread else 0):
            return place
    return None


def _is_misread(units: FileUnits, text: WorkText) -> bool:
    """Whether a file's head note alone gives a day to the very act that another text dates.

    In the other text, head note and file name agree. Both notes report one meeting, and no change:
    the file's day is a slip.
    """
    first = text.members[0]
    if not units.date_weight or first.date_weight or text.is_doubtful:
        return False
    own = _acts(units)
    return bool(own) and own == _acts(first)


def _acts(units: FileUnits) -> list[tuple[EventKind, str]]:
    """The acts of a file's head note with their meetings, without days."""
    law = units.file.structure.law
    acts: list[tuple[EventKind, str]] = []
    for event in law.events if law else ():
        meeting = _MEETING.search(event.evidence.words)
        if event.act is EventKind.EFFECTIVE:
            continue
        if meeting is None:
            return []
        acts.append((event.act, meeting[0]))
    return acts


def _is_unsupported(
    units: FileUnits,
    changed: Collection[str],
    stated: Mapping[str, int],
) -> bool:
    """Whether nothing but a file without a body or number says that there is a version of its day.

    Then it is no version: the issuer of the law makes one, and not a file.
    """
    structure = units.file.structure
    if units.date is None or structure.title_strength is not TitleStrength.WEAK:
        return False
    law = structure.law
    own = {event.date for event in law.events} if law else set()
    if any(event.authority or event.act in _CHANGES for event in (law.events if law else ())):
        return False
    if any(abs(days_between(day, units.date)) <= NEAR for day in changed):
        return False
    return stated.get(units.date, 0) <= (units.date in own)


_CHANGES = frozenset({EventKind.AMENDED, EventKind.REVISED})
_MEETING = re.compile(r"第[^，。；、（）]{1,9}次[^，。；、（）]{0,12}会议")


def _are_apart(day: str, other: str | None) -> bool:
    """Whether two days cannot be the adoption and the promulgation of one text."""
    return other is not None and abs(days_between(day, other)) > ONE_ACT


def _correct_date(
    index: TextIndex,
    place: int,
    units: FileUnits,
) -> list[Finding]:
    """Give a text the date that a head note names, instead of that of its files' names."""
    text = index.texts[place]
    misdated = [member for member in text.members if member.is_doubtful]
    text.date = units.date
    index.redate(place)
    return [
        _report_misdated(
            member,
            text,
            units,
        )
        for member in misdated
    ]


def _report_misdated(
    units: FileUnits,
    text: WorkText,
    original: FileUnits | None = None,
) -> Finding:
    named = units.file.structure.date
    path = (original or text.members[0]).file.path
    return Finding(
        Severity.WARNING,
        "version_misdated",
        units.file.path,
        f"is dated {named} by its file name alone, and has the text of {text.date} "
        f"({path}): taken as a copy of it",
        "give the file the date of the version that it contains",
    )


def _report_copy(copy: WorkFile) -> Finding:
    """Report what only a copy has, so that no text is left out of an index without a finding."""
    copied = copy.copied
    assert copied
    message = f"a copy, {copied.likeness:.1%} alike, not indexed by itself"
    remedy = ""
    if copied.own:
        message += f"; {copied.own} characters stand only there, as “{copied.example}”"
        remedy = "`duplicates.authorities` says whose file stands for its copies"
    return Finding(
        Severity.INFO,
        "mirror",
        copy.path,
        message,
        remedy,
    )


def _report_weak_identity(file: WorkFile) -> Finding:
    return Finding(
        Severity.WARNING,
        "weak_identity",
        file.path,
        file.identity_note,
        "if it is the same work, add its head note, or name the file TITLE(DATE); if it is no law, "
        "exclude the file",
    )


def _date_of_similar_text(
    units: FileUnits,
    index: TextIndex,
    *,
    of_sure_texts: bool = False,
) -> str | None:
    """Return the date of the text of which a file is a copy with few differences, or None.

    A dated text may be such a copy, too: one file is dated by adoption, the other by promulgation.
    Then both must state the same day of effect. A file whose day nothing supports has the date of
    the text with a sure title of which it has half of the units (`of_sure_texts`).
    """
    best_share = 0.0
    best_date = ""
    for place in index.similar(units):
        text = index.texts[place]
        if text.date is None or (of_sure_texts and not _is_sure(text)):
            continue
        is_copy = of_sure_texts or units.date is None or _same_stated_start(units, text)
        if not is_copy:
            continue
        share = text.equal_share(units)
        if (share, text.date) > (best_share, best_date):
            best_share = share
            best_date = text.date
    least = _VERSION if of_sure_texts else _ALIKE
    return best_date if best_share >= least else None


def _is_sure(text: WorkText) -> bool:
    """Whether a file of a text is sure of its title."""
    return any(
        member.file.structure.title_strength is not TitleStrength.WEAK for member in text.members
    )


def _same_stated_start(units: FileUnits, text: WorkText) -> bool:
    own = _validity_alone(units)
    other = _validity_alone(text.members[0])
    if own.basis is not Basis.STATED or other.basis is not Basis.STATED:
        return False
    return own.valid_from == other.valid_from


def _validity_alone(units: FileUnits) -> Validity:
    """Resolve the validity of a file as if the work had no other version."""
    facts = VersionFacts(
        "",
        units.date,
        units.file.structure.law,
        units.file.structure.instrument,
    )
    validities, _ = resolve_validity([facts], ())
    return validities[""]


def _report_conflict(text: WorkText, other: FileUnits) -> Finding:
    shared = text.texts.keys() & other.texts.keys()
    differing = sorted(path for path in shared if text.texts[path] != other.texts[path])
    if differing:
        shown = "、".join(differing[:5])
        difference = f"another text in {len(differing)} units: {shown}"
    else:
        more = sorted(text.texts.keys() ^ other.texts.keys())
        difference = "another number or other units"
        if more:
            difference = f"other units: only one has {'、'.join(more[:5])}"
    first = text.members[0].file.path
    return Finding(
        Severity.WARNING,
        "conflicting_text",
        other.file.path,
        f"same work and date ({other.date}) as {first}, but {difference}",
        "keep the authoritative file; exclude the other, or give it its own date",
    )


def remove_shared_units(named: Sequence[tuple[str, WorkText]]) -> None:
    """Leave in each conflicting text only the units in which it differs.

    It mirrors the other units, so that no text stands twice in an index.

    Args:
        named: The texts of a work with their ids; the text with the plain id comes first.
    """
    if len(named) == 1 and len(named[0][1].members) == 1:
        return
    known: dict[tuple[str, str], UnitText] = {}
    numbered: dict[tuple[Any, ...], dict[str, UnitText]] = {}
    plain: dict[str, WorkText] = {}
    for _, text in named:
        if text.date is None:
            continue
        own: list[UnitText] = []
        number = "".join(f"{figure}," for figure in FIGURES.findall(text.number))
        for unit_text in text.unit_texts:
            place = (text.date, unit_text.path)
            by_number = numbered.setdefault(
                (
                    *place,
                    unit_text.text,
                    unit_text.groups,
                ),
                {},
            )
            same = _find_same(by_number, number)
            if same:
                same.members += unit_text.members
                same.copies += unit_text.copies
                continue
            unit_text.beside = known.get(place)
            known.setdefault(place, unit_text)
            _compare(
                unit_text,
                own,
                plain.get(text.date),
            )
            by_number[number] = unit_text
            own.append(unit_text)
        text.unit_texts = own
        plain.setdefault(text.date, text)


def _compare(
    unit_text: UnitText,
    own: Sequence[UnitText],
    plain: WorkText | None,
) -> None:
    """Let the readers of two conflicting units know of each other.

    The better text is in doubt only where the other is as good: from a source of the same trust,
    with a head note that may be true. Readers of the other text always learn of the better one.
    """
    if plain is None:
        return
    beside = unit_text.beside
    if beside is None:
        unit_text.others.append(plain.members[0])
        return
    if beside in own:
        return  # two parts of one text
    first, second = beside.members[0], unit_text.members[0]
    unit_text.others.append(first)
    is_as_good = second.file.trust is first.file.trust and not second.is_unauthorized
    if is_as_good and not second.is_doubtful:
        beside.others.append(second)


def _find_same(by_number: Mapping[str, UnitText], number: str) -> UnitText | None:
    """Find the same text of a paper that has the same number, or of which one has none."""
    if not number:
        return next(iter(by_number.values()), None)
    return by_number.get(number) or by_number.get("")
