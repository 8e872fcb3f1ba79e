"""Takes out of a text what no reader sees, writes the rest in one way, and reports what it took.

Two steps, because Markdown has to be parsed between them: `scrub` repairs characters and keeps
every blank, `squeeze` makes runs of blanks one space. `clean` is both. Each is idempotent, so a
text may be cleaned where it is safest, and twice.

Set aside: NFKC, which turns full-width punctuation into ASCII and ① into 1, so that a law no longer
reads as it was enacted; and running ftfy over everything, which costs 20 times more than the test
that shows that a line cannot need it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from html import unescape

from corpus.records import Removal
from ingestion.cleaning.mojibake import WESTERN, mend
from ingestion.cleaning.pronunciations import SIGN, without_pronunciations
from ingestion.cleaning.recording import note_removed

_LINE_ENDS = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = {
    "control character": "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ufdd0-\ufdef]",
    "zero-width character": "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u3164\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e007f]",
    "soft hyphen": "\xad",
    "direction mark": "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]",
    "variation selector": "[\ufe00-\ufe0f\U000e0100-\U000e01ef]",
}
_ANY_INVISIBLE = re.compile("|".join(f"({pattern})" for pattern in _INVISIBLE.values()))
_CODE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef]{4,}"
)
"""So many invisible characters in a row say something: a text in bits or in tags.

Emoji and the scripts of other languages have one or two together; the flags of three countries have
six tags behind a black flag.
"""
_FLAG = "\U0001f3f4"
_FLAG_TAGS = 7
_TAG = 0xE0000  # before the code of the letter that a tag stands for
_RADICALS = "".join(chr(code) for code in range(0x2F00, 0x2FD6)) + (
    "⺁⺄⺌⺎⺐⺓⺗⺜⺝⺟⺠⺫⺬⺭⺮⺯⺶⺷⺹⻁⻃⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻟⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
)
_CHARACTERS = unicodedata.normalize("NFKC", _RADICALS[:0xD6]) + (
    "厂乙小尣尢幺小日月母民目示礻竹糸羊羊老虎西西见角贝车長长门雨青韦页风飞食食首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
_OF_RADICALS = str.maketrans(_RADICALS, _CHARACTERS)
_ANY_RADICAL = re.compile("[\u2e80-\u2fd5]")
"""Radicals, which PDF tools leave in texts of any format for the characters that look so.

