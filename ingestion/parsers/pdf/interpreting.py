"""Follows what pdfminer passes over in the program of a page: clips, opacity and layers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import resolve1, stream_value
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import apply_matrix_rect

from ingestion.parsers.pdf.layers import Layers
from ingestion.parsers.pdf.painted import PaintedBox
from ingestion.parsers.pdf.paths import bounds, subpaths

_BLENDS_PLAINLY = ("Normal", "Compatible", "")


class Paint(NamedTuple):
    """How the next operators paint.

    Attributes:
        opacity: Of areas and letters, from 0 to 1.
        line_opacity: Of lines and outlines.
        is_blended: Whether what lies below shows through in some other way.
        clip: Where paint leaves a mark; None for the whole page.
        is_off: Whether a layer that is switched off is painted.
    """

    opacity: float = 1.0
    line_opacity: float = 1.0
    is_blended: bool = False
    clip: PaintedBox | None = None
    is_off: bool = False

    def within(self, box: PaintedBox) -> Paint:
        """Return the state with its clip cut down to a box.

        Args:
            box: Where paint leaves a mark from now on.

        Returns:
            The state.
        """
        return self._replace(clip=box if self.clip is None else self.clip.meet(box))


PLAIN = Paint()


class SeenInterpreter(PDFPageInterpreter):
    """Runs the program of a page, and says to the device how it paints.

    Args:
        resources: pdfminer's cache of fonts.
        device: The device; its attributes `paint` and `colours` are kept up to date.
        layers: Which layers are switched off.
    """

    device: Any

    def __init__(
        self,
        resources: PDFResourceManager,
        device: PDFDevice,
        layers: Layers,
    ) -> None:
        super().__init__(resources, device)
        self._layers = layers
        self._paint = PLAIN
        self._clips = False
        self._marked: list[bool] = []

    def dup(self) -> PDFPageInterpreter:
        """Return an interpreter for a form of the page."""
        return self.__class__(
            self.rsrcmgr,
            self.device,
            self._layers,
        )

    def init_state(self, ctm: Any) -> None:
        """Begin a page or a form; a form is painted as what is around it.

        Args:
            ctm: How it is placed.
        """
        super().init_state(ctm)
        self._paint = self.device.paint
        if self.device.colours is not None:
            self.graphicstate = self.device.colours.copy()

    def get_current_state(self) -> Any:
        """Return all that `q` keeps."""
        return (*super().get_current_state(), self._paint)

    def set_current_state(self, state: Any) -> None:
        """Take back what `q` kept.

        Args:
            state: The state.
        """
        super().set_current_state(state[:3])
        # marked content does not begin and end with states
        self._set(state[3]._replace(is_off=self._paint.is_off))

    def _set(self, paint: Paint) -> None:
        self._paint = paint
        self.device.paint = paint

    def do_gs(self, name: Any) -> None:
        """Set the opacity and the way of blending of a graphics state.

        Args:
            name: Its name in the resources.
        """
        states = resolve1(self.resources.get("ExtGState")) if self.resources else None
        state = resolve1(states.get(literal_name(name))) if isinstance(states, dict) else None
        if not isinstance(state, dict):
            return
        paint = self._paint
        opacity = resolve1(state.get("ca", paint.opacity))
        line_opacity = resolve1(state.get("CA", paint.line_opacity))
        is_blended = paint.is_blended
        if "BM" in state or "SMask" in state:
            is_blended = _is_blended(resolve1(state.get("BM"))) or _has_mask(state)
        self._set(
            paint._replace(
                opacity=opacity if isinstance(opacity, (int, float)) else 1.0,
                line_opacity=line_opacity if isinstance(line_opacity, (int, float)) else 1.0,
                is_blended=is_blended,
            )
        )

    def do_W(self) -> None:  # noqa: N802 - the names of operators
        """Clip to the path that ends next."""
        self._clips = True

    def do_W_a(self) -> None:  # noqa: N802
        """Clip to the path that ends next."""
        self._clips = True

    def do_n(self) -> None:
        """End a path without paint."""
        self._end_path(super().do_n)

    def do_S(self) -> None:  # noqa: N802
        """Draw the lines of a path."""
        self._end_path(super().do_S)

    def do_f(self) -> None:
        """Fill a path."""
        self._end_path(super().do_f)

    def do_F(self) -> None:  # noqa: N802
        """Fill a path, as old programs do."""
        self.do_f()

    def do_f_a(self) -> None:
        """Fill a path by the even-odd rule."""
        self._end_path(super().do_f_a)

    def do_B(self) -> None:  # noqa: N802
        """Fill a path and draw its lines."""
        self._end_path(super().do_B)

    def do_B_a(self) -> None:  # noqa: N802
        """Fill a path by the even-odd rule and draw its lines."""
        self._end_path(super().do_B_a)

    def _end_path(self, paint: Callable[[], object]) -> None:
        """Paint the path, then clip to it if the page said so before."""
        path = self.curpath
        paint()
        self._clip(path)

    def _clip(self, path: Any) -> None:
        if not self._clips:
            return
        self._clips = False
        numbers = [bounds(part) for part in subpaths(path)]
        if numbers:
            lefts, lowers, rights, uppers = zip(*numbers, strict=True)
            own = (min(lefts), min(lowers), max(rights), max(uppers))
            box = PaintedBox(*apply_matrix_rect(self.ctm, own))
        else:
            box = PaintedBox(0.0, 0.0, 0.0, 0.0)
        self._set(self._paint.within(box))

    def do_sh(self, name: object) -> None:
        """Note a gradient, which fills its clip.

        Args:
            name: Its name in the resources.
        """
        super().do_sh(name)
        self.device.paint_gradient()

    def do_BMC(self, tag: Any) -> None:  # noqa: N802
        """Begin marked content.

        Args:
            tag: What it is.
        """
        super().do_BMC(tag)
        self._marked.append(False)

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802
        """Begin marked content with properties, which may name a layer.

        Args:
            tag: What it is.
            props: Its properties, or their name.
        """
        super().do_BDC(tag, props)
        is_off = False
        if self._layers.has_hidden and getattr(tag, "name", "") == "OC":
            is_off = self._layers.is_off(self._properties(props))
        self._marked.append(is_off)
        if is_off:
            self._set(self._paint._replace(is_off=True))

    def do_EMC(self) -> None:  # noqa: N802
        """End marked content."""
        super().do_EMC()
        if self._marked and self._marked.pop() and not any(self._marked):
            self._set(self._paint._replace(is_off=self._is_form_off))

    _is_form_off = False

    def _properties(self, props: Any) -> Any:
        if not isinstance(props, PSLiteral):
            return props
        known = resolve1(self.resources.get("Properties")) if self.resources else None
        return known.get(props.name) if isinstance(known, dict) else None

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802
        """Paint a form or a picture, unless its layer is switched off.

        Args:
            xobjid_arg: Its name in the resources.
        """
        before = self._paint
        if self._layers.has_hidden and self._is_object_off(xobjid_arg):
            self.device.paint = before._replace(is_off=True)
        around = self.device.colours
        self.device.colours = self.graphicstate
        super().do_Do(xobjid_arg)
        self.device.colours = around
        self.device.paint = before
        self.device.set_ctm(self.ctm)

    def _is_object_off(self, name: Any) -> bool:
        found = self.xobjmap.get(literal_name(name))
        return found is not None and self._layers.is_off(stream_value(found).get("OC"))

    def render_contents(self, *args: Any, **more: Any) -> None:
        """Run the program of a page or a form."""
        self._is_form_off = self.device.paint.is_off
        super().render_contents(*args, **more)


def _is_blended(mode: Any) -> bool:
    modes = mode if isinstance(mode, list) else [mode]
    return getattr(resolve1(modes[0]) if modes else None, "name", "") not in _BLENDS_PLAINLY


def _has_mask(state: dict[Any, Any]) -> bool:
    return isinstance(resolve1(state.get("SMask")), dict)
