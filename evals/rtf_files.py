"""Laws as RTF, written as Word writes it: in a code page or as Unicode, numbers beside the text."""

from __future__ import annotations

import random
import re

from evals.saved_files import HIDDEN, LABEL, SavedFile
from samples.typeset import Part


def rtf(parts: list[Part], seed: int) -> SavedFile:
    """Save a law as Word saves RTF.

    Args:
        parts: The parts of the law.
        seed: Draws the form: bytes of code page 936 or Unicode, groups in groups, counted or typed
            numbers, hidden text.

    Returns:
        The file and what a reader sees in it.
    """
    chance = random.Random(seed)  # noqa: S311
    out = SavedFile()
    body = []
    notes = []
    unicode = chance.random() < 0.5
    counted = chance.random() < 0.5

    def coded(text: str) -> str:
        if unicode:
            return "".join(
                f"\\u{ord(c) if ord(c) < 0x8000 else ord(c) - 0x10000}?" if ord(c) > 0x7E else c
                for c in text
            )
        return "".join(
            f"\\'{byte:02x}" if byte > 0x7E else chr(byte) for byte in text.encode("gb18030")
        )

    for part in parts:
        if part.kind == "table":
            cells = tuple(
                tuple("" if cell in ("^", "<") else cell for cell in row) for row in part.rows
            )
            edges = "".join(f"\\cellx{1500 * (n + 1)}" for n in range(len(cells[0])))
            body += [
                f"\\trowd{edges}\\intbl "
                + "".join(f"{coded(cell)}\\cell " for cell in row)
                + "\\row\\pard "
                for row in cells
            ]
            out.tables.append(cells)
            out.text += [cell for row in cells for cell in row]
            continue
        label = LABEL.match(part.text) if counted and part.kind != "title" else None
        inside = "" if label is None else _counted(label[1], coded(label[1]))
        for piece in re.findall(".{1,25}", part.text[label.end() :] if label else part.text):
            inside += f"{{\\f0{{\\fs{chance.choice((21, 24, 28))} {coded(piece)}}}}}"
            if chance.random() < 0.05:
                inside += f"{{\\v {coded(HIDDEN)}}}"
                out.unseen.append(HIDDEN)
        if part.note:
            notes.append(part.note)
            inside += f"{{\\super\\chftn{{\\footnote\\pard\\plain\\f0 {coded(part.note)}}}}}"
        body.append(f"\\pard {inside}\\par\n")
        out.text.append(part.text)
    if notes:
        out.text.append("附：注释" + "".join(f"[{n}]{note}" for n, note in enumerate(notes, 1)))
    head = (
        r"{\rtf1\ansi\ansicpg936\uc1\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}{\*\generator x;}"
    )
    out.data = (head + (_LISTS if counted else "") + "".join(body) + "}").encode("ascii")
    return out


def _counted(label: str, coded: str) -> str:
    """Write a number that Word has counted: the list, the level, and what it shows."""
    if label.endswith("章"):
        level = 0
    elif label.endswith("条"):
        level = 1
    else:
        level = 2
    return f"\\ls1\\ilvl{level} {{\\listtext\\pard\\plain {coded}\\tab}}"


_LEVELS = (
    ("\\'04\\'b5\\'da\\'00\\'d5\\'c2;", "\\'03", ""),
    ("\\'04\\'b5\\'da\\'01\\'cc\\'f5;", "\\'03", "\\levelnorestart1"),
    ("\\'03(\\'02);", "\\'02", ""),
)
_LISTS = (
    r"{\*\listtable{\list\listtemplateid1"
    + "".join(
        (
            f"{{\\listlevel\\levelnfc37\\levelstartat1{more}{{\\leveltext{text}}}"
            f"{{\\levelnumbers{place};}}}}"
        )
        for text, place, more in _LEVELS
    )
    + r"\listid1}}{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}"
)
