"""Laws as presentations: boxes drawn in any order, tables, notes and a hidden slide."""

from __future__ import annotations

import io
import random
from typing import Any

from pptx import Presentation
from pptx.util import Cm

from evals.bare_texts import without_merge_marks
from evals.saved_files import HIDDEN, SavedFile
from samples.typeset import Part


def slides(parts: list[Part], seed: int) -> SavedFile:
    """Save a law as a presentation.

    The title of a chapter is on its slides, articles are in boxes that were drawn in any order, and
    there are tables, notes and a hidden slide.

    Args:
        parts: The parts of the law.
        seed: Draws the form.

    Returns:
        The file and what a reader sees in it.
    """
    return _Slides(random.Random(seed)).written(parts)  # noqa: S311


class _Slides:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._deck = Presentation()
        self._out = SavedFile()
        self._title = ""
        self._waiting: list[str] = []

    def written(self, parts: list[Part]) -> SavedFile:
        spoken = []
        for part in parts:
            if part.kind in ("title", "heading", "table"):
                self._flush()
            if part.kind == "table":
                self._table(part.rows)
            elif part.kind == "title":
                self._slide(0, part.text)
            elif part.kind == "heading":
                self._title = part.text
                self._out.text.append(part.text)
            else:
                self._waiting.append(part.text)
            if part.note:
                spoken.append(part.note)
                self._flush()
                self._deck.slides[-1].notes_slide.notes_text_frame.text = part.note
        self._flush()
        hidden = self._slide(5, HIDDEN, shown=False)
        hidden.element.set("show", "0")
        if spoken:
            self._out.text += ["附：备注", *spoken]
        stream = io.BytesIO()
        self._deck.save(stream)
        self._out.data = stream.getvalue()
        return self._out

    def _slide(
        self,
        layout: int,
        title: str,
        *,
        shown: bool = True,
    ) -> Any:
        made = self._deck.slides.add_slide(self._deck.slide_layouts[layout])
        made.shapes.title.text = title
        (self._out.text if shown else self._out.unseen).append(title)
        return made

    def _flush(self) -> None:
        """Put what waits on slides, a few paragraphs each."""
        while self._waiting:
            count = self._chance.randint(1, 4)
            taken = self._waiting[:count]
            self._waiting = self._waiting[count:]
            made = self._deck.slides.add_slide(self._deck.slide_layouts[5])
            made.shapes.title.text = self._title
            self._out.text += taken
            places = list(enumerate(taken))
            self._chance.shuffle(places)
            group = made.shapes.add_group_shape() if self._chance.random() < 0.3 else made
            high = 13 / count
            for place, text in places:
                box = group.shapes.add_textbox(
                    Cm(1),
                    Cm(5 + place * high),
                    Cm(20),
                    Cm(high - 0.2),
                )
                self._fill(box.text_frame, text)

    def _fill(
        self,
        frame: Any,
        text: str,
    ) -> None:
        frame.text = text
        frame.word_wrap = True

    def _table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        made = self._slide(5, "附件：用工标准表")
        table = made.shapes.add_table(
            len(rows),
            len(rows[0]),
            Cm(1),
            Cm(5),
            Cm(20),
            Cm(len(rows)),
        ).table
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                if cell == "^":
                    self._merge(table, (down - 1, across), (down, across))
                elif cell == "<":
                    table.cell(down, across - 1).merge(table.cell(down, across))
                else:
                    table.cell(down, across).text = cell
        seen = without_merge_marks(rows)
        self._out.tables.append(seen)
        for row in seen:
            self._out.text += row

    @staticmethod
    def _merge(
        table: Any,
        above: tuple[int, int],
        below: tuple[int, int],
    ) -> None:
        first = table.cell(*above)
        second = table.cell(*below)
        if not first.is_merge_origin:
            first.merge(second)
