#!/usr/bin/env python
"""Make those files of the sample archive that an editor can't write: Word files, old encodings, broken and stray ones.

Their texts stand in `originals/` (UTF-8, a line a paragraph, `| a | b |` a row of a table) or in the archive's own
Markdown. The results are committed too, so that nobody has to run this to try the samples; `tests/samples` checks that
both agree. Word files are written whole by python-docx: hand-made ones would lack what real ones bring along.

    python samples/build.py            # writes into samples/archive
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from docx import Document

HERE = Path(__file__).parent
STATUTES = Path("statutes")
REGULATIONS = Path("regulations")


def main() -> None:
    """Write every generated file into the committed archive."""
    build(HERE / "archive")


def build(archive: Path) -> list[Path]:
    """Write every generated file below `archive`; returns their paths relative to it."""
    files = generated()
    for path, data in files.items():
        target = archive / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return list(files)


def generated() -> dict[Path, bytes]:
    """Each generated file's content, by its path in the archive."""
    heat_rules = word_file(original("云岭市户外作业防暑降温规定").splitlines())
    negotiation = Path("集体协商办法(2019-11-05).md")
    return {
        REGULATIONS / "云岭市劳动者权益保障条例.docx": word_file(original("云岭市劳动者权益保障条例").splitlines()),
        REGULATIONS / "平台用工保障法.docx": word_file(mirror_lines("平台用工保障法(2022-08-30).md")),
        REGULATIONS / "宏川纺织厂员工手册.txt": original("宏川纺织厂员工手册").encode("gb18030"),
        REGULATIONS / "云岭港务局职工休假通告.txt": b"\xff\xfe" + original("云岭港务局职工休假通告").encode("utf-16-le"),
        REGULATIONS / "轮渡船员值班津贴通告.txt": original("轮渡船员值班津贴通告").encode("big5"),
        REGULATIONS / "云岭市户外作业防暑降温规定.docx": heat_rules[: len(heat_rules) // 2],
        REGULATIONS / "云岭市最低工资公告.docx": one_pixel_png(),
        REGULATIONS / "~$岭市劳动者权益保障条例.docx": owner_file("云岭工会"),
        REGULATIONS / negotiation: (HERE / "archive" / STATUTES / negotiation).read_bytes(),
        STATUTES / "职业技能培训办法(2020-01-10).md": b"",
    }


def original(name: str) -> str:
    """The text in `originals/` of that name."""
    return (HERE / "originals" / f"{name}.txt").read_text(encoding="utf-8")


def mirror_lines(name: str) -> list[str]:
    """A Markdown statute as word processors hold it: one head note in half-width brackets, wide spaces, no marks."""
    title, *rest = [line for line in (HERE / "archive" / STATUTES / name).read_text(encoding="utf-8").splitlines() if line]
    marker = rest.index("<!-- INFO END -->")
    passed, amended = (line.replace(" ", "") for line in rest[:marker])
    date, amendment = re.fullmatch(r"(\d+年\d+月\d+日)(.+)", amended).groups()  # type: ignore[union-attr]
    body = [re.sub(r"^(?:#+ )?(第\S+?[章条](?:之.)?) ", r"\1　", line) for line in rest[marker + 1 :]]
    return [title.removeprefix("# "), f"({passed}　根据{date}{amendment})", *body]


def word_file(lines: Iterable[str]) -> bytes:
    """A .docx of these lines: a row of cells where a line begins with a bar, else a paragraph. Equal lines, equal bytes."""
    document, rows = Document(), None
    for line in lines:
        if not line.startswith("|"):
            document.add_paragraph(line)
            rows = None
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        rows = rows or document.add_table(rows=0, cols=len(cells), style="Table Grid")
        for cell, text in zip(rows.add_row().cells, cells, strict=True):
            cell.text = text
    saved = io.BytesIO()
    document.save(saved)
    return without_clock(saved)


def without_clock(archive: io.BytesIO) -> bytes:
    """The same zip with every member dated 1980, so that building it again changes nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            new.writestr(zipfile.ZipInfo(member), old.read(member), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def one_pixel_png() -> bytes:
    """A picture, which somebody saved under a Word file's name."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\x00\xff", 0)) + chunk(b"IEND", b"")


def owner_file(user: str) -> bytes:
    """What Word leaves beside a file that it has open: the user's name, once in 54 bytes and once in 108."""
    narrow, wide = user.encode("gb18030"), user.ljust(53).encode("utf-16-le")
    return bytes([len(narrow)]) + narrow.ljust(53) + bytes([len(user), 0]) + wide


if __name__ == "__main__":
    main()
