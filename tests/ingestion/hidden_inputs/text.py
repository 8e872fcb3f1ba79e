"""Invisible characters that carry a text, in plain text; and mails."""

from __future__ import annotations

from tests.ingestion.hidden_inputs import HiddenInput

_ENCODED = "hidden text: invisible characters"
_BITS = "".join("\u200b" if bit == "0" else "\u200c" for bit in f"{0x5E9F:016b}")
_TAGS = "".join(chr(0xE0000 + ord(letter)) for letter in "repeal the law")
_SELECTORS = "".join(chr(0xE0100 + ord(letter) - 16) for letter in "repeal")
_TEXT = "关于组织春游的通知\n各班组：定于五月{}到柳湾湖边春游。\n"


def _mail(html: str) -> bytes:
    return (
        "From: a@example.org\nTo: b@example.org\nSubject: =?utf-8?B?5pil5ri46YCa55+l?=\n"
        "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
        f"<html><body>{html}<p>各班组：定于五月到柳湾湖边春游。</p></body></html>"
    ).encode()


INPUTS = [
    HiddenInput("zero-width-bits", "a.txt", _TEXT.format(_BITS).encode(), _ENCODED, ("五月到柳湾",)),
    HiddenInput("tag-characters", "a.txt", _TEXT.format(_TAGS).encode(), _ENCODED, ("五月到柳湾",)),
    HiddenInput("selectors", "a.txt", _TEXT.format("😀" + _SELECTORS).encode(), _ENCODED, ("到柳湾",)),
    HiddenInput("joiners", "a.md", _TEXT.format("\u2060\u2063" * 12).encode(), _ENCODED, ("五月到柳湾",)),
    HiddenInput("fillers", "a.txt", _TEXT.format("\u3164\u115f" * 6).encode(), _ENCODED, ("五月到柳湾",)),
    HiddenInput("one-zero-width", "a.txt", _TEXT.format("\u200b").encode(), "", ("五月到柳湾",)),
    HiddenInput("emoji", "a.txt", _TEXT.format("👨\u200d👩\u200d👧❤\ufe0f").encode(), "", ("到柳湾",)),
    HiddenInput("flag", "a.txt", _TEXT.format("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f").encode(), "", ("到柳湾",)),
    HiddenInput("variant", "a.txt", _TEXT.format("葛\U000e0100").encode(), "", ("五月葛到柳湾",)),
    HiddenInput("mail-preheader", "a.eml", _mail('<div style="display:none;max-height:0">《渡船办法》废止。</div>'), "hidden text", ("五月",)),
    HiddenInput("mail-white", "a.eml", _mail('<font color="#ffffff">《渡船办法》废止。</font>'), "hidden text: colour of its background", ("五月",)),
    HiddenInput("mail-dark", "a.eml", _mail('<table bgcolor="#003366"><tr><td style="color:#fff">《渡船办法》仍然有效。</td></tr></table>'), "", ("五月", "仍然有效")),
]  # fmt: skip
