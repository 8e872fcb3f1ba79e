"""Makes scans of what `typeset` printed: pages as pictures, as worn as those that offices keep.

The strokes are painted again in type that a package ships (Noto Serif and Sans, under the OFL), and
not taken from a rendered PDF: no file embeds `typeset`'s type, so a rendering would show the type
of the machine. Paper, copier and scanner come after it: seal, faint print, fold, uneven light,
tilt, blur, noise, and the artefacts of JPEG. All of it is drawn from a seed.
"""

from __future__ import annotations

import io
import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import pylopdf_fonts_zh_cn as fonts
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from reportlab.pdfbase import pdfmetrics

from samples.typeset import SONG, Printed, Stroke

_FONTS = {"serif": fonts.serif_path, "sans": fonts.sans_path}
_POINT = 72.0  # to an inch
_DAY = time.gmtime(0)


@dataclass(frozen=True)
class Scan:
    """How a page was kept and scanned.

    Attributes:
        dpi: Dots to the inch.
        typeface: `serif` or `sans`.
        mode: L for grey, RGB for colours, 1 for black and white.
        tilt: Degrees, counter-clockwise.
        turn: Degrees in quarter turns, counter-clockwise.
        noise: Standard deviation, of 255.
        blur: Radius in pixels.
        jpeg: Quality; 0 keeps the page without loss.
        ink: 1 is black, .3 is hardly visible.
        light: How much darker the darkest corner is.
        folds: The number of folds.
        seal: Whether there is a red seal.
    """

    dpi: int = 200
    typeface: str = "serif"
    mode: Literal["L", "RGB", "1"] = "L"
    tilt: float = 0.0
    turn: int = 0
    noise: float = 0.0  # standard deviation, of 255
    blur: float = 0.0  # pixels
    jpeg: int = 0  # quality; 0: kept without loss
    ink: float = 1.0
    light: float = 0.0  # how much darker the darkest corner is
    folds: int = 0
    seal: bool = False


def drawn(chance: random.Random, dpi: int = 200) -> Scan:
    """Draw a scan as offices make them: each flaw in some of them.

    Args:
        chance: Draws the flaws.
        dpi: Dots to the inch.

    Returns:
        The scan.
    """

    def some(share: float) -> bool:
        return chance.random() < share

    return Scan(
        dpi=dpi,
        typeface=chance.choice(("serif", "serif", "sans")),
        mode="RGB" if some(0.5) else "L",
        tilt=round(chance.uniform(-3.0, 3.0), 2) if some(0.7) else 0.0,
        turn=chance.choice(
            (
                0,
                0,
                0,
                0,
                0,
                90,
                180,
                270,
            )
        ),
        noise=chance.uniform(2, 14) if some(0.8) else 0.0,
        blur=chance.uniform(0.3, 0.8) if some(0.5) else 0.0,
        jpeg=chance.randint(45, 90) if some(0.7) else 0,
        ink=chance.uniform(0.45, 0.8) if some(0.3) else 1.0,
        light=chance.uniform(0.1, 0.4) if some(0.4) else 0.0,
        folds=chance.randint(1, 2) if some(0.3) else 0,
        seal=some(0.25),
    )


def scanned(
    printed: Printed,
    scan: Scan,
    seed: int,
    size: tuple[float, float] = (595.0, 842.0),
) -> list[Image.Image]:
    """Scan every page of a file.

    Args:
        printed: The file and what was painted on its pages.
        scan: The flaws.
        seed: The seed of noise and places.
        size: Width and height of the paper in points.

    Returns:
        The pages.
    """
    noise = np.random.default_rng(seed)
    chance = random.Random(seed)  # noqa: S311 - flaws, no secrets
    return [
        _worn(
            _painted(strokes, scan, size),
            scan,
            chance,
            noise,
        )
        for strokes in printed.strokes
    ]


def as_pdf(pages: Sequence[Image.Image], scan: Scan) -> bytes:
    """Save pages as a PDF of pictures, as scanners do.

    Args:
        pages: The pages.
        scan: Resolution and quality.

    Returns:
        The file.
    """
    stream = io.BytesIO()
    first, *others = pages
    how = {"quality": scan.jpeg} if scan.jpeg else {}
    dated = {"creationDate": _DAY, "modDate": _DAY}  # the same scan has the same bytes tomorrow
    first.save(
        stream,
        "PDF",
        resolution=scan.dpi,
        save_all=True,
        append_images=others,
        **dated,
        **how,
    )
    return stream.getvalue()


def as_image(
    pages: Sequence[Image.Image],
    kind: str,
    scan: Scan,
) -> bytes:
    """Save pages as a picture file.

    Args:
        pages: The pages. PNG, JPEG, WEBP and BMP take the first, TIFF takes all.
        kind: The format.
        scan: Resolution and quality.

    Returns:
        The file.
    """
    stream = io.BytesIO()
    first, *others = pages
    if kind == "TIFF":
        how = {"save_all": True, "append_images": others, "compression": "tiff_lzw"}
    else:
        how = {}
    how |= {"quality": scan.jpeg} if kind == "JPEG" and scan.jpeg else {}
    first.save(
        stream,
        kind,
        dpi=(scan.dpi, scan.dpi),
        **how,
    )
    return stream.getvalue()


@cache
def _font(typeface: str, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONTS[typeface]()), pixels)


