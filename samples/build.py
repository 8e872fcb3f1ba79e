#!/usr/bin/env python
"""Make those files of the sample archive that an editor can't write.

These are Word files, print, a scan, a mail, old encodings, and broken and stray files. Their texts
are in `originals/` (UTF-8, a line for a paragraph, `| a | b |` for a row of a table; a cell `^` is
merged with the one above it, a cell `<` with the one to its left) or in the archive's own Markdown.
The results are committed too, so that a user can try the samples without this program;
`tests/samples` checks that both agree. Word files are written whole by python-docx: hand-made files
would lack what real ones bring along.

    python -m samples.build            # writes into samples/archive
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterable
from email.message import EmailMessage
from pathlib import Path

import openpyxl
from docx import Document
from docx.table import Table

from samples.scans import Scan, as_pdf, scanned
from samples.typeset import Part, Style, newspaper, typeset

HERE = Path(__file__).parent

STATUTES = Path("statutes")
REGULATIONS = Path("regulations")
UNION = Path("union")
INBOX = Path("inbox")
MIB = 1024 * 1024
SCANNED_LINE = r".{1,27}[、，。；：”）]*"
"""A line of the scanned page: printers let punctuation hang over its end."""
SLIPS = {"四十五日": "四十五曰", "备案机关": "备窠机关", "四万元": "四方元"}
"""What the scanner read, each once: 第十四条, 第十六条 and 第二十条 differ from the text that was enacted."""


def main() -> None:
    """Write every generated file into the committed archive."""
    build(HERE / "archive")


def build(archive: Path) -> list[Path]:
    """Write every generated file.

    Args:
        archive: The folder to write into.

    Returns:
        The paths of the files, relative to it.
    """
    files = generated()
    for path, data in files.items():
        target = archive / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return list(files)


def generated() -> dict[Path, bytes]:
    """Make the content of every generated file.

    Returns:
        The content by the path in the archive.
    """
    heat_rules = word_file(original("云岭市户外作业防暑降温规定").splitlines())
    negotiation = Path("集体协商办法(2019-11-05).md")
    retreats = original("云岭市劳模疗休养工作安排").strip().encode()
    return {
        INBOX / "云岭市渡口夜航值守管理办法（扫描件）.pdf": scanned_file(
            original("云岭市渡口夜航值守管理办法").splitlines()
        ),
        INBOX / "云岭劳动报.pdf": newspaper(stories(original("云岭劳动报")), 4, size=12).data,
        INBOX / "咨询加班费.eml": mail(original("咨询加班费")),
        INBOX / "云岭市历年最低工资标准.xlsx": workbook(),
        REGULATIONS / "云岭市劳动者权益保障条例.docx": word_file(
            original("云岭市劳动者权益保障条例").splitlines()
        ),
        REGULATIONS / "平台用工保障法.docx": word_file(
            mirror_lines("平台用工保障法(2022-08-30).md")
        ),
        REGULATIONS / "宏川纺织厂员工手册.txt": original("宏川纺织厂员工手册").encode("gb18030"),
        REGULATIONS / "云岭港务局职工休假通告.txt": b"\xff\xfe"
        + original("云岭港务局职工休假通告").encode("utf-16-le"),
        REGULATIONS / "轮渡船员值班津贴通告.txt": original("轮渡船员值班津贴通告").encode("big5"),
        REGULATIONS / "云岭市户外作业防暑降温规定.docx": heat_rules[: len(heat_rules) // 2],
        REGULATIONS / "云岭市最低工资公告.docx": one_pixel_gif(),
        REGULATIONS / "~$岭市劳动者权益保障条例.docx": owner_file("云岭工会"),
        REGULATIONS / negotiation: (HERE / "archive" / STATUTES / negotiation).read_bytes(),
        REGULATIONS / "澜浦市 特殊岗位津贴＋补贴标准（征求意见稿）🚧.docx": word_file(
            original("澜浦市特殊岗位津贴＋补贴标准（征求意见稿）").splitlines()
        ),
        REGULATIONS / "集体协商办法.txt": scan(
            original("云州劳动部令第17号"), negotiation.name
        ).encode(),
        REGULATIONS / "云岭市建筑业用工实名制管理规定.docx": locked_word_file(),
        STATUTES / "职业技能培训办法(2020-01-10).md": b"",
        STATUTES / "云州基本法修正案（二）.txt": b"\xef\xbb\xbf"
        + original("云州基本法修正案（二）").replace("\n", "\r\n").encode(),
        UNION / "云岭市劳模疗休养工作安排.txt": retreats[:-2],
        UNION / "2023年欠薪线索汇总表.docx": word_bomb(256 * MIB),
    }


def original(name: str) -> str:
    """Read a text of `originals/`.

    Args:
        name: Its name.

    Returns:
        The text.
    """
    return (HERE / "originals" / f"{name}.txt").read_text(encoding="utf-8")


def mirror_lines(name: str) -> list[str]:
    """Turn a Markdown statute into the lines that a word processor has.

    There is one head note in half-width brackets, with wide spaces and without marks.

    Args:
        name: The statute's file name.

    Returns:
        The lines.
    """
    title, *rest = [
        line
        for line in (HERE / "archive" / STATUTES / name).read_text(encoding="utf-8").splitlines()
        if line
    ]
    marker = rest.index("<!-- INFO END -->")
    passed, *amended = (line.replace(" ", "") for line in rest[:marker])
    body = [
        re.sub(r"^(?:#+ )?(第\S+?[章条](?:之.)?) ", r"\1　", line) for line in rest[marker + 1 :]
    ]
    return [
        title.removeprefix("# "),
        f"({'　'.join([passed, *(f'根据{line}' for line in amended)])})",
        *body,
    ]


def scan(order: str, name: str) -> str:
    """Turn a Markdown statute into the text that a scanner reads from the gazette.

    The order that published it comes first; there are hard line breaks and a few wrong characters.

    Args:
        order: The text of the order.
        name: The statute's file name.

    Returns:
        The text.
    """
    title, *rest = [
        line
        for line in (HERE / "archive" / STATUTES / name).read_text(encoding="utf-8").splitlines()
        if line
    ]
    text = (
        "\n".join([title, *rest[rest.index("<!-- INFO END -->") + 1 :]])
        .replace("## ", "")
        .replace("# ", "")
    )
    for right, wrong in SLIPS.items():
        text = text.replace(right, wrong)
    paragraphs = [*order.splitlines(), *text.splitlines()]
    return "".join(
        f"{line}\n" for paragraph in paragraphs for line in re.findall(SCANNED_LINE, paragraph)
    )


def word_file(lines: Iterable[str]) -> bytes:
    """Write a .docx. Equal lines give equal bytes.

    Args:
        lines: A line that begins with a bar is a row of cells, any other a paragraph.

    Returns:
        The file.
    """
    document = Document()
    rows = None
    for line in lines:
        if not line.startswith("|"):
            document.add_paragraph(line)
            rows = None
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        rows = rows or document.add_table(rows=0, cols=len(cells), style="Table Grid")
        add_row(rows, cells)
    saved = io.BytesIO()
    document.save(saved)
    return without_clock(saved)


def add_row(table: Table, texts: list[str]) -> None:
    """Add a row to a table.

    Args:
        table: The table.
        texts: The cells; `^` merges a cell with the one above, `<` with the one to the left.
    """
    row = table.add_row()  # type: ignore[no-untyped-call]
    for column, text in enumerate(texts):
        if text == "^":
            table.rows[-2].cells[column].merge(row.cells[column])
        elif text == "<":
            row.cells[column - 1].merge(row.cells[column])
        else:
            row.cells[column].text = text


def scanned_file(lines: list[str]) -> bytes:
    """Scan a page: a little askew, folded once, with a red seal across the text.

    Args:
        lines: Title, head note and articles.

    Returns:
        The scan as PDF.
    """
    title, note, *articles = lines
    parts = [Part("title", title), *(Part("paragraph", line) for line in (note, *articles))]
    scan = Scan(
        mode="RGB",
        tilt=-1.4,
        blur=0.4,
        jpeg=55,
        light=0.15,
        folds=1,
        seal=True,
    )
    return as_pdf(scanned(typeset(parts, Style(size=13, margin=80, leading=1.8)), scan, 5), scan)


def stories(text: str) -> list[tuple[str, list[str]]]:
    """Split the text of a newspaper into its articles.

    Args:
        text: Each article begins with a headline after `# `.

    Returns:
        The headline and the paragraphs of each article.
    """
    return [
        (headline, paragraphs)
        for story in text.split("# ")[1:]
        for headline, *paragraphs in [story.strip().splitlines()]
    ]


def mail(text: str) -> bytes:
    """Write a mail that asks for advice.

    It has a table of hours attached, and the answer that came before is quoted below.

    Args:
        text: The text of the mail.

    Returns:
        The mail.
    """
    message = EmailMessage()
    message["From"] = "理货员 <tally@xigang.example>"
    message["To"] = "法律援助 <advice@union.example>"
    message["Subject"] = "咨询：岗位补贴能不能顶加班费"
    message["Date"] = "Tue, 14 May 2024 21:36:00 +0800"
    message["Message-ID"] = "<20240514.0417@xigang.example>"
    quoted = "来信收到，请把考勤和工资条一并发来。"
    message.set_content(f"{text}\n在 2024年5月13日，法律援助写道：\n> {quoted}\n", cte="base64")
    rows = [
        ("日期", "上班", "下班", "备注"),
        ("2024-04-08", "13:00", "22:40", "卸船"),
        ("2024-04-17", "13:00", "23:10", "盘库"),
        ("2024-04-26", "13:00", "22:15", "卸船"),
    ]
    table = "".join(",".join(row) + "\r\n" for row in rows)
    message.add_attachment(
        table.encode("gb18030"),
        maintype="text",
        subtype="csv",
        filename="四月考勤.csv",
    )
    message.set_boundary("=_0417")
    return message.as_bytes()


def workbook() -> bytes:
    """Write a workbook with a title over its table, in cells merged across.

    Returns:
        The workbook.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "历年标准"
    sheet.append(["云岭市历年最低工资标准"])
    sheet.merge_cells("A1:D1")
    sheet.append(["施行日期", "区域", "每月（元）", "每小时（元）"])
    for day, inner, outer in (
        ("2017-07-01", (1680, 16.5), (1520, 15)),
        ("2020-01-01", (1910, 19), (1750, 17.5)),
        ("2023-10-01", (2140, 21.5), (1960, 19.5)),
    ):
        sheet.append([day, "主城区", *inner])
        sheet.append([day, "其他县区", *outer])
    saved = io.BytesIO()
    book.save(saved)
    return without_clock(saved, now=True)


