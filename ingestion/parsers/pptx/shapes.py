"""The shapes of a slide in the order in which they are read: by place, not by time of drawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from lxml import etree  # type: ignore[import-untyped]
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from corpus.errors import BadInput
from corpus.records import BlockKind
from ingestion.colours import HIDDEN, OFF
from ingestion.drafts import DocumentDraft
from ingestion.parsers.pptx.text import A, paragraphs
from ingestion.parsers.pptx.visibility import Grounds
from ingestion.safe_xml import safe_parser

_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE)
_FEET = (
    PP_PLACEHOLDER.DATE,
    PP_PLACEHOLDER.FOOTER,
    PP_PLACEHOLDER.SLIDE_NUMBER,
    PP_PLACEHOLDER.HEADER,
)
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MAX_DEPTH = 60  # of groups in groups; authors draw a few

Shape = TypeVar("Shape")
Place = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def title_of(slide: Slide) -> str:
    """Return the title of a slide.

    Args:
        slide: The slide.

    Returns:
        The title on one line; "" where the slide has none.
    """
    title = next(
        (one for one in slide.placeholders if one.placeholder_format.type in _TITLES), None
    )
    return " ".join(title.text_frame.text.split()) if title is not None else ""


class Reader:
    """Adds what stands on one slide to a draft."""

    def __init__(
        self,
        deck: Deck,
        slide: Slide,
        number: int,
        draft: DocumentDraft,
    ) -> None:
        self._size = (deck.slide_width or 0, deck.slide_height or 0)
        self._slide = slide
        self._number = number
        self._draft = draft
        self._grounds = Grounds(slide, number)

    def add_shapes(self) -> None:
        """Add everything but the title; comments are counted.

        Raises BadInput `corrupt`, `too_large`.
        """
        places = [(shape, _place(shape)) for shape in self._slide.shapes]
        for shape in in_reading_order(
            [(shape, place) for shape, place in places if self._can_be_seen(shape, place)]
        ):
            self._add(shape, 0)
        for relation in self._slide.part.rels.values():
            if relation.reltype.endswith("/comments") and not relation.is_external:
                root = etree.fromstring(
                    relation.target_part.blob,
                    safe_parser(),
                )
                for comment in root.iter("{*}cm"):
                    self._draft.removals.add("comment", 1, self._named("".join(comment.itertext())))

    def _can_be_seen(
        self,
        shape: Any,
        place: Place,
    ) -> bool:
        left, top, right, bottom = place
        named = shape.element.find(".//{*}cNvPr")
        why = ""
        if named is not None and named.get("hidden") in ("1", "true"):
            why = HIDDEN
        elif (
            all(self._size)
            and left < right
            and (right <= 0 or bottom <= 0 or left >= self._size[0] or top >= self._size[1])
        ):
            why = OFF
        if why and (text := _text_in(shape)):
            self._draft.removals.add(
                why,
                1,
                self._named(text),
                len("".join(text.split())),
            )
        return not why

    def _add(
        self,
        shape: Any,
        depth: int,
    ) -> None:
        if depth > _MAX_DEPTH:
            raise BadInput("corrupt", f"shapes nested more than {_MAX_DEPTH} deep")
        kind = shape.placeholder_format.type if shape.is_placeholder else None
        if kind in _TITLES:
            return
        if kind in _FEET:
            if text := _text_in(shape):
                self._draft.removals.add("page footer", 1, self._named(text))
        elif hasattr(shape, "shapes"):
            for one in in_reading_order([(one, _place(one)) for one in shape.shapes]):
                self._add(one, depth + 1)
        elif getattr(shape, "has_table", False):
            self._add_table(shape.table)
        elif shape.has_text_frame:
            scene = self._grounds.scene(shape, _place(shape) if depth == 0 else None)
            body = shape.text_frame._txBody  # noqa: SLF001
            for is_item, text in paragraphs(body, self._draft.removals, scene):
                self._draft.add(
                    BlockKind.LIST_ITEM if is_item else BlockKind.PARAGRAPH, text, page=self._number
                )
        else:
            self._add_other(shape)

    def _add_table(self, table: Any) -> None:
        for row in table.rows:
            cells = [cell for cell in row.cells if cell._tc.get("hMerge") not in ("1", "true")]  # noqa: SLF001
            self._draft.add_row(
                [
                    "" if cell._tc.get("vMerge") in ("1", "true") else self._cell(cell)  # noqa: SLF001
                    for cell in cells
                ],
                page=self._number,
            )

    def _cell(self, cell: Any) -> str:
        scene = self._grounds.cell(cell._tc)  # noqa: SLF001
        body = cell.text_frame._txBody  # noqa: SLF001
        return "\n".join(text for _, text in paragraphs(body, self._draft.removals, scene))

    def _add_other(self, shape: Any) -> None:
        """A diagram's texts; pictures, charts and embedded files are counted."""
        relations = next(shape.element.iter(f"{_DIAGRAM}relIds"), None)
        if relations is not None:
            self._add_diagram(relations.get(f"{_RELATIONS}dm"))
        elif getattr(shape, "has_chart", False):
            self._draft.removals.add("chart", 1, self._named(shape.name))
        elif next(shape.element.iter("{*}oleObj"), None) is not None:
            self._draft.removals.add(
                "embedded object",
                1,
                self._named(next(shape.element.iter("{*}oleObj")).get("progId", "")),
            )
        elif next(shape.element.iter(f"{A}blip"), None) is not None:
            described = shape.element.find(".//{*}cNvPr")
            self._draft.removals.add(
                "image",
                1,
                self._named(
                    ""
                    if described is None
                    else described.get("descr", "") or described.get("name", "")
                ),
            )

    def _add_diagram(self, part_id: str | None) -> None:
        if part_id is None or part_id not in self._slide.part.rels:
            self._draft.removals.add("diagram", 1, self._named("its texts are not in the file"))
            return
        data = etree.fromstring(
            self._slide.part.rels[part_id].target_part.blob,
            safe_parser(),
        )
        for point in data.iter(f"{_DIAGRAM}pt"):
            body = point.find(f"{_DIAGRAM}t")
            if point.get("type", "node") in ("node", "asst") and body is not None:
                for _, text in paragraphs(body, self._draft.removals):
                    self._draft.add(BlockKind.LIST_ITEM, text, page=self._number)

    def _named(self, text: str) -> str:
        return f"slide {self._number}: {' '.join(text.split())}"


