"""The text of a paragraph as Word shows it.

Tracked changes are accepted. Hidden text, field codes and readings above characters are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.errors import BadInput
from ingestion.cleaning import Removals
from ingestion.colours import BLENDED, HIDDEN, OFF
from ingestion.parsers.docx.names import (
    CHART,
    DIAGRAM,
    MAX_DEPTH,
    MC,
    OFFICE,
    PIC,
    TEXT,
    VML,
    WP,
    A,
    W,
    plain,
)
from ingestion.parsers.docx.styles import Styles, WordStyle
from ingestion.parsers.docx.symbols import character
from ingestion.parsers.docx.visibility import (
    NO_LOOK,
    PLACING,
    UNKNOWN,
    Ground,
    Look,
    ground_of,
    has_backdrop,
    is_off_page,
    read_look,
    why_misplaced,
)

_SIGNS = {
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}noBreakHyphen": "-",
}
_LEAVES = TEXT | _SIGNS.keys() | {f"{W}sym"}
_AWAY = {f"{W}del": "deleted text", f"{W}moveFrom": "moved text", f"{W}rt": "ruby"}
_SILENT = frozenset(
    f"{W}{name}"
    for name in (
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "softHyphen",
        "rubyPr",
        "delInstrText",
        "tblPr",
    )
)
_SHADE = f"{W}shd"
_NOTES = (f"{W}footnoteReference", f"{W}endnoteReference")


@dataclass
class RunContent:
    """What came out of the paragraphs so far besides their text."""

    removals: Removals
    boxes: list[Any] = field(default_factory=list)
    """Text boxes of the paragraph that is being read, and texts of drawings.

    They are read after it.
    """
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind and id of each note, in the order of the references."""
    insertions: int = 0
    paragraph: int = 0
    """The number of the paragraph that is being read."""
    paper: Ground = None
    """What is behind the body; None of the bare paper."""