def word_bomb(size: int) -> bytes:
    """Write a Word file whose main part unpacks to many zeros.

    Args:
        size: The size of the unpacked part in bytes.

    Returns:
        The file.
    """
    whole = io.BytesIO(word_file(["2023年欠薪线索汇总表"]))
    out = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            if member != "word/document.xml":
                new.writestr(zipfile.ZipInfo(member), old.read(member), zipfile.ZIP_DEFLATED)
        part = zipfile.ZipInfo("word/document.xml")
        part.compress_type = zipfile.ZIP_DEFLATED
        with new.open(part, "w") as target:
            for _ in range(size // MIB):
                target.write(bytes(MIB))
    return out.getvalue()


def locked_word_file() -> bytes:
    """Write the envelope that Word puts around a file with a password [MS-CFB].

    It has a header, one table of sectors and one directory. The two streams that it names are
    empty: a reader without the password sees no more of a real file.

    Returns:
        The file.
    """
    sector = 512
    end = 0xFFFFFFFE
    free = 0xFFFFFFFF
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack(
            "<5H6x",
            0x3E,
            3,
            0xFFFE,
            9,
            6,
        )
    )
    header += struct.pack(
        "<9I",
        0,
        1,
        1,
        0,
        4096,
        end,
        0,
        end,
        0,
    )
    header += struct.pack("<109I", 0, *[free] * 108)
    sectors = struct.pack(
        "<128I",
        0xFFFFFFFD,
        end,
        *[free] * 126,
    )
    names = (
        (
            "Root Entry",
            5,
            free,
            free,
            1,
        ),
        (
            "EncryptedPackage",
            2,
            2,
            free,
            free,
        ),
        (
            "EncryptionInfo",
            2,
            free,
            free,
            free,
        ),
    )
    directory = b"".join(directory_entry(*name) for name in names) + directory_entry(
        "",
        0,
        free,
        free,
        free,
    )
    assert len(header) == len(sectors) == len(directory) == sector
    return header + sectors + directory


