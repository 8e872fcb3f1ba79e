"""Writes laws and tables of our own as mails, workbooks, CSV, JSON, XML and archives, reads them back, and says what was lost.

`python -m evals data [--seed N] [--files N] [--json]`; of each format so many files, whose shape, encoding and layout are drawn from the
seed. Seed 1 is what rules are made on; seed 2 is for judging.
"""

from __future__ import annotations

import argparse
import base64
import bz2
import csv
import gzip
import io
import json
import lzma
import quopri
import tarfile
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from pathlib import Path

import openpyxl

from corpus.records import Document, Unit
from evals.parsing import Author, Tally, bare, print_scores, read_articles
from ingestion.containers import unpack
from ingestion.limits import DEFAULT_LIMITS
from ingestion.reading import read
from law.structure import structure

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class LawText:
    """A law: its title, its lines, and each article's text without blanks."""

    title: str
    lines: list[str]
    articles: dict[str, str]
    paragraphs: dict[str, list[str]]  # of each article


@dataclass
class WrittenFile:
    """A file, and what must be found in it: articles by the path of their unit, or as cells; the visible text; the cells."""

    name: str
    data: bytes
    articles: dict[str, str] = field(default_factory=dict)
    in_cells: list[str] = field(default_factory=list)
    text: str = ""
    cells: list[str] = field(default_factory=list)


def law(author: Author, articles: int) -> LawText:
    """A law without notes and tables."""
    parts, truth = author.law(articles, notes=False, tables=False)
    paragraphs: dict[str, list[str]] = {}
    label = ""
    for part in parts:
        opened = next(
            (
                one
                for one in truth
                if part.kind == "paragraph" and part.text.startswith(f"{one}\u3000")
            ),
            None,
        )
        label = opened or ("" if part.kind != "paragraph" else label)
        if label:
            paragraphs.setdefault(label, []).append(part.text)
    return LawText(
        parts[0].text,
        [part.text for part in parts],
        truth,
        paragraphs,
    )


# ── mails
# ────────────────────────────────────────────────────────────────────────────────────────────────────────


def mail(author: Author) -> WrittenFile:
    """A mail that has a law in its body: as text, page or both, in the encodings that mails are in, now and then as a quotation."""
    pick = author.chance.choice
    text = law(author, author.chance.randint(5, 20))
    charset = pick(("utf-8", "gb2312", "gb18030", "gbk"))
    lines = [pick(("各位同事：", "您好！")), f"现将《{text.title}》全文转去，请查收。", *text.lines]
    if quoted := pick((False, False, True)):
        lines = ["收到，谢谢。", "-----原始邮件-----", *(f"> {line}" for line in lines)]
    page = "<html><body>" + "".join(f"<p>{escape(line)}</p>" for line in lines) + "</body></html>"
    plain = "\r\n".join(lines)
    forms: Sequence[tuple[str, str]] = (
        pick(((("plain", plain),), (("html", page),), (("plain", plain), ("html", page))))
        if not quoted
        else (("plain", plain),)
    )
    codec = "gb18030" if charset.startswith("gb") else charset
    name = base64.b64encode("李工".encode(codec)).decode()
    subject = base64.b64encode(f"转发：{text.title}".encode(codec)).decode()
    cut = len(subject) // 8 * 4  # inside a character, as clients cut it
    head = f"From: =?{charset}?B?{name}?= <li@example.invalid>\r\nTo: office@example.invalid\r\n"
    head += f"Subject: =?{charset}?B?{subject[:cut]}?=\r\n =?{charset}?B?{subject[cut:]}?=\r\nDate: Tue, 5 Mar 2024 10:00:00 +0800\r\nMIME-Version: 1.0\r\n"
    bodies = [
        _part(
            kind,
            body.encode(codec),
            charset,
            pick(("quoted-printable", "base64", "8bit")),
        )
        for kind, body in forms
    ]
    if len(bodies) == 1:
        data = head.encode() + bodies[0]
    else:
        data = head.encode() + b'Content-Type: multipart/alternative; boundary="b1"\r\n\r\n'
        data += b"".join(b"--b1\r\n" + body + b"\r\n" for body in bodies) + b"--b1--\r\n"
    return WrittenFile(
        "信.eml",
        data,
        text.articles,
        text="".join(lines).replace("> ", ""),
    )


