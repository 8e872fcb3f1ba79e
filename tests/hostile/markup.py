"""Pages, XML, records, tables and mail that lead out of themselves, nest without end, or grow when they are read."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Iterator

from tests.hostile.files import BOMB, SECRET, SENTENCES, Bait, Hostile, hostile
from tests.hostile.whole import MARKDOWN, PAGE, mail, zipped

MANY = 100_000
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
"""A billion laughs: each entity is ten of the one before."""


def doctype(name: str, entities: str) -> str:
    """A document type with these entities."""
    return f'<!DOCTYPE {name} [<!ENTITY l0 "法">{entities}]>'


def files(bait: Bait) -> Iterator[Hostile]:
    """All of them."""
    yield from _pages(bait)
    yield from _odd_pages()
    yield from _xml(bait)
    yield from _records()
    yield from _tables()
    yield from _mail(bait)


def _page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body><h1>云岭市条例</h1>{body}<p>{SENTENCES}</p></body></html>"


def _pages(bait: Bait) -> Iterator[Hostile]:
    """References: none of them is followed."""
    for name, body, head in (
        (
            "pictures",
            f"<img src='http://{bait.host}/a.png'><img src='{bait.file.as_uri()}'><img srcset='//{bait.host}/b 2x'>",
            "",
        ),
        (
            "frames",
            f"<iframe src='http://{bait.host}/'></iframe><iframe src='{bait.file.as_uri()}'></iframe><embed src='http://{bait.host}/'>",
            "",
        ),
        (
            "objects",
            f"<object data='{bait.file.as_uri()}'></object><video src='http://{bait.host}/v'></video>",
            "",
        ),
        ("refresh", "", f"<meta http-equiv='refresh' content='0;url=http://{bait.host}/'>"),
        ("base", "<img src='a.png'><a href='b'>甲</a>", f"<base href='http://{bait.host}/'>"),
        (
            "styles",
            "<style>@import url('x')</style>",
            f"<link rel='stylesheet' href='http://{bait.host}/s.css'>",
        ),
        (
            "scripts",
            "<svg onload='x()'><script>x()</script></svg>",
            f"<script src='http://{bait.host}/x.js'></script>",
        ),
        (
            "drawings",
            f"<svg><use href='{bait.file.as_uri()}#a'/><image href='http://{bait.host}/a'/></svg>",
            "",
        ),
        (
            "forms",
            f"<form action='http://{bait.host}/'><input value='a'></form><script>document.forms[0].submit()</script>",
            "",
        ),
    ):
        yield hostile(
            f"{name}.html",
            _page(body, head),
            "indexed",
        )
    entity = doctype(
        "html",
        f'<!ENTITY bait SYSTEM "{bait.file.as_uri()}"><!ENTITY far SYSTEM "http://{bait.host}/x">',
    )
    yield hostile(
        "entity of a file.xhtml",
        f'<?xml version="1.0"?>{entity}<html xmlns="http://www.w3.org/1999/xhtml"><body><p>&bait;&far;</p><p>{SENTENCES}</p></body></html>',
    )
    yield hostile(
        "doctype elsewhere.xhtml",
        f'<!DOCTYPE html SYSTEM "http://{bait.host}/x.dtd"><html><body><p>{SENTENCES}</p></body></html>',
        "indexed",
    )
    yield hostile(
        "a billion laughs.html",
        f"{doctype('html', LAUGHS)}<html><body><p>&l9;</p><p>{SENTENCES}</p></body></html>",
    )
    yield hostile(
        "include.html",
        _page(f"<!--#include file='{bait.file}'--><xi:include href='{bait.file.as_uri()}'/>"),
        "indexed",
    )


def _odd_pages() -> Iterator[Hostile]:
    for depth in (150, 300, 20_000):
        for tag in ("div", "span", "table><tr><td", "font", "ul><li", "blockquote"):
            yield hostile(
                f"{depth} times {tag.partition('>')[0]}.html",
                _page(f"<{tag}>" * depth + "甲"),
                *(["corrupt"] if depth > 200 and tag != "font" else []),
            )
    for name, body in {
        "unclosed": "<b><i><p>" * 300 + "甲",
        "many tags": "<p>甲" * 5000,
        "many inline tags": "<b>甲</b>" * 10_000,
        "many breaks": "甲<br>" * 5000,
        "closing tags": "</div>" * MANY,
        "an endless attribute": f"<p title='{'a' * 5_000_000}'>甲</p>",
        "many attributes": f"<p {' '.join(f'a{n}=1' for n in range(5000))}>甲</p>",
        "an endless name": f"<{'a' * 1_000_000}>甲",
        "an open comment": "<!-- " + SENTENCES * 100,
        "an open script": "<script>" + SENTENCES * 100,
        "an open title": "<title>" + SENTENCES * 100,
        "plain": "<plaintext><p>甲</p>",
        "wide cells": "<table><tr><td colspan=999999999 rowspan=999999999>甲</td><td>乙</td></tr></table>",
        "long table": "<table>" + "<tr><td>甲</td><td>乙</td></tr>" * 10_000 + "</table>",
        "wide table": "<table><tr>" + "<td>甲</td>" * 20_000 + "</tr></table>",
        "options": "<select>" + "<option>甲" * 5000 + "</select>",
        "templates": "<template>" * 190 + "甲",
        "entities": "&amp;lt;script&amp;gt;&#0;&#x110000;&#xd800;&bogus;&amp" * 2000,
        "nul": "甲\x00<\x00p\x00>乙" * 1000,
        "markers": "\ufdd0\ufdd1甲" * 1000,
        "an endless word": f"<p>{'工资' * 50_000}</p>",
        "one cell a text": f"<table><tr><td>{SENTENCES * 50}</td><td>甲</td></tr></table>",
        "headings": "<h1>甲</h1>" * 3000,
    }.items():
        yield hostile(f"{name}.html", _page(body))
    for charset in (
        "utf-7",
        "utf-16",
        "x-user-defined",
        "punycode",
        "idna",
        "hex",
        "zlib",
        "rot13",
        "undefined",
        "unicode_escape",
        "mbcs",
        "a" * 30,
    ):
        yield hostile(
            f"declared {charset[:9]}.html",
            PAGE.replace("charset='utf-8'", f"charset='{charset}'").encode("gb18030"),
        )
    yield hostile("frameset.html", "<html><frameset><frame src='a'></frameset></html>")
    yield hostile("head alone.html", "<html><head><title>甲</title></head></html>")
    yield hostile(
        "no tag.html",
        SENTENCES,
        "indexed",
    )
    yield hostile("utf-16 without a mark.html", PAGE.encode("utf-16-le"))
    yield hostile("json.html", '{"html": "<p>甲</p>"}')


def _xml(bait: Bait) -> Iterator[Hostile]:
    for name, text in {
        "a billion laughs": f"{doctype('a', LAUGHS)}<a>&l9;</a>",
        "quadratic": "<!DOCTYPE a [<!ENTITY b '"
        + "法" * 50_000
        + "'>]><a>"
        + "&b;" * 50_000
        + "</a>",
        "entity of a file": f"<!DOCTYPE a [<!ENTITY b SYSTEM '{bait.file.as_uri()}'>]><a>&b;</a>",
        "entity of a host": f"<!DOCTYPE a [<!ENTITY b SYSTEM 'http://{bait.host}/'>]><a>&b;</a>",
        "parameter entity": f"<!DOCTYPE a [<!ENTITY % b SYSTEM '{bait.file.as_uri()}'><!ENTITY % c SYSTEM 'http://{bait.host}/'>%b;%c;]><a>甲</a>",
        "doctype elsewhere": f"<!DOCTYPE a SYSTEM 'http://{bait.host}/a.dtd'><a>甲</a>",
        "entity of itself": "<!DOCTYPE a [<!ENTITY b '&c;'><!ENTITY c '&b;'>]><a>&b;</a>",
        "include": f"<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='{bait.file.as_uri()}' parse='text'/></a>",
        "style sheet": f"<?xml-stylesheet type='text/xsl' href='http://{bait.host}/a.xsl'?><a>甲</a>",
        "schema": f"<a xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='a http://{bait.host}/a.xsd'>甲</a>",
        "deep": "<a>" * MANY + "甲" + "</a>" * MANY,
        "many attributes": "<a " + " ".join(f'b{n}=""' for n in range(50_000)) + ">甲</a>",
        "many names": "<a>" + "".join(f"<b{n}/>" for n in range(50_000)) + "甲</a>",
        "an endless text": f"<a>{'法' * 5_000_000}</a>",
        "two roots": "<a>甲</a><b>乙</b>",
        "no root": "<!-- 甲 -->",
        "numbers of characters": "<a>&#0;&#xd800;&#x110000;</a>",
        "an open section": "<a><![CDATA[甲",
    }.items():
        yield hostile(f"{name}.xml", f'<?xml version="1.0" encoding="UTF-8"?>\n{text}')
    yield hostile("declared utf-7.xml", b'<?xml version="1.0" encoding="UTF-7"?><a>+bHU-</a>')


def _records() -> Iterator[Hostile]:
    for name, text in {
        "deep arrays": "[" * MANY + "]" * MANY,
        "deep objects": '{"a":' * MANY + "1" + "}" * MANY,
        "open arrays": "[" * MANY,
        "long numbers": f"[{'9' * 5000}, -{'9' * MANY}, 1e999999999, NaN, Infinity]",
        "one name": "{" + ",".join('"a": "甲"' for _ in range(MANY)) + "}",
        "lone surrogates": '["\\ud800", "\\udfff甲", "\\u0000"]',
        "escaped pages": '{"html": "' + "&lt;p&gt;" * 50_000 + '"}',
        "no value": "",
        "half": '{"title": "云岭市条例", "text": "第一',
        "blanks": "[" + " " * 1_000_000 + "]",
        "a text": f'"{"法" * 2_000_000}"',
    }.items():
        yield hostile(f"{name}.json", text)
    yield hostile(
        "mixed.jsonl", '{"a": 1}\n[1,2\n\n\x00\nnull\n"甲"\n' + '{"text": "第一条 应当。"}\n' * 100
    )
    yield hostile("one bad line of many.jsonl", '{"text": "应当。"}\n' * 50_000 + "{")


def _tables() -> Iterator[Hostile]:
    for name, text in {
        "open quote": '甲,"乙\n' + "丙,丁\n" * 20_000,
        "quotes": '"' * 200_001,
        "wide": ",".join(["甲"] * MANY) + "\n" + ",".join(["乙"] * MANY),
        "ragged": "".join("甲," * (n % 500) + "\n" for n in range(2000)),
        "a field of 5 MB": "甲,乙\n丙," + "工" * 1_700_000,
        "formulas": "甲,乙\n=HYPERLINK(\"http://127.0.0.1:9/\"),=cmd|' /C calc'!A0\n",
        "nul": "甲,乙\n\x00,\x00\n",
        "heads alone": "甲,甲,甲,,\n",
    }.items():
        yield hostile(f"{name}.csv", text)


def _mail(bait: Bait) -> Iterator[Hostile]:
    head = "From: a@yunling.example\r\nSubject: 甲\r\nMIME-Version: 1.0\r\n"
    many = "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    for name, text in {
        "no end of parts": f"{head}{many}--b\r\nContent-Type: text/plain\r\n\r\n{SENTENCES}",
        "no boundary": f"{head}Content-Type: multipart/mixed\r\n\r\n{SENTENCES}",
        "an endless boundary": f"{head}Content-Type: multipart/mixed; boundary={'b' * MANY}\r\n\r\n--{'b' * MANY}\r\n\r\n甲",
        "deep parts": head
        + "".join(
            f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(2000)
        )
        + "\r\n甲",
        "deep messages": head + "Content-Type: message/rfc822\r\n\r\n" * 2000 + "\r\n甲",
        "one boundary for all": head + (many + "--b\r\n") * 500 + "\r\n甲",
        "many parts": f"{head}{many}"
        + "--b\r\nContent-Type: text/plain\r\n\r\n甲\r\n" * 20_000
        + "--b--",
        "many heads": head + "".join(f"X-{n}: 甲\r\n" for n in range(20_000)) + f"\r\n{SENTENCES}",
        "an endless head": f"Subject: {'=?utf-8?B?55Sy?= ' * 50_000}\r\n\r\n{SENTENCES}",
        "folded": "Subject: 甲\r\n" + " 丙\r\n" * 50_000 + f"\r\n{SENTENCES}",
        "addresses": f"From: {'<a@b>, ' * 50_000}\r\nTo: {'(' * 5000}\r\n\r\n{SENTENCES}",
        "charset": f"{head}Content-Type: text/plain; charset=x-nowhere\r\n\r\n{SENTENCES}",
        "charset of a codec": f"{head}Content-Type: text/plain; charset=zlib\r\n\r\n{SENTENCES}",
        "encoding": f"{head}Content-Transfer-Encoding: x-nowhere\r\n\r\n{SENTENCES}",
        "bad base64": f"{head}Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n====%%%甲{'A' * 77}",
        "bad quotes": f"{head}Content-Transfer-Encoding: quoted-printable\r\n\r\n=ZZ=E7=94\r\n={SENTENCES}=",
        "external body": f'{head}Content-Type: message/external-body; access-type=URL; URL="http://{bait.host}/"\r\n\r\n',
        "parts elsewhere": f"{head}Content-Type: text/html\r\n\r\n<img src='http://{bait.host}/p'><img src='cid:x'>{PAGE}",
        "day": f"{head}Date: Mon, 99 Foo 99999 99:99:99 +9999\r\n\r\n{SENTENCES}",
        "parameters": f"{head}Content-Type: text/plain; "
        + "; ".join(f"name*{n}*=%ZZ" for n in range(5000))
        + f"\r\n\r\n{SENTENCES}",
    }.items():
        yield hostile(f"{name}.eml", text)
    for name, attachment, title in (
        ("a way out", SECRET.encode(), "../../../../tmp/lexops-escaped.txt"),
        ("a bomb", zipped({"a.txt": bytes(BOMB)}), "附件.zip"),
        ("nul in a name", b"x", "a\x00.md"),
        ("a name without end", b"x", "甲" * 5000 + ".md"),
        ("no name", MARKDOWN.encode(), ""),
        ("itself", mail().as_bytes(), "a.eml"),
        ("a program", b"MZ" + bytes(500), "判决书.pdf.exe"),
    ):
        encoded = base64.encodebytes(attachment).decode()
        part = f'Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="{title}"\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}'
        yield hostile(
            f"attached {name}.eml",
            f"{head}{many}--b\r\nContent-Type: text/plain\r\n\r\n{SENTENCES}\r\n--b\r\n{part}\r\n--b--",
        )
    yield hostile("raw bytes.eml", b"Subject: \xff\xfe\x80\r\n\r\n" + bytes(range(128, 256)) * 50)


def bomb(size: int, levels: int) -> bytes:
    """An archive that unpacks to so many zeros, inside so many archives."""
    data = zipped({"a.txt": bytes(size)})
    for _ in range(levels):
        stream = io.BytesIO()
        with zipfile.ZipFile(
            stream,
            "w",
            zipfile.ZIP_DEFLATED,
        ) as archive:
            archive.writestr("a.zip", data)
        data = stream.getvalue()
    return data
