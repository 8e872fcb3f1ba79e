"""Plain text and Markdown that is in no one encoding, or grows what reads it: floods, endless lines, digits without number."""

from __future__ import annotations

import codecs
import random
from collections.abc import Iterator

from tests.hostile.files import SENTENCES, Bait, Hostile, endless, hostile

MIB = 1024 * 1024
MANY = 100_000


def files(bait: Bait) -> Iterator[Hostile]:
    """All of them."""
    yield from _encodings()
    yield from _sizes()
    yield from _floods()
    yield from _marks_of_law()
    yield from _markdown(bait)


def _encodings() -> Iterator[Hostile]:
    gb, utf8 = SENTENCES.encode("gb18030"), SENTENCES.encode()
    yield hostile("gb and utf-8.txt", gb + utf8)
    yield hostile(
        "utf-8 and gb.txt",
        utf8 + gb,
        "corrupt",
        "encoding",
    )
    yield hostile(
        "a line each.txt",
        b"\n".join(
            line.encode(("gb18030", "utf-8", "big5hkscs", "utf-16-le")[n % 4], "replace")
            for n, line in enumerate(SENTENCES.splitlines())
        ),
    )
    yield hostile("overlong.txt", utf8 + b"\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf" * 50)
    yield hostile("lone surrogates.txt", SENTENCES + "\ud800\udfff\udc00" * 50)
    yield hostile(
        "lone surrogates in utf-16.txt",
        codecs.BOM_UTF16_LE + SENTENCES.encode("utf-16-le") + b"\x00\xd8" * 50,
        "corrupt",
        "encoding",
    )
    yield hostile(
        "half a character.txt",
        codecs.BOM_UTF16_LE + SENTENCES.encode("utf-16-le")[:-1],
        "corrupt",
        "encoding",
    )
    yield hostile(
        "beyond unicode.txt",
        codecs.BOM_UTF32_LE + b"\xff\xff\xff\x7f" * 100,
        "corrupt",
        "encoding",
    )
    yield hostile(
        "bad gb18030.txt",
        gb[:200] + b"\xff\xff\x81\x20\x80" + gb[200:],
        "corrupt",
        "encoding",
    )
    yield hostile("mark of another.txt", codecs.BOM_UTF16_BE + utf8)
    yield hostile("marks.txt", (codecs.BOM_UTF8 + codecs.BOM_UTF16_LE) * 2000)
    yield hostile(
        "noise.txt",
        random.Random(1).randbytes(200_000),
        "encoding",
        "corrupt",
    )
    yield hostile("every byte.txt", bytes(range(256)) * 400)
    yield hostile("high bytes.txt", b"\x81" * 500_000)