class RunReader:
    """Reads paragraph after paragraph into `found`."""

    def __init__(
        self,
        styles: Styles,
        found: RunContent,
    ) -> None:
        self._styles = styles
        self._found = found
        self._has_pictures: bool | None = None
        self._backdrop: bool | None = None

    def text(
        self,
        paragraph: Any,
        style: WordStyle,
        *,
        ground: Ground,
    ) -> str:
        """Read the text of a paragraph.

        Args:
            paragraph: A `w:p` element.
            style: The style of the paragraph.
            ground: What is behind the paragraph; None of the bare paper.

        Returns:
            The text that a reader sees.

        Raises:
            BadInput: `corrupt` where elements are nested deeper than Word writes them.
        """
        properties = paragraph.find(f"{W}pPr")
        own: Ground = None
        misplaced = None
        for child in () if properties is None else properties:
            tag = child.tag
            if tag not in PLACING:
                continue
            if tag == _SHADE:
                own = ground_of(child, self._styles.theme)
            else:
                misplaced = misplaced or why_misplaced(child)
        around = _Run(
            style.look,
            own or style.ground or ground or self._found.paper,
            misplaced,
        )
        return "".join(self._pieces(paragraph, around, _Fields(paragraph)))

    def _has_backdrop(self, run: Any) -> bool:
        if self._backdrop is None:
            self._backdrop = has_backdrop(run)
        return self._backdrop

    def behind_shapes(self, box: Any) -> Ground:
        """Find what is behind a shape without a fill.

        Args:
            box: The text box of the shape.

        Returns:
            `UNKNOWN` where the document has pictures or filled shapes, which may lie below.
        """
        if self._has_pictures is None:
            tree = box.getroottree()
            pictures = tree.iter(f"{PIC}pic", f"{VML}imagedata")
            self._has_pictures = next(pictures, None) is not None or any(
                shape.find(f"{{*}}spPr/{A}noFill") is None for shape in tree.iter("{*}wsp")
            )
        return UNKNOWN if self._has_pictures else self._found.paper

    def _pieces(
        self,
        element: Any,
        run: _Run,
        fields: _Fields,
        depth: int = 0,
    ) -> Iterator[str]:
        """The pieces of text in an element."""
        if depth > MAX_DEPTH:
            raise BadInput("corrupt", f"elements nested more than {MAX_DEPTH} deep")
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                yield from self._of_run(
                    child,
                    run,
                    fields,
                    depth,
                )
            elif tag in _LEAVES:
                if not fields.in_code:
                    yield self._leaf(child)
            elif tag == f"{W}fldChar":
                fields.follow(child)
            elif tag == f"{W}txbxContent":
                self._found.boxes.append(child)
            elif tag not in _SILENT and isinstance(tag, str) and not self.note_unread(child):
                yield from self._pieces(
                    _shown(child),
                    run,
                    fields,
                    depth + 1,
                )

    def _leaf(self, element: Any) -> str:
        if element.tag in TEXT:
            return element.text or ""
        return _SIGNS[element.tag] if element.tag in _SIGNS else self._symbol(element)

    def _of_run(
        self,
        run: Any,
        around: _Run,
        fields: _Fields,
        depth: int,
    ) -> Iterator[str]:
        properties = run.find(f"{W}rPr")
        if properties is None:
            look = around.look
        else:
            look = read_look(
                properties,
                self._styles.theme,
                around.look,
                self._styles.over,
            )
        why = None if look is NO_LOOK else look.why_unseen(around.ground)
        if why == BLENDED and not around.ground and not look.ground and self._has_backdrop(run):
            why = None  # the text stands on a picture
        if why is None and around.misplaced and run.find(f"{W}t") is not None:
            why = around.misplaced
        if why is None:
            yield from self._pieces(
                run,
                around,
                fields,
                depth + 1,
            )
            return
        for mark in run.iter(f"{W}fldChar"):  # a hidden field is a field all the same
            fields.follow(mark)
        self._take_away(why, plain(run))

    def note_unread(self, element: Any) -> bool:
        """Decide whether a reader sees no text of an element, and count what it contains.

        Args:
            element: An element of a paragraph.

        Returns:
            True where the element is no part of the text.
        """
        tag = element.tag
        if tag in _AWAY:
            self._take_away(_AWAY[tag], plain(element))
        elif tag in _NOTES:
            self._found.notes.append((tag, element.get(f"{W}id", "")))
        elif tag == f"{W}ins":
            self._found.insertions += 1
            return False
        elif tag == f"{W}sdt" and element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            self._take_away("placeholder", plain(element))
        elif tag == f"{W}instrText":
            if (element.text or "").split()[:1] == [
                "EQ"
            ]:  # draws what it says, as a figure in a circle, and has no result
                self._found.removals.add("formula", 1, element.text)
        elif tag == f"{W}object":
            embedded = next(element.iter(f"{OFFICE}OLEObject"), None)
            self._found.removals.add(
                "embedded object", 1, "" if embedded is None else embedded.get("ProgID", "")
            )
        else:
            return self._is_drawn(element)
        return True

    def _is_drawn(self, element: Any) -> bool:
        """Whether an element is a picture; texts that are drawn are put aside like text boxes."""
        tag = element.tag
        removals = self._found.removals
        if tag in (f"{PIC}pic", f"{VML}imagedata"):
            removals.add("image", 1, element.get(f"{OFFICE}title", "") or _name_of(element))
        elif tag == f"{CHART}chart":
            removals.add("chart")
        elif tag == f"{DIAGRAM}relIds":
            removals.add("diagram")
        elif tag == f"{VML}textpath":
            self._found.boxes.append(element.get("string", ""))
        elif tag == f"{A}p":
            self._found.boxes.append("".join(node.text or "" for node in element.iter(f"{A}t")))
        elif tag in (f"{WP}anchor", f"{WP}inline"):
            named = element.find(f"{WP}docPr")
            if named is None or named.get("hidden") not in ("1", "true"):
                if not is_off_page(element):
                    return False
                self._take_away(OFF, plain(element))
                return True
            self._take_away(HIDDEN, plain(element))
        else:
            return False
        return True

    def _symbol(self, element: Any) -> str:
        font = element.get(f"{W}font", "")
        code = element.get(f"{W}char", "")
        sign = character(font, code)
        if sign is None:
            self._found.removals.add("symbol", 1, f"{font} {code}")
        return sign or ""

    def _take_away(
        self,
        what: str,
        text: str,
    ) -> None:
        if text:
            self._found.removals.add(
                what,
                1,
                f"paragraph {self._found.paragraph}: {text}",
                len("".join(text.split())),
            )


@dataclass(frozen=True, slots=True)
class _Run:
    """What a paragraph passes to its runs.

    Attributes:
        look: How they look by its style.
        ground: What is behind them.
        misplaced: Why no line of the paragraph can be seen.
    """

    look: Look = NO_LOOK
    ground: Ground = None
    misplaced: str | None = None


class _Fields:
    """The fields of a paragraph: code between begin and separator, then the result.

    A field that does not end in its paragraph has only code there. Text is shown rather than lost.
    """

    def __init__(self, paragraph: Any) -> None:
        marks = [mark.get(f"{W}fldCharType") for mark in paragraph.iter(f"{W}fldChar")]
        self._ends = sum(mark != "begin" for mark in marks)
        self._codes: list[bool] = []

    @property
    def in_code(self) -> bool:
        """Whether what comes now is no result."""
        return any(self._codes)

    def follow(self, mark: Any) -> None:
        """Pass a begin, separator or end of a field.

        Args:
            mark: A `w:fldChar` element.
        """
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._codes.append(self._ends > 0)
            return
        self._ends -= 1
        if kind == "separate" and self._codes:
            self._codes[-1] = False
        elif kind == "end" and self._codes:
            self._codes.pop()


def _shown(element: Any) -> Any:
    """Of a drawing that is there for new and again for older programs, the one for new ones."""
    if element.tag != f"{MC}AlternateContent":
        return element
    choice = element.find(f"{MC}Choice")
    return element if choice is None else choice


def _name_of(picture: Any) -> str:
    """What a picture says of itself for those who can't see it."""
    named = next(picture.iter(f"{PIC}cNvPr"), None)
    return "" if named is None else named.get("descr", "") or named.get("name", "")