def _place(shape: Any) -> Place:
    left = shape.left or 0
    top = shape.top or 0
    return left, top, left + (shape.width or 0), top + (shape.height or 0)


def _text_in(shape: Any) -> str:
    return " ".join("".join(node.text or "" for node in shape.element.iter(f"{A}t")).split())


def in_reading_order(placed: Sequence[tuple[Shape, Place]]) -> list[Shape]:
    """Sort shapes into the order in which they are read.

    The shapes are cut into rows where no shape crosses the cut, each row into columns, these into
    rows again, and so on. Overlapping shapes are read from the top, then from the left.

    Args:
        placed: Shapes with their places.

    Returns:
        The shapes.

    >>> left = ("left", (0, 2, 4, 3))
    >>> right = ("right", (5, 2, 9, 6))
    >>> in_reading_order([right, left, ("below left", (0, 4, 4, 7)), ("title", (0, 0, 9, 1))])
    ['title', 'left', 'below left', 'right']
    """
    for low, high in ((1, 3), (0, 2)):
        parts = _cut(placed, low, high)
        if len(parts) > 1:
            return [one for part in parts for one in in_reading_order(part)]
    return [shape for shape, _ in sorted(placed, key=lambda one: (one[1][1], one[1][0]))]


def _cut(
    placed: Sequence[tuple[Shape, Place]],
    low: int,
    high: int,
) -> list[list[tuple[Shape, Place]]]:
    parts: list[list[tuple[Shape, Place]]] = []
    reach = float("-inf")
    for shape, place in sorted(placed, key=lambda one: one[1][low]):
        if not parts or place[low] >= reach:
            parts.append([])
        parts[-1].append((shape, place))
        reach = max(reach, place[high])
    return parts