def _sizes() -> Iterator[Hostile]:
    yield hostile("one line of 50 MB.txt", "工".encode() * (50 * MIB // 3))
    yield hostile(
        "a million blank lines.txt",
        SENTENCES + "\n" * 1_000_000 + SENTENCES,
        "indexed",
    )
    yield hostile("a hundred thousand lines.txt", "应付\n" * MANY)
    yield hostile(
        "larger than the limit.txt",
        b"\xe6\xb3\x95" * (22 * MIB),
        "too_large",
    )
    yield hostile("nothing.txt", b"", "empty")
    yield hostile(
        "a million blanks.txt",
        " \u3000\xa0" * 400_000,
        "empty",
    )
    yield hostile(
        "carriage returns.txt",
        SENTENCES + "\r" * 1_000_000,
        "indexed",
    )


def _floods() -> Iterator[Hostile]:
    for name, flood in {
        "zero width": "\u200b\u200c\u200d\ufeff\u2060",
        "right to left": "\u202e\u202d\u202a\u2066\u2069",
        "controls": "\x01\x02\x1b[31m\x08\x7f",
        "tags": "\U000e0041\U000e0020",
        "variation": "字\ufe0f\U000e0100",
        "marks above and below": "a" + "\u0301\u0323\u0316\u0302" * 25,
        "entities": "&amp;amp;amp;amp;lt;",
        "numbers of characters": "&#x110000;&#0;&#xd800;&#99999999999;",
        "mojibake": "å·¥èµ„Ã¥Â·Â¥Ã¨Âµâ€ž",
        "twice mojibake": "Ã\x83Â¥Ã\x82Â·",
        "private": "\ue000\uf8ff\U0010fffd",
        "noncharacters": "\ufdd0\ufdd1\uffff\ufffe",
        "replacements": "\ufffd",
        "line ends": "\x0b\x0c\x1c\x85\u2028\u2029",
    }.items():
        yield hostile(f"{name}.txt", SENTENCES + flood * (MANY // len(flood)) + "\n" + SENTENCES)
    yield endless(
        "marks without a letter.txt", ("a" + "\u0301\u0323\u0316" * MANY).encode()
    )  # to put them in order takes the square of their number


def _marks_of_law() -> Iterator[Hostile]:
    """What a reader of law looks for, without end: what its patterns and numbers make of it."""
    for name, flood in {
        "ordinals": "第",
        "numerals": "一",
        "hundreds": "百千万亿",
        "digits": "7",
        "articles in a line": "第一条",
        "parentheses": "（",
        "closed parentheses": "）",
        "titles": "《",
        "nested titles": "《〈",
        "quotes": "“‘",
        "days": "2020年5月1日",
        "years": "年",
        "hyphens": "-",
        "dots": "…·.",
        "stops": "。",
        "citations": "《云岭市条例》第一条第二款、第三项至第九条，",
        "case numbers": "（2020）云01民初1号",
        "parties": "原告：甲，被告：乙。",
        "amounts": "人民币1,000,000.00元",
    }.items():
        yield hostile(
            f"{name} without end.txt",
            f"云岭市条例\n第一条 {flood * (MANY // len(flood))}\n{SENTENCES}",
        )
    long = "9" * 5000  # more digits than Python turns into a number without being asked
    yield hostile(
        "article of 5,000 digits.txt",
        f"云岭市条例\n第{long}条 应当。\n第{'九' * 5000}条 应当。\n（{long}）应当。\n{long}．应当。",
    )
    yield hostile(
        "day of 5,000 digits.txt",
        f"云岭市条例\n（{long}年{long}月{long}日通过）\n{SENTENCES}自{long}年1月1日起施行。",
    )
    yield hostile(
        "case of 5,000 digits.txt",
        f"云岭市人民法院\n民事判决书\n（{long}）云{long}民初{long}号\n原告：甲。\n被告付{long}元。\n本院认为，应付{long}.{long}元。\n判决如下：付{long}元。",
    )
    yield hostile(
        "impossible days.txt",
        f"云岭市条例\n（0000年00月00日通过，2020年2月30日修正，9999年99月99日废止）\n{SENTENCES}",
    )
    yield hostile(
        "digits of everywhere.txt",
        "云岭市条例\n第٣条 应当。\n第³条 应当。\n第Ⅷ条 应当。\n第𝟗条 应当。\n（2020年५月１日通过）\n³．应当。\n（²）应当。\n②③ 应当。",
    )
    yield hostile(
        "articles out of order.txt",
        "云岭市条例\n" + "".join(f"第{n * 7919 % 5000}条 应当。\n" for n in range(5000)),
    )
    yield hostile("chapters alone.txt", "云岭市条例\n" + "第一章 总则\n" * 20_000)
    yield hostile(
        "items alone.txt",
        "云岭市条例\n第一条 有下列情形的：\n" + "".join(f"（{n}）应当；\n" for n in range(20_000)),
    )
    yield hostile(
        "judgment of headings.txt",
        "云岭市人民法院\n民事判决书\n（2020）云01民初1号\n"
        + "本院认为，\n经审理查明：\n判决如下：\n" * 10_000,
    )


def _markdown(bait: Bait) -> Iterator[Hostile]:
    for name, flood in {
        "brackets": "[",
        "closed brackets": "]",
        "links": "[a](",
        "images": "![",
        "emphasis": "*a_",
        "stars": "**a",
        "ticks": "`` ` ",
        "angles": "<a<",
        "comments": "<!--",
        "backslashes": "\\",
        "quotes": ">",
        "tildes": "~~~\n",
        "rules": "---\n",
        "entities": "&lt;&",
        "heads": "#",
        "bullets": "- ",
    }.items():
        yield hostile(
            f"{name}.md", f"# 云岭市条例\n\n{flood * (MANY // len(flood) // 3)}\n\n{SENTENCES}"
        )
    yield hostile(
        "wide table.md",
        "|".join("甲" * 5000) + "\n" + "|".join(["-"] * 5000) + "\n" + "|".join("乙" * 5000),
    )
    yield hostile("long table.md", "|甲|乙|\n|-|-|\n" + "|" + "|" * 50_000)
    yield hostile(
        "front matter without end.md", "---\n" + "a: &a [*a,*a]\n" * (MANY // 10) + SENTENCES
    )
    yield hostile(
        "references.md",
        f"[a]: {bait.file.as_uri()}\n![a]({bait.file.as_uri()}) ![](http://{bait.host}/a.png) <img src='http://{bait.host}/b'>\n\n{SENTENCES}",
    )
    yield hostile("deep list.md", "".join(f"{' ' * n}- 甲\n" for n in range(1000)) + SENTENCES)
    yield hostile(
        "a page inside.md",
        f"{SENTENCES}\n<script>fetch('http://{bait.host}/')</script>\n<iframe src='file://{bait.file}'></iframe>",
    )