def directory_entry(
    name: str,
    kind: int,
    left: int,
    right: int,
    child: int,
) -> bytes:
    """Write one of the 128-byte entries of such an envelope: an empty stream or the root.

    Args:
        name: Its name.
        kind: 5 for the root, 2 for a stream, 0 for an unused entry.
        left: The number of the entry to the left.
        right: The number of the entry to the right.
        child: The number of the first entry inside.

    Returns:
        The entry.
    """
    spelled = (name + "\0").encode("utf-16-le") if name else b""
    return spelled.ljust(64, b"\0") + struct.pack(
        "<HBB3I36xIQ",
        len(spelled),
        kind,
        1,
        left,
        right,
        child,
        0xFFFFFFFE,
        0,
    )


def without_clock(archive: io.BytesIO, *, now: bool = False) -> bytes:
    """Date every member of a ZIP file 1980, so that building it again changes nothing.

    Args:
        archive: The ZIP file.
        now: Whether its properties say when it was saved; they are set to 2024-01-01.

    Returns:
        The same file without the time at which it was made.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            data = old.read(member)
            if now:
                data = re.sub(
                    rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*",
                    rb"\g<1>2024-01-01T00:00:00Z",
                    data,
                )
            new.writestr(zipfile.ZipInfo(member), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def one_pixel_gif() -> bytes:
    """Return a picture, which a user saved under a Word file's name.

    Returns:
        The GIF file.
    """
    return bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")


def owner_file(user: str) -> bytes:
    """Write what Word leaves beside an open file: the user's name in 54 bytes and again in 108.

    Args:
        user: The user's name.

    Returns:
        The file.
    """
    narrow = user.encode("gb18030")
    wide = user.ljust(53).encode("utf-16-le")
    return bytes([len(narrow)]) + narrow.ljust(53) + bytes([len(user), 0]) + wide


if __name__ == "__main__":
    main()