def _painted(
    strokes: Sequence[Stroke],
    scan: Scan,
    size: tuple[float, float],
) -> Image.Image:
    """The clean page: black on white."""
    scale = scan.dpi / _POINT
    page = Image.new("L", (round(size[0] * scale), round(size[1] * scale)), 255)
    pen = ImageDraw.Draw(page)
    for stroke in strokes:
        x = stroke.x * scale
        y = (size[1] - stroke.y) * scale
        if not stroke.text:
            pen.line(
                (x, y, stroke.x1 * scale, (size[1] - stroke.y1) * scale),
                fill=0,
                width=max(1, round(scale * 0.7)),
            )
            continue
        font = _font(scan.typeface, round(stroke.size * scale))
        for character in stroke.text:
            wide = pdfmetrics.stringWidth(character, SONG, stroke.size) * scale
            inset = max((wide - font.getlength(character)) / 2, 0.0) if character.isascii() else 0.0
            pen.text(
                (x + inset, y),
                character,
                fill=0,
                font=font,
                anchor="ls",
            )
            x += wide + stroke.spread * scale
    return page


def _worn(
    page: Image.Image,
    scan: Scan,
    chance: random.Random,
    noise: np.random.Generator,
) -> Image.Image:
    copied = (
        scan.mode != "RGB"
    )  # a copy is faint all over; in colours it is the paper itself, whose seal is fresh
    page = (page if copied else _faint(page, scan.ink)).convert("RGB")
    if scan.seal:
        page = _sealed(page, scan, chance)
    if copied:
        page = _faint(page.convert("L"), scan.ink).convert("RGB")
    for _ in range(scan.folds):
        _fold(page, chance)
    if scan.tilt:
        page = page.rotate(scan.tilt, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    if scan.turn:
        page = page.rotate(scan.turn, expand=True)
    if scan.blur:
        page = page.filter(ImageFilter.GaussianBlur(scan.blur))
    if scan.light or scan.noise:
        page = _lit(
            page,
            scan,
            chance,
            noise,
        )
    page = page.convert(scan.mode)
    if scan.jpeg and scan.mode != "1":
        stream = io.BytesIO()
        page.save(stream, "JPEG", quality=scan.jpeg)
        page = Image.open(stream)
        page.load()
    return page


def _faint(page: Image.Image, ink: float) -> Image.Image:
    if ink < 1:
        return page.point([round(255 - (255 - value) * ink) for value in range(256)])
    return page


def _sealed(
    page: Image.Image,
    scan: Scan,
    chance: random.Random,
) -> Image.Image:
    """Put a round red seal over the text: a ring, a star, and the name of an office around it."""
    side = round(4.2 / 2.54 * scan.dpi)
    seal = Image.new("RGB", (side, side), (255, 255, 255))
    pen = ImageDraw.Draw(seal)
    red = (215, 45, 45)
    middle = side / 2
    edge = side * 0.03
    pen.ellipse(
        (edge, edge, side - edge, side - edge), outline=red, width=max(2, round(side * 0.025))
    )
    star = [
        (middle + math.sin(n * math.pi / 5) * r, middle - math.cos(n * math.pi / 5) * r)
        for n in range(10)
        for r in [side * (0.14 if n % 2 == 0 else 0.055)]
    ]
    pen.polygon(star, fill=red)
    font = _font("serif", round(side * 0.11))
    words = "云岭市港航管理局办公室"
    for place, character in enumerate(words):
        angle = (place - (len(words) - 1) / 2) * 25
        tile = Image.new("RGB", (side, side), (255, 255, 255))
        ImageDraw.Draw(tile).text(
            (middle, side * 0.14),
            character,
            fill=red,
            font=font,
            anchor="mm",
        )
        seal = ImageChops.multiply(
            seal, tile.rotate(-angle, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
        )
    under = Image.new("RGB", page.size, (255, 255, 255))
    under.paste(
        seal,
        (
            round(chance.uniform(0.15, 0.6) * page.width),
            round(chance.uniform(0.2, 0.7) * page.height),
        ),
    )
    return ImageChops.multiply(page, under)


def _fold(page: Image.Image, chance: random.Random) -> None:
    """A faint grey line right across, as where paper was folded."""
    y = chance.uniform(0.2, 0.8) * page.height
    shade = chance.randint(150, 205)
    pen = ImageDraw.Draw(page)
    pen.line(
        (0, y, page.width, y + chance.uniform(-6, 6)),
        fill=(shade, shade, shade),
        width=chance.randint(1, 3),
    )


def _lit(
    page: Image.Image,
    scan: Scan,
    chance: random.Random,
    noise: np.random.Generator,
) -> Image.Image:
    """Darker towards a corner, and grainy."""
    values = np.asarray(page, dtype=np.float32)
    if scan.light:
        if chance.random() < 0.5:
            across = np.linspace(0, 1, page.width)
        else:
            across = np.linspace(1, 0, page.width)
        if chance.random() < 0.5:
            down = np.linspace(0, 1, page.height)
        else:
            down = np.linspace(1, 0, page.height)
        shade = 1 - scan.light * (across[None, :] * down[:, None]) ** 1.5
        values = values * shade[:, :, None].astype(np.float32)
    if scan.noise:
        values = (
            values + noise.normal(0, scan.noise, values.shape[:2]).astype(np.float32)[:, :, None]
        )
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