def _part(
    kind: str,
    body: bytes,
    charset: str,
    encoding: str,
) -> bytes:
    encoded = body
    if encoding == "quoted-printable":
        encoded = quopri.encodestring(body)
    elif encoding == "base64":
        encoded = base64.encodebytes(body)
    return (
        f'Content-Type: text/{kind}; charset="{charset}"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'.encode()
        + encoded
    )


# ── tables
# ───────────────────────────────────────────────────────────────────────────────────────────────────────


def workbook(author: Author) -> WrittenFile:
    """Sheets of wages with merged headers and cells, and one with a law's articles; notes, gaps, repeated headers, a hidden sheet."""
    chance = author.chance
    book = openpyxl.Workbook()
    out = WrittenFile("表.xlsx", b"")
    sheet = book.active
    _wages(author, sheet, out)
    if chance.random() < 0.7:
        _articles(author, book.create_sheet("条文"), out)
    if chance.random() < 0.3:
        hidden = book.create_sheet("底稿")
        hidden.append(["不该看见", "的内容"])
        hidden.append(["暗", "影"])
        hidden.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    out.data = stream.getvalue()
    return out


def _wages(author: Author, sheet: openpyxl.worksheet.worksheet.Worksheet, out: WrittenFile) -> None:
    chance = author.chance
    said = []
    row = 1
    if chance.random() < 0.6:
        said.append(f"云岭市{chance.choice(('港航', '配送', '建筑'))}行业欠薪线索汇总表")
        sheet.cell(row, 1, said[-1])
        sheet.merge_cells(
            start_row=row,
            end_row=row,
            start_column=1,
            end_column=6,
        )
        row += 1
    names = [
        "单位",
        "姓名",
        "工资",
        "扣除比例",
        "日期",
        "备注",
    ]
    two = chance.random() < 0.5
    for column, name in enumerate(names, 1):
        sheet.cell(row, column, name)
    if two:
        for column in (1, 2, 5, 6):
            sheet.merge_cells(
                start_row=row,
                end_row=row + 1,
                start_column=column,
                end_column=column,
            )
        sheet.cell(row, 3, "工资")
        sheet.cell(row, 4).value = None
        sheet.merge_cells(
            start_row=row,
            end_row=row,
            start_column=3,
            end_column=4,
        )
        sheet.cell(row + 1, 3, "应发")
        sheet.cell(row + 1, 4, "扣除比例")
        names = [
            "单位",
            "姓名",
            "工资·应发",
            "工资·扣除比例",
            "日期",
            "备注",
        ]
    row += 1 + two
    for _ in range(chance.randint(2, 5)):
        unit = f"云岭{chance.choice(('港务', '快送', '建工', '纺织'))}{chance.randint(1, 99)}公司"
        first = row
        for _ in range(chance.randint(1, 5)):
            row = _wage(
                author,
                sheet,
                row,
                unit,
                names,
                out,
                said,
            )
        if row - 1 > first and chance.random() < 0.6:
            sheet.merge_cells(
                start_row=first,
                end_row=row - 1,
                start_column=1,
                end_column=1,
            )
    if chance.random() < 0.5:
        said.append(f"填表人：王敏　复核：李工{chance.randint(1, 9)}")
        sheet.cell(row + 1, 1, said[-1])
    out.text += "".join(said)


def _wage(
    author: Author,
    sheet: openpyxl.worksheet.worksheet.Worksheet,
    row: int,
    unit: str,
    names: Sequence[str],
    out: WrittenFile,
    said: list[str],
) -> int:
    chance = author.chance
    wage = chance.choice((chance.randint(1000, 9999), chance.randint(100000, 999999) / 100))
    share = chance.randint(1, 40)
    when = date(2023, 1, 1) + timedelta(chance.randint(0, 600))
    person = "".join(chance.choice("赵钱孙李周吴郑王冯陈") + chance.choice("敏强芳伟娜静磊洋艳勇"))
    note = chance.choice(("", author.sentence(), "已核实"))
    sheet.cell(row, 1, unit)
    for column, value in (
        (2, person),
        (3, wage),
        (4, share / 100),
        (5, when),
        (6, note or None),
    ):
        sheet.cell(row, column, value)
    sheet.cell(row, 4).number_format = "0%"
    sheet.cell(row, 5).number_format = "yyyy-mm-dd"
    shown = [
        unit,
        person,
        f"{wage:g}" if isinstance(wage, int) else f"{wage:.15g}",
        f"{share}%",
        when.isoformat(),
        note,
    ]
    out.cells += [bare(one) for one in shown if one]
    said.append(
        "".join(f"{name}：{value}" for name, value in zip(names, shown, strict=True) if value)
    )
    return row + 1


