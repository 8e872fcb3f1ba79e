"""Static pictures for the metadata of Dagster's UI: SVG as a data URI in Markdown.

The UI allows pictures with such an address. Altair with vl-convert was set aside: it brings a
JavaScript engine, for bars and lines. Every picture has its numbers as alternative text.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape

_WIDTH = 480
_HEIGHT = 240
_LEFT = 48
_RIGHT = 12
_TOP = 28
_BOTTOM = 36
_COLOURS = ("#1f5fa8", "#e08a1e")  # also without colour vision: dark and light
_GRID = "#cccccc"
_INK = "#222222"

ChartPoint = tuple[float, float]
"""A place of a line: x and y, both from 0 to 1."""


def as_picture(svg: str, alternative: str) -> str:
    """Return a picture in Markdown.

    Args:
        svg: The picture.
        alternative: What it shows, in words and numbers.

    Returns:
        The Markdown, on one line.
    """
    words = " ".join(alternative.split())
    for mark, other in (("\\", "/"), ("[", "("), ("]", ")")):
        words = words.replace(mark, other)
    return f"![{words}](data:image/svg+xml;base64,{b64encode(svg.encode()).decode()})"


def bar_chart(
    title: str,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[int]]],
) -> str:
    """Draw stacked bars.

    Args:
        title: The title.
        labels: What stands under the bars.
        series: Names and heights, at most two: the first stands at the bottom.

    Returns:
        The picture as SVG.
    """
    highest = max(
        (sum(column) for column in zip(*(bars for _, bars in series), strict=True)), default=0
    )
    scale = (_HEIGHT - _TOP - _BOTTOM) / max(highest, 1)
    step = (_WIDTH - _LEFT - _RIGHT) / max(len(labels), 1)
    parts = [_text(_LEFT - 6, _TOP + 4, str(highest), "end"), _text(_LEFT - 6, _base(), "0", "end")]
    for place, label in enumerate(labels):
        left = _LEFT + place * step
        bottom = float(_base())
        for (_, bars), colour in zip(series, _COLOURS, strict=False):
            height = bars[place] * scale
            bottom -= height
            parts.append(
                f'<rect x="{left + 2:.1f}" y="{bottom:.1f}" width="{step - 4:.1f}" '
                f'height="{height:.1f}" fill="{colour}"/>'
            )
        parts.append(_text(left + step / 2, _base() + 14, label, "middle"))
    return _framed(title, parts, [name for name, _ in series])


def line_chart(
    title: str,
    series: Sequence[tuple[str, Sequence[ChartPoint]]],
    *,
    axes: tuple[str, str],
    diagonal: bool = False,
) -> str:
    """Draw lines through points, both axes from 0 to 1.

    Args:
        title: The title.
        series: Names and points, at most two.
        axes: The names of the horizontal and of the vertical axis.
        diagonal: Whether to draw the line on which both are equal.

    Returns:
        The picture as SVG.
    """
    parts = []
    for tenth in (0.0, 0.5, 1.0):
        x, y = _place(tenth, tenth)
        parts.append(f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="{_GRID}"/>')
        parts.append(_text(_LEFT - 6, y + 4, f"{tenth:g}", "end"))
        parts.append(_text(x, _base() + 14, f"{tenth:g}", "middle"))
    if diagonal:
        (left, low), (right, high) = _place(0, 0), _place(1, 1)
        parts.append(
            f'<path d="M{left:.1f} {low:.1f}L{right:.1f} {high:.1f}" stroke="{_INK}" '
            'stroke-dasharray="4 4"/>'
        )
    for (_, points), colour in zip(series, _COLOURS, strict=False):
        places = [_place(x, y) for x, y in points]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        if path:
            parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
    across, upward = axes
    parts.append(_text((_LEFT + _WIDTH) / 2, _HEIGHT - 6, f"{across} → ; ↑ {upward}", "middle"))
    return _framed(title, parts, [name for name, _ in series])


def _base() -> int:
    return _HEIGHT - _BOTTOM


def _place(x: float, y: float) -> ChartPoint:
    across = _LEFT + min(max(x, 0.0), 1.0) * (_WIDTH - _LEFT - _RIGHT)
    return across, _base() - min(max(y, 0.0), 1.0) * (_base() - _TOP)


def _text(
    x: float,
    y: float,
    words: str,
    anchor: str,
    colour: str = _INK,
) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'


def _framed(title: str, parts: Sequence[str], names: Sequence[str]) -> str:
    """Put a title, a legend and a white ground around the parts of a chart."""
    legend = [
        _text(_WIDTH - _RIGHT - 110 * place, 18, f"■ {name}", "end", _COLOURS[place])
        for place, name in enumerate(names)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}" font-family="sans-serif" font-size="11">'
        f"<title>{escape(title)}</title>"
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>'
        f"{_text(_LEFT, 18, title, 'start')}{''.join(legend)}{''.join(parts)}"
        f'<path d="M{_LEFT} {_TOP}V{_base()}H{_WIDTH - _RIGHT}" fill="none" stroke="{_INK}"/></svg>'
    )
