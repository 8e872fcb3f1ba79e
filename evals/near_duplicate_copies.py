"""Edited copies of the texts of `near_duplicate_texts`, as other sites publish them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from corpus.notation.simplified import SIMPLIFIED, TRADITIONAL
from evals.near_duplicate_texts import CHARACTERS, ArchiveText, TextWriter

_DROPS = frozenset({"news", "notice"})
"""Kinds of which a copy may lack a paragraph.

A judgment or a law without a paragraph is no copy but an excerpt.
"""
_CONFUSED = dict(
    zip(
        "未己人日土干天已大木问间入曰士于夫巳太本",
        "末已入曰士千夭己太术间问人日土干天已大木",
        strict=True,
    )
)
"""Characters that readers and scanners mistake for each other."""
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两0123456789")
_TO_TRADITIONAL = str.maketrans(
    {simple: old for simple, old in zip(SIMPLIFIED, TRADITIONAL, strict=True) if simple != old}
)
_TO_HALF = str.maketrans(
    {
        "，": ", ",
        "；": "; ",
        "：": ": ",
        "（": "(",
        "）": ")",
        "。": ". ",
    }
)
_SHORTEST_SENTENCE = 40
"""Characters that must be left for another sentence of the site."""


class CopyWriter(TextWriter):
    """Writes texts and their copies."""

    def copy(
        self,
        text: ArchiveText,
        share: float,
    ) -> ArchiveText:
        """Copy a text with edits: a paragraph dropped, slips, words of the site around it.

        Other punctuation, script, title mark and line ends do not count as edits.

        Args:
            text: The original.
            share: At most this share of its characters is edited.

        Returns:
            The copy.
        """
        paragraphs = list(text.paragraphs)
        left = round(share * text.length)
        if text.kind in _DROPS:
            paragraphs, left = self._drop_paragraph(paragraphs, left)
        if text.kind == "law":
            paragraphs = self._retitle(paragraphs)
        around = self._lines_around(self.random.randint(0, left))
        slips = 0
        if left:
            rest = left - sum(map(len, around))
            slips = min(rest, round(self.random.uniform(0, 0.02) * text.length))
        paragraphs = self._make_slips(paragraphs, max(0, slips))
        half = self.random.randint(0, len(around))
        lines = [*around[:half], *paragraphs, *around[half:]]
        return replace(text, paragraphs=tuple(self._change_form(lines)), edited=share)

    def _drop_paragraph(
        self,
        paragraphs: list[str],
        left: int,
    ) -> tuple[list[str], int]:
        """Drop a paragraph of at most `left` characters; also return what is left of them."""
        places = range(3, len(paragraphs) - 2)
        inner = [place for place in places if len(paragraphs[place]) <= left]
        if not inner or self.random.random() < 0.4:
            return paragraphs, left
        dropped = self.random.choice(inner)
        kept = paragraphs[:dropped] + paragraphs[dropped + 1 :]
        return kept, left - len(paragraphs[dropped])

    def _retitle(self, paragraphs: list[str]) -> list[str]:
        """Give a law another title and no head note.

        With the same title and date it would be a file of the same work, which is not measured
        here.
        """
        title = f"{paragraphs[0]}（{''.join(self.lexicon(1))}整理）"
        body = [paragraph for paragraph in paragraphs[1:] if "通过）" not in paragraph]
        return [title, *body]

    def _lines_around(self, space: int) -> list[str]:
        """Write lines of a site, which do not count, and sentences of `space` characters."""
        site = "".join(self.lexicon(2))
        lines = [line for line in self._page_lines(site) if self.random.random() < 0.4]
        words = self.lexicon()
        while space > _SHORTEST_SENTENCE:
            sentence = f"{site}网提示：{self.sentence(words)}"
            if len(sentence) > space:
                break
            lines.append(sentence)
            space -= len(sentence)
        self.random.shuffle(lines)
        return lines

    def _page_lines(self, site: str) -> list[str]:
        number = self.random.randint
        day = f"{number(2015, 2024)}-{number(1, 12):02}-{number(1, 28):02}"
        time = f"{number(8, 19)}:{number(10, 59)}"
        views = number(3, 9999)
        return [
            f"来源：{site}网",
            f"发布时间：{day} {time} 浏览次数：{views}",
            "当前位置：首页 > 政策法规 > 正文",
            f"责任编辑：{self.person()}",
            f"上一篇：{''.join(self.lexicon(4))}",
            f"下一篇：{''.join(self.lexicon(4))}",
            f"版权所有：{site}网 云ICP备{number(10_000, 99_999)}号",
        ]

    def _make_slips(
        self,
        paragraphs: list[str],
        count: int,
    ) -> list[str]:
        """Mistake, leave out or double characters, but no numeral: it would be another number."""
        text = list("\n".join(paragraphs))
        places = []
        for place, character in enumerate(text):
            if character not in _NUMERALS and character not in "\n　":
                places.append(place)
        for place in self.random.sample(places, min(count, len(places))):
            text[place] = self._slip(text[place])
        return "".join(text).split("\n")

    def _slip(self, character: str) -> str:
        confused = _CONFUSED.get(character) or self.random.choice(CHARACTERS)
        other = self.random.choice(CHARACTERS)
        return self.random.choice(
            (
                confused,
                other,
                "",
                character * 2,
            )
        )

    def _change_form(self, lines: list[str]) -> list[str]:
        """Change script, punctuation and line ends, each in some of the copies."""
        changes: tuple[tuple[Callable[[list[str]], list[str]], float], ...] = (
            (_to_traditional, 0.15),
            (_to_half_width, 0.3),
            (self._reflow, 0.3),
        )
        for change, chance in changes:
            if self.random.random() < chance:
                lines = change(lines)
        return lines

    def _reflow(self, paragraphs: list[str]) -> list[str]:
        """Break lines at a fixed width, as on a printed page; a number stays whole."""
        width = self.random.randint(24, 44)
        lines = []
        for paragraph in paragraphs:
            rest = paragraph
            while len(rest) > width:
                end = width
                while end > 1 and rest[end - 1].isascii() and rest[end].isascii():
                    end -= 1
                lines.append(rest[:end])
                rest = rest[end:]
            lines.append(rest)
        return lines


def _to_traditional(paragraphs: list[str]) -> list[str]:
    return [paragraph.translate(_TO_TRADITIONAL) for paragraph in paragraphs]


def _to_half_width(paragraphs: list[str]) -> list[str]:
    return [paragraph.translate(_TO_HALF) for paragraph in paragraphs]