def _articles(
    author: Author, sheet: openpyxl.worksheet.worksheet.Worksheet, out: WrittenFile
) -> None:
    text = law(author, author.chance.randint(5, 20))
    sheet.append(["条号", "条文", "说明"])
    for label, paragraphs in text.paragraphs.items():
        note = author.sentence() if author.chance.random() < 0.3 else None
        sheet.append([label, "\n".join(paragraphs), note])
        out.in_cells.append(text.articles[label])
        out.cells += [bare(one) for one in (label, text.articles[label], note or "") if one]
        out.text += f"条号：{label}条文：{text.articles[label]}" + (f"说明：{note}" if note else "")


def table(author: Author) -> WrittenFile:
    """A law's articles as CSV or TSV, in the encodings and with the delimiters that programs write."""
    chance = author.chance
    text = law(author, author.chance.randint(5, 20))
    delimiter = chance.choice(
        (
            ",",
            ",",
            ";",
            "\t",
            "|",
        )
    )
    encoding = chance.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16"))
    stream = io.StringIO()
    writer = csv.writer(
        stream, delimiter=delimiter, quoting=chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    )
    writer.writerow(["法规名称", "条号", "条文", "生效日期"])
    out = WrittenFile(
        chance.choice(("条文.csv", "条文.txt.csv")) if delimiter != "\t" else "条文.tsv", b""
    )
    for label, paragraphs in text.paragraphs.items():
        row = [text.title, label, chance.choice(("\n", " ")).join(paragraphs), "2024-05-01"]
        writer.writerow(row)
        out.in_cells.append(text.articles[label])
        out.cells += [bare(one) for one in row]
        out.text += "".join(
            f"{name}：{value}"
            for name, value in zip(("法规名称", "条号", "条文", "生效日期"), row, strict=True)
        )
    out.data = stream.getvalue().encode(encoding)
    return out


# ── records
# ──────────────────────────────────────────────────────────────────────────────────────────────────────

_KEYS = (("title", "content"), ("标题", "正文"), ("name", "text"), ("法律名称", "全文"))


def records(author: Author) -> WrittenFile:
    """A law as one JSON object, or several in a list, below keys, or line by line; their text plain, or a page's mark-up."""
    chance = author.chance
    title, content = chance.choice(_KEYS)
    many = chance.random() < 0.7
    laws = [law(author, chance.randint(5, 12)) for _ in range(chance.randint(2, 4) if many else 1)]
    marked_up = chance.random() < 0.3

    def shown(lines: Sequence[str]) -> str:
        if marked_up:
            return "".join(f"<p>{escape(line)}</p>" for line in lines)
        return "\n".join(lines)

    objects = [
        {title: one.title, content: shown(one.lines[1:]), "level": "地方性法规", "hits": number}
        for number, one in enumerate(laws)
    ]
    if not many:
        data = json.dumps(objects[0], ensure_ascii=chance.random() < 0.5)
        name = "法.json"
        return WrittenFile(
            name,
            data.encode(),
            laws[0].articles,
            text="".join(laws[0].lines),
        )
    shape = chance.choice(("list", "below", "lines"))
    if shape == "lines":
        data = "\n".join(json.dumps(one, ensure_ascii=False) for one in objects)
    else:
        data = json.dumps(
            objects
            if shape == "list"
            else {"code": 0, "data": {"total": len(objects), "items": objects}},
            ensure_ascii=False,
        )
    articles = {
        f"{number}/{label}": one.articles[label]
        for number, one in enumerate(laws, 1)
        for label in one.articles
    }
    text = "".join(
        f"{''.join(one.lines)}level：地方性法规hits：{number}" for number, one in enumerate(laws)
    )
    return WrittenFile(
        "法.jsonl" if shape == "lines" else "法.json",
        data.encode(),
        articles,
        text=text,
    )


