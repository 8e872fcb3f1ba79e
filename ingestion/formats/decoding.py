"""From bytes to text: find the encoding of a file by evidence, without replacement characters.

The evidence, in this order: a byte order mark; strict UTF-8; the charset that a web page declares;
the share of everyday Chinese characters in each of GB18030, Big5 and UTF-16. The share is needed
because almost any bytes are valid GB18030. charset-normalizer is used only where two decodings have
nearly the same share: it is slower, and it does not know that these texts are Chinese.
"""

from __future__ import annotations

import codecs
import os
import re
from dataclasses import dataclass
from functools import cache

from corpus.errors import BadInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_GUESSES = ("gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
_NAMES = {"cp950": "big5", "big5hkscs": "big5"}
_ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "cp950",
}  # pages say the old name and use the newer characters
_DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,30})""",
    re.IGNORECASE,
)
_DECLARATION_WITHIN = (
    4096  # bytes; browsers look at 1,024, and pages that grew a long head are read all the same
)
_HALF = re.compile("[\ud800-\udfff]")
_SAMPLE = 200_000  # characters that are looked at in a long text
_CONFIDENT = 0.8  # share of everyday characters; right readings of law reach 0.95, wrong ones 0.6
_PLAUSIBLE = 0.5  # enough where the page itself says so
_MARGIN = 0.15  # by which the best reading has to beat the next
_FREQUENT = frozenset(
    "的一是不在有人和与或者及其应当可以为规定条第法律行政机关部门责任国家上中下对于由之内将所以依照本按二三四五六七八九十日年月"
    "個與應當為規條責國關門務將對於從實時會議決處罰權經審判裁據勞動資工會員合同公司申請人民院事案款項元社保"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text.

    Attributes:
        text: The text.
        encoding: The encoding that it was in.
    """

    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class _Reading:
    codec: str
    text: str
    score: float


