"""Takes out of a text what no reader sees, and writes what is left in one way; says what it took.

Two steps, because Markdown has to be parsed between them: `scrub` mends characters and keeps every blank, `squeeze` makes
runs of blanks one space. `clean` is both. Each is idempotent, so a text may be cleaned where it is safest, and twice.

Set aside: NFKC, which turns full-width punctuation into ASCII and ① into 1, so that a law no longer reads as it was
enacted; and running ftfy over everything, which costs 20 times more than the test that shows that a line can't need it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import unescape

from corpus.records import Removal
from ingestion.cleaning.mojibake import WESTERN, mend
from ingestion.cleaning.pronunciations import SIGN, without_readings

_LINE_ENDS = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = {
    "control character": "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ufdd0-\ufdef]",
    "zero-width character": "[\u180e\u200b-\u200d\u2060-\u2064\ufeff\ufff9-\ufffb]",
    "soft hyphen": "\xad",
    "direction mark": "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]",
    "variation selector": "[\ufe00-\ufe0f\U000e0100-\U000e01ef]",
}
_ANY_INVISIBLE = re.compile("|".join(f"({pattern})" for pattern in _INVISIBLE.values()))
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10}\d{0,2});")
_BLANKS = re.compile("[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BAD_BLANKS = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]|  |^ | $", re.MULTILINE)
# Most lines of most files hold nothing of all this: one look tells, and cleaning them costs nothing more.
_ANYTHING = re.compile(
    f"{WESTERN}|{SIGN}|{_LINE_ENDS.pattern}|{_ANY_INVISIBLE.pattern}|&|{_BAD_BLANKS.pattern}",
    re.MULTILINE,
)
_EXAMPLE_LENGTH = 40
_ROUNDS = 8  # text that was damaged n times is mended in n rounds; the last one only sees that nothing is left


class Removals:
    """Counts what was taken away, sort by sort, with the first example of each."""

    def __init__(self, initial: Iterable[Removal] = ()) -> None:
        self._seen: dict[str, Removal] = {}
        self.update(initial)

    def add(self, what: str, count: int = 1, example: str = "", characters: int = 0) -> None:
        """Count `count` more of a sort, `characters` long together; the first example that says something is kept."""
        before = self._seen.get(what, Removal(what, 0))
        kept = before.example or example[:_EXAMPLE_LENGTH]
        self._seen[what] = Removal(what, before.count + count, kept, before.characters + characters)

    def update(self, removals: Iterable[Removal]) -> None:
        """Count everything that was counted elsewhere."""
        for removal in removals:
            self.add(removal.what, removal.count, removal.example, removal.characters)

    def as_tuple(self) -> tuple[Removal, ...]:
        """What was taken away, in the order in which it was first met."""
        return tuple(self._seen.values())


def clean(text: str) -> tuple[str, tuple[Removal, ...]]:
    """Scrub and squeeze a text of any number of lines.

    >>> clean("第一条\u3000\u3000为了\u200b保护劳动者")
    ('第一条 为了保护劳动者', (Removal(what='zero-width character', count=1, example='U+200B', characters=0), Removal(what='blanks', count=1, example='', characters=0)))
    """
    removals = Removals()
    return tidy(text, removals), removals.as_tuple()


def tidy(text: str, removals: Removals) -> str:
    """What `clean` does, counting into `removals`. Goes on until nothing changes: blanks may be what hid a repair."""
    if not _ANYTHING.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    for _ in range(_ROUNDS):
        scrubbed = scrub(text, removals)
        text = squeeze(scrubbed, removals)
        if text == scrubbed:
            break
    return text


def scrub(text: str, removals: Removals) -> str:
    """Mend line ends, mojibake, entities; drop invisible characters and readings in brackets; write in NFC. Keeps blanks.

    Where one repair uncovers another (a doubly escaped entity), it goes on until nothing changes.
    """
    for _ in range(_ROUNDS):
        before = text
        text = _unread(
            unicodedata.normalize("NFC", _unescaped(repair(text, removals), removals)), removals
        )
        if text == before:
            break
    return text


def repair(text: str, removals: Removals) -> str:
    """Mojibake mended, one sort of line end, no invisible character: the first step of `scrub`, safe on mark-up too."""

    def drop(match: re.Match[str]) -> str:
        removals.add(names[(match.lastindex or 1) - 1], 1, f"U+{ord(match[0]):04X}")
        return ""

    names = tuple(_INVISIBLE)
    # mending comes first, since half of a wrongly decoded character is a control character or a line end such as \x85
    text, wrong = mend(text.replace("\r\n", "\n").replace("\r", "\n"))
    for line in wrong:
        removals.add("mojibake", 1, line)
    return _ANY_INVISIBLE.sub(drop, _LINE_ENDS.sub("\n", text))


def squeeze(text: str, removals: Removals) -> str:
    """Make each run of blanks (tabs, no-break and ideographic spaces too) one space, and none at a line's ends."""
    if not _BAD_BLANKS.search(text):
        return text
    shortened = sum(1 for run in _BLANKS.finditer(text) if run[0] != " ")
    lines = (_BLANKS.sub(" ", line).strip(" ") for line in text.split("\n"))
    squeezed = "\n".join(lines)
    removals.add("blanks", max(shortened, 1))
    return squeezed


def _unread(text: str, removals: Removals) -> str:
    text, readings = without_readings(text)
    if readings:
        removals.add("reading in brackets", len(readings), readings[0], sum(map(len, readings)))
    return text


def _unescaped(text: str, removals: Removals) -> str:
    """Character references that a converter left in plain text: `&nbsp;第一条` was never meant to be read so."""

    def character(match: re.Match[str]) -> str:
        plain = unescape(match[0])
        if plain == match[0] or "\ufffd" in plain or not plain:
            return match[0]
        removals.add("character reference", 1, match[0])
        return plain

    return _ENTITY.sub(character, text) if "&" in text else text