def elements(author: Author) -> WrittenFile:
    """A law as XML: numbers in elements of their own or not, inline mark-up, namespaces; or its articles as records."""
    chance = author.chance
    text = law(author, author.chance.randint(5, 20))
    encoding = chance.choice(("utf-8", "gb18030", "utf-16"))
    shape = chance.choice(("paragraphs", "numbered", "records"))
    body = []
    for line in text.lines[1:]:
        label = next((one for one in text.articles if line.startswith(f"{one}\u3000")), "")
        marked = escape(line.removeprefix(label).strip()).replace("应当", "<b>应当</b>", 1)
        if shape == "numbered":
            body.append(
                f"<article><num>{label}</num><content><p>{marked}</p></content></article>"
                if label
                else f"<p>{escape(line)}</p>"
            )
        else:
            body.append(f"<p>{label} {marked}</p>")
    inside = f'<law xmlns="urn:example:law"><title>{text.title}</title><body>{"".join(body)}</body></law>'
    out = WrittenFile(
        "法.xml",
        b"",
        dict(text.articles),
        text="".join(text.lines),
    )
    if shape == "records":
        rows = [
            f"<row><num>{label}</num><clause>{escape(chr(10).join(them))}</clause></row>"
            for label, them in text.paragraphs.items()
        ]
        inside = f"<rows>{''.join(rows)}</rows>"
        out = WrittenFile(
            "法.xml",
            b"",
            in_cells=list(text.articles.values()),
            text="".join(f"num：{a}clause：{b}" for a, b in text.articles.items()),
        )
    out.data = f'<?xml version="1.0" encoding="{encoding}"?>\n{inside}'.encode(encoding)
    return out


# ── archives
# ─────────────────────────────────────────────────────────────────────────────────────────────────────


def archive(author: Author) -> tuple[str, bytes, dict[str, bytes]]:
    """An archive with the names and bytes that must come out of it, an archive in it now and then."""
    chance = author.chance
    members = {
        f"{chance.choice(('法规', '案卷'))}/{number}号条例.txt": author.sentences(1, 5).encode()
        for number in range(chance.randint(1, 8))
    }
    form = chance.choice(
        (
            "zip",
            "zip-gbk",
            "tar",
            "tar.gz",
            "tar.xz",
            "tar.bz2",
            "gz",
        )
    )
    if form == "gz":
        return (
            "通知.txt.gz",
            gzip.compress(b"x" + members[next(iter(members))]),
            {"通知.txt": b"x" + members[next(iter(members))]},
        )
    if chance.random() < 0.4:
        inner = {f"内.zip!/{name}": data for name, data in members.items()}
    else:
        inner = {}
    outer = dict(members)
    if inner:
        outer["内.zip"] = _zip(members)
    if form.startswith("zip"):
        data = _zip(outer, "gbk" if form == "zip-gbk" else "utf-8")
    else:
        data = _tar(outer, form)
    return f"卷.{form.removesuffix('-gbk')}", data, outer | inner