def decode(
    data: bytes,
    *,
    markup: bool = False,
    charset: str | None = None,
) -> Decoded:
    """Decode the bytes of a file.

    Args:
        data: The bytes.
        markup: Whether a charset that the file declares itself is evidence.
        charset: The charset that a mail states for a part.

    Returns:
        The text and its encoding.

    Raises:
        BadInput: With code `corrupt` where the text ends inside a character or is damaged UTF-8 (a
            law whose end is missing must not be cited), or `encoding` where no encoding fits.

    >>> decode("劳动合同应当以书面形式订立。".encode("gbk")).encoding
    'gb18030'
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data[len(mark) :], codec), codec)
    if charset and (stated := _as_declared(data, charset.lower())):
        return stated
    if (text := _try(data, "utf-8")) is not None and _control_share(text) < 0.1:
        return Decoded(text, "utf-8")
    _refuse_damaged_utf8(data)
    if markup and (declared := _declared(data)):
        return declared
    return _best_reading(data)


def common_share(text: str) -> float:
    """Return the share of everyday Chinese characters and punctuation in what is not ASCII.

    Args:
        text: A text; its beginning is enough.

    Returns:
        A share from 0 to 1. Control characters lower it. 1 where all is ASCII, 0 for "".
    """
    sample = text[:_SAMPLE]
    everyday = _everyday()
    counted = [c for c in sample if not (" " <= c <= "~" or c in "\t\n\r\f")]
    if not counted:
        return 1.0 if sample else 0.0
    return sum(c in everyday for c in counted) / len(counted)


def best_name(raw: bytes) -> str:
    r"""Return the name of a file as text.

    A name is too short for the confidence of `decode`, and a wrong guess only looks wrong.

    Args:
        raw: The bytes of the name.

    Returns:
        The name in UTF-8, else in the encoding of Chinese with the most everyday characters, else
        as the operating system gives it.

    >>> best_name("劳动合同法.txt".encode("gbk")), best_name("勞動基準法.txt".encode("big5"))
    ('劳动合同法.txt', '勞動基準法.txt')
    """
    if (text := _try(raw, "utf-8")) is not None:
        return text
    readings = [text for codec in ("gb18030", "cp950") if (text := _try(raw, codec)) is not None]
    return max(readings, key=common_share) if readings else os.fsdecode(raw)


def frequent_share(text: str) -> float:
    """Return the share of the characters that every legal text uses in a text's ideographs.

    Args:
        text: A text; its beginning is enough.

    Returns:
        A share from 0 to 1: about a third for a real text, nearly 0 for a wrong decoding.
    """
    ideographs = [c for c in text[:_SAMPLE] if "\u3400" <= c <= "\u9fff"]
    return sum(c in _FREQUENT for c in ideographs) / len(ideographs) if ideographs else 0.0


def without_halves(text: str) -> str:
    r"""Replace each lone surrogate by U+FFFD; escapes in JSON and undecodable names have them.

    Args:
        text: A text.

    Returns:
        The text without lone surrogates.

    >>> without_halves("甲\ud800\udcff")
    '甲��'
    """
    return _HALF.sub("\ufffd", text)


def _best_reading(data: bytes) -> Decoded:
    readings = sorted(_readings(data), key=lambda reading: -reading.score)
    if not readings or readings[0].score < _CONFIDENT:
        _refuse_truncated(data)
        if readings:
            best = f"; the best guess, {readings[0].codec}, has {readings[0].score:.0%} everyday characters"
        else:
            best = ""
        raise BadInput("encoding", f"no encoding of Chinese text fits{best}")
    rivals = [reading for reading in readings if readings[0].score - reading.score < _MARGIN]
    if len({_NAMES.get(r.codec, r.codec) for r in rivals}) == 1:
        chosen = rivals[0]
    else:
        chosen = _settle(data, rivals)
    return Decoded(chosen.text, _NAMES.get(chosen.codec, chosen.codec))


def _readings(data: bytes) -> list[_Reading]:
    texts = (
        (codec, _try(data, codec))
        for codec in _GUESSES
        if not (codec.startswith("utf-16") and len(data) % 2)
    )
    return [_Reading(codec, text, common_share(text)) for codec, text in texts if text]


def _settle(data: bytes, rivals: list[_Reading]) -> _Reading:
    """Choose among decodings with nearly the same share of everyday characters.

    The characters that every legal text uses decide, then charset-normalizer.
    """
    frequent: dict[str, int] = {}
    for reading in rivals:
        sample = reading.text[:_SAMPLE]
        frequent[reading.codec] = sum(character in _FREQUENT for character in sample)
    ranked = sorted(rivals, key=lambda reading: -frequent[reading.codec])
    first = ranked[0]
    second = ranked[1]
    if frequent[first.codec] > 2 * frequent[second.codec] or first.text == second.text:
        return first
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=[_python_name(reading.codec) for reading in rivals]).best()
    for reading in ranked:
        if best is not None and _python_name(reading.codec) == _python_name(best.encoding):
            return reading
    raise BadInput(
        "encoding",
        "it reads equally well as " + " and as ".join(reading.codec for reading in ranked),
    )


def _python_name(codec: str) -> str:
    return codecs.lookup(codec).name.replace("-", "_")


def _declared(data: bytes) -> Decoded | None:
    match = _DECLARED.search(data[:_DECLARATION_WITHIN])
    if not match:
        return None
    return _as_declared(data, match[1].decode("ascii").lower())


def _as_declared(data: bytes, name: str) -> Decoded | None:
    try:
        codec = codecs.lookup(_ALIASES.get(name, name)).name
    except LookupError:  # a page may declare anything
        return None
    text = _try(data, codec)
    # Latin-1 decodes every byte, and many a Chinese page declares it
    if text and common_share(text) >= _PLAUSIBLE:
        return Decoded(text, _NAMES.get(codec, codec))
    return None


def _refuse_damaged_utf8(data: bytes) -> None:
    """Raise where bytes are UTF-8 but for a few: as GB18030 they would give fluent nonsense."""
    high = sum(byte >= 0x80 for byte in data[:_SAMPLE])
    whole = sum(len(run) for run in _UTF8_IDEOGRAPHS.findall(data[:_SAMPLE]))
    if high < 12 or whole < 0.8 * high:
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end >= len(data):
            place = "ends inside a character"
        else:
            place = f"is not UTF-8 at byte {error.start}"
        raise BadInput("corrupt", f"UTF-8 text that {place}") from error


_UTF8_IDEOGRAPHS = re.compile(rb"[\xe3-\xe9\xef][\x80-\xbf]{2}")


def _refuse_truncated(data: bytes) -> None:
    for cut in (1, 2, 3):
        for reading in _readings(data[:-cut]):
            if reading.score >= _CONFIDENT:
                raise BadInput("corrupt", f"{reading.codec} text that ends inside a character")


def _strictly(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise BadInput(
            "corrupt", f"marked as {codec}, but not {codec} at byte {error.start}"
        ) from error


def _try(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (
        UnicodeError,
        LookupError,
    ):  # some codecs, such as rot13, are not for bytes, and "undefined" refuses all
        return None


def _control_share(text: str) -> float:
    sample = text[:_SAMPLE]
    return sum(c < " " and c not in "\t\n\r\f" for c in sample) / len(sample) if sample else 0.0


@cache
def _everyday() -> frozenset[str]:
    """Level one of GB 2312 (3,755 characters) and of Big5 (5,401), with the punctuation of both.

    Full-width forms are included.
    """
    simplified = (bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    traditional = (
        bytes((lead, trail))
        for lead in range(0xA4, 0xC7)
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    )
    characters = [c for pair in simplified if (c := _try(pair, "gb2312"))]
    characters += [c for pair in traditional if (c := _try(pair, "big5"))]
    marks = "、。〈〉《》「」『』【】〔〕〇○●·—…‘’“”①②③④⑤⑥⑦⑧⑨⑩×％‰℃§\u3000\xa0"
    full_width = (chr(code) for code in range(0xFF01, 0xFF5F))
    return frozenset((*characters, *marks, *full_width))
