"""Laws as mails, CSV, JSON and XML, in the shapes and encodings that programs write."""

from __future__ import annotations

import base64
import csv
import io
import json
import quopri
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from evals.authors import Author
from evals.bare_texts import bare


@dataclass
class LawText:
    """A law.

    Attributes:
        title: Its title.
        lines: All its lines, the title first.
        articles: The text of each article without blanks, by label.
        paragraphs: The paragraphs of each article, by label.
    """

    title: str
    lines: list[str]
    articles: dict[str, str]
    paragraphs: dict[str, list[str]]  # of each article


@dataclass
class WrittenFile:
    """A file and what must be found in it.

    Attributes:
        name: The file's name.
        data: The file.
        articles: The text of each article without blanks, by label or by the path of its unit.
        in_cells: The text of each article that is a cell of a table.
        text: The visible text.
        cells: The cells of tables without blanks.
    """

    name: str
    data: bytes
    articles: dict[str, str] = field(default_factory=dict)
    in_cells: list[str] = field(default_factory=list)
    text: str = ""
    cells: list[str] = field(default_factory=list)


def law(author: Author, articles: int) -> LawText:
    """Write a law without notes and tables.

    Args:
        author: Draws the text.
        articles: The number of articles.

    Returns:
        The law.
    """
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


def mail(author: Author) -> WrittenFile:
    """Write a mail that has a law in its body: as text, as page or as both, sometimes quoted.

    Args:
        author: Draws the text, the charset and the encoding.

    Returns:
        The mail.
    """
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
    head += (
        f"Subject: =?{charset}?B?{subject[:cut]}?=\r\n =?{charset}?B?{subject[cut:]}?=\r\nDate: "
        "Tue, 5 Mar 2024 10:00:00 +0800\r\nMIME-Version: 1.0\r\n"
    )
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
        f'Content-Type: text/{kind}; charset="{charset}'
        f'"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'
    ).encode() + encoded


def table(author: Author) -> WrittenFile:
    """Write the articles of a law as CSV or TSV.

    Args:
        author: Draws the text, the delimiter and the encoding.

    Returns:
        The table.
    """
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

_KEYS = (("title", "content"), ("标题", "正文"), ("name", "text"), ("法律名称", "全文"))


def records(author: Author) -> WrittenFile:
    """Write a law as one JSON object, or several laws as list, below keys or line by line.

    Args:
        author: Draws the texts and the shape; a text is plain or the mark-up of a page.

    Returns:
        The JSON file.
    """
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
    """Write a law as XML.

    Args:
        author: Draws the text and the shape: paragraphs, articles with numbers of their own, or
            records.

    Returns:
        The XML file.
    """
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
    inside = (
        f'<law xmlns="urn:example:law"><title>{text.title}</title><body>{"".join(body)}</body>'
        "</law>"
    )
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