def _zip(members: dict[str, bytes], names: str = "utf-8") -> bytes:
    """Python writes a name that is not ASCII as UTF-8, with a flag; Chinese Windows wrote GBK, without."""
    stand_ins = {
        name: f"{number:04}" * (len(name.encode(names)) // 4) + "x" * (len(name.encode(names)) % 4)
        for number, name in enumerate(members)
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive_:
        for name, data in members.items():
            archive_.writestr(name if names == "utf-8" else stand_ins[name], data)
    packed = stream.getvalue()
    for name, stand_in in stand_ins.items() if names != "utf-8" else ():
        packed = packed.replace(stand_in.encode(), name.encode(names))
    return packed


def _tar(members: dict[str, bytes], form: str) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT) as archive_:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive_.addfile(info, io.BytesIO(data))
    packed = {
        "tar": lambda data: data,
        "tar.gz": gzip.compress,
        "tar.xz": lzma.compress,
        "tar.bz2": bz2.compress,
    }
    archive: bytes = packed[form](stream.getvalue())
    return archive


# ── judging
# ──────────────────────────────────────────────────────────────────────────────────────────────────────


def judge(written: WrittenFile, tally: Tally) -> None:
    """Read a file back and count what is as it was written."""
    began = time.perf_counter()
    document = read(written.data, written.name)
    tally.seconds += time.perf_counter() - began
    tally.counts["files"] += 1
    stem = written.name.partition(".")[0]
    units = structure(document, stem).units
    by_path = _by_path(document, units)
    if any("/" in label for label in written.articles):
        found = by_path
    else:
        found = read_articles(document, stem)
    for label, truth in written.articles.items():
        _count(
            tally,
            f"{written.name} {label}",
            truth,
            found.get(label),
        )
    spans = {(unit.start, unit.end) for unit in _whole(units)}
    whole = Counter(
        bare(cell)
        for block in document.blocks
        if (block.start, block.end) in spans
        for cell in block.cells
    )
    for truth in written.in_cells:
        alone = whole[truth] or any(text.endswith(f"：{truth}") for text in by_path.values())
        _count(
            tally,
            written.name,
            truth,
            truth if alone else None,
        )
    want = Counter(bare(written.text))
    have = Counter(bare(document.text))
    tally.count("kept", sum(want.values()) - (want - have).total(), sum(want.values()))
    if (want - have).total():
        tally.failures.append(f"{written.name} lost {dict(want - have)}")
    cells = Counter(written.cells)
    if cells:
        read_cells = Counter(
            bare(cell) for block in document.blocks for cell in block.cells if cell
        )
        tally.counts["cells right"] += (cells & read_cells).total()
        tally.counts["cells"] += cells.total() + read_cells.total()
        if cells != read_cells:
            tally.failures.append(
                f"{written.name} cells missing {list(cells - read_cells)[:4]}, too many {list(read_cells - cells)[:4]}"
            )


def _count(
    tally: Tally,
    where: str,
    truth: str,
    found: str | None,
) -> None:
    tally.count("articles", found == truth, 1)
    if found != truth:
        tally.failures.append(f"{where}\n   want {truth}\n   have {found}")


def _by_path(document: Document, units: Sequence[Unit]) -> dict[str, str]:
    found: dict[str, str] = {}
    for unit in units:
        found[unit.path] = found.get(unit.path, "") + bare(document.text[unit.start : unit.end])
    return found


def _whole(units: Sequence[Unit]) -> list[Unit]:
    """Units, those of several pieces as one."""
    joined: dict[str, Unit] = {}
    for unit in units:
        before = joined.get(unit.path)
        joined[unit.path] = (
            Unit(unit.path, min(unit.start, before.start), max(unit.end, before.end))
            if before
            else unit
        )
    return list(joined.values())


def judge_archive(author: Author, tally: Tally) -> None:
    """Take an archive apart and compare names and bytes."""
    name, data, members = archive(author)
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        found = unpack(
            data,
            name,
            Path(folder),
            DEFAULT_LIMITS,
        )
        tally.seconds += time.perf_counter() - began
        tally.counts["files"] += 1
        if found:
            read_back = {
                one.path: (Path(folder) / one.file).read_bytes()
                for one in found.members
                if one.file
            }
        else:
            read_back = {}
    for path, content in members.items():
        tally.count("members", read_back.get(path) == content, 1)
        if read_back.get(path) != content:
            tally.failures.append(
                f"{name}: {path} is missing or another; there are {sorted(read_back)}"
            )


FORMATS: dict[str, Callable[[Author], WrittenFile]] = {
    "mail": mail,
    "xlsx": workbook,
    "csv": table,
    "json": records,
    "xml": elements,
}


def measure(seed: int, files: int) -> dict[str, Tally]:
    """Write and read so many files of each format."""
    tallies = {name: Tally() for name in (*FORMATS, "archives")}
    for place, (name, write) in enumerate(FORMATS.items()):
        for index in range(files):
            judge(write(Author(seed * 1_000_000 + place * 10_000 + index)), tallies[name])
    for index in range(files):
        judge_archive(Author(seed * 1_000_000 + 90_000 + index), tallies["archives"])
    return tallies


def scores_of(tallies: dict[str, Tally]) -> dict[str, float]:
    """What is claimed, by format."""
    scores: dict[str, float] = {}
    for name, tally in tallies.items():
        if name == "archives":
            scores["members"] = tally.share("members")
            continue
        scores[f"{name} articles"] = tally.share("articles")
        scores[f"{name} kept"] = tally.share("kept")
        if tally.counts["cells"]:
            scores[f"{name} cell F1"] = 2 * tally.counts["cells right"] / tally.counts["cells"]
        scores[f"{name} files a second"] = tally.counts["files"] / tally.seconds
    return scores


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument(
        "--failures",
        type=int,
        default=0,
        help="show so many of each format",
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    tallies = measure(options.seed, options.files)
    failures = (
        failure for tally in tallies.values() for failure in tally.failures[: options.failures]
    )
    print_scores(
        scores_of(tallies),
        failures,
        as_json=options.json,
        seed=options.seed,
    )
    return 0