A search for 行 would not find ⾏. Those of Kangxi have the character in Unicode's own table; of the
supplement only those that are whole characters are replaced.
"""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10}\d{0,2});")
_BLANKS = re.compile("[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BAD_BLANKS = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]|  |^ | $", re.MULTILINE)
# Most lines of most files have nothing of all this: this one search spares them the rest.
_ANYTHING = re.compile(
    f"{WESTERN}|{SIGN}|{_LINE_ENDS.pattern}|{_ANY_INVISIBLE.pattern}|{_ANY_RADICAL.pattern}|&|{_BAD_BLANKS.pattern}",
    re.MULTILINE,
)
_EXAMPLE_LENGTH = 40
# Text that was damaged n times is repaired in n rounds, and one more shows that nothing is left.
_ROUNDS = 8


class Removals:
    """Counts what was taken away, kind by kind, with the first example of each."""

    def __init__(self, initial: Iterable[Removal] = ()) -> None:
        self._seen: dict[str, Removal] = {}
        self.update(initial)

    def add(
        self,
        what: str,
        count: int = 1,
        example: str = "",
        characters: int = 0,
    ) -> None:
        """Count removals of one kind.

        Args:
            what: The kind.
            count: How many there are.
            example: What one of them looked like; the first example that is not empty is kept.
            characters: How long they are together.
        """
        note_removed(what, example)
        self._count(
            what,
            count,
            example,
            characters,
        )

    def _count(
        self,
        what: str,
        count: int,
        example: str,
        characters: int,
    ) -> None:
        before = self._seen.get(what, Removal(what, 0))
        self._seen[what] = Removal(
            what,
            before.count + count,
            before.example or example[:_EXAMPLE_LENGTH],
            before.characters + characters,
        )

    def update(self, removals: Iterable[Removal]) -> None:
        """Count what was counted elsewhere.

        Args:
            removals: Counts of kinds.
        """
        for removal in removals:
            self._count(
                removal.what,
                removal.count,
                removal.example,
                removal.characters,
            )

    def summarize(self, beginning: str) -> str:
        """Sum up the removals of some kinds in one line.

        Args:
            beginning: How the names of the kinds begin.

        Returns:
            The kinds with the number of places and characters, and where the first is; empty where
            there are none.

        >>> removals = Removals()
        >>> removals.add("hidden text: tiny", 2, "page 3: all void", 7)
        >>> removals.summarize("hidden")
        'hidden text: tiny, 2 places, 7 characters (page 3: all void)'
        """
        parts: list[str] = []
        for removal in self._seen.values():
            if not removal.what.startswith(beginning):
                continue
            places = "1 place" if removal.count == 1 else f"{removal.count} places"
            part = f"{removal.what}, {places}"
            if removal.characters:
                part += f", {removal.characters} characters"
            if removal.example:
                part += f" ({removal.example})"
            parts.append(part)
        return "; ".join(parts)

    def as_tuple(self) -> tuple[Removal, ...]:
        """Return what was taken away, in the order in which each kind was first met."""
        return tuple(self._seen.values())


def radical_table() -> Mapping[int, int]:
    """Return which character each radical stands for, as `str.translate` takes it."""
    return _OF_RADICALS


def clean(text: str) -> tuple[str, tuple[Removal, ...]]:
    """Scrub and squeeze a text.

    Args:
        text: A text of any number of lines.

    Returns:
        The clean text, and what was removed.

    >>> text, removals = clean("第一条\u3000\u3000为了\u200b保护劳动者")
    >>> text, [removal.what for removal in removals]
    ('第一条 为了保护劳动者', ['zero-width character', 'blanks'])
    """
    removals = Removals()
    return tidy(text, removals), removals.as_tuple()


def tidy(text: str, removals: Removals) -> str:
    """Scrub and squeeze a text until nothing changes: blanks may be what hid a repair.

    Args:
        text: A text of any number of lines.
        removals: Where removals are counted.

    Returns:
        The clean text.
    """
    if not _ANYTHING.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    for _ in range(_ROUNDS):
        scrubbed = scrub(text, removals)
        text = squeeze(scrubbed, removals)
        if text == scrubbed:
            break
    return text


def scrub(text: str, removals: Removals) -> str:
    """Repair the characters of a text, and keep its blanks.

    It repairs line ends, wrongly decoded text and character references, drops invisible
    characters and readings in brackets, and writes in NFC. Where one repair uncovers another (a
    doubly escaped reference), it goes on until nothing changes.

    Args:
        text: A text of any number of lines.
        removals: Where removals are counted.

    Returns:
        The scrubbed text.
    """
    for _ in range(_ROUNDS):
        before = text
        text = repair(text, removals)
        text = _resolve_references(text, removals)
        text = unicodedata.normalize("NFC", text)
        text = _drop_pronunciations(text, removals)
        if text == before:
            break
    return text


def repair(text: str, removals: Removals) -> str:
    """Repair wrongly decoded text, radicals and line ends, and drop invisible characters.

    This is the first step of `scrub`, and safe on mark-up too.

    Args:
        text: A text of any number of lines.
        removals: Where removals are counted.

    Returns:
        The repaired text.
    """

    def drop(match: re.Match[str]) -> str:
        kind = kinds[(match.lastindex or 1) - 1]
        removals.add(kind, 1, f"U+{ord(match[0]):04X}")
        return ""

    kinds = tuple(_INVISIBLE)
    # Decoding is repaired first: half of a wrongly decoded character is a control character or a
    # line end such as \x85.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, wrong_lines = mend(text)
    for line in wrong_lines:
        removals.add("mojibake", 1, line)
    text = _LINE_ENDS.sub("\n", text)
    if _ANY_INVISIBLE.search(text):
        _report_codes(text, removals)
        text = _ANY_INVISIBLE.sub(drop, text)
    radicals = _ANY_RADICAL.findall(text)
    if radicals:
        removals.add("radical for a character", len(radicals), radicals[0])
        text = text.translate(_OF_RADICALS)
    return text


def _report_codes(text: str, removals: Removals) -> None:
    """Count runs of invisible characters that say something, with what tags among them spell."""
    line = 1
    counted = 0
    for run in _CODE.finditer(text):
        if text[run.start() - 1 : run.start()] == _FLAG and len(run[0]) <= _FLAG_TAGS:
            continue
        spelled = "".join(
            chr(ord(sign) - _TAG) for sign in run[0] if _TAG + 0x20 <= ord(sign) < _TAG + 0x7F
        )
        line += text.count("\n", counted, run.start())
        counted = run.start()
        removals.add(
            "hidden text: invisible characters",
            1,
            f"line {line}: {spelled or f'U+{ord(run[0][0]):04X} and others'}",
            len(run[0]),
        )


def squeeze(text: str, removals: Removals) -> str:
    """Make each run of blanks one space, and drop those at the ends of lines.

    Args:
        text: A text of any number of lines. Tabs, no-break and ideographic spaces are blanks too.
        removals: Where removals are counted.

    Returns:
        The squeezed text.
    """
    if not _BAD_BLANKS.search(text):
        return text
    shortened = sum(1 for run in _BLANKS.finditer(text) if run[0] != " ")
    removals.add("blanks", max(shortened, 1))
    lines = [_BLANKS.sub(" ", line).strip(" ") for line in text.split("\n")]
    return "\n".join(lines)


def _drop_pronunciations(text: str, removals: Removals) -> str:
    text, dropped = without_pronunciations(text)
    if dropped:
        characters = sum(len(pronunciation) for pronunciation in dropped)
        removals.add(
            "reading in brackets",
            len(dropped),
            dropped[0],
            characters,
        )
    return text


def _resolve_references(text: str, removals: Removals) -> str:
    """Resolve character references in plain text: `&nbsp;第一条` was never meant to be read so."""

    def character(match: re.Match[str]) -> str:
        plain = unescape(match[0])
        if plain == match[0] or "\ufffd" in plain or not plain:
            return match[0]
        removals.add("character reference", 1, match[0])
        return plain

    return _ENTITY.sub(character, text) if "&" in text else text
