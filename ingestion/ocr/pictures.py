"""Cleans the picture of a page: grey, without seals, paper white and ink dark everywhere."""

from __future__ import annotations

import cv2
import numpy as np

from ingestion.ocr.arrays import Picture

_LEAST_SEAL_MM = 18.0  # a private seal has 18 mm or more
_MOST_SEAL_MM = 65.0  # that of a ministry has 50
_ROUND = 1.4  # a seal is at most so many times as long as wide
_RED = 45  # by so much red outshines green and blue in a seal's ink
_SEAL_DPI = 50  # seals are looked for on a picture of this resolution
_SEAL_INK = 40  # of 255: the share of a small pixel that is red, from which it is part of a seal
_PAPER = 200  # on an even page: what is brighter is not ink, however faint
_FAINTEST = 165  # what is brighter, where there is little of it, shines through from the other side
_BLACK = 12  # darker ink needs no stretching
_MM_PER_INCH = 25.4


def clean_picture(picture: Picture, dpi: float) -> tuple[Picture, int]:
    """Make a page fit to be read.

    Args:
        picture: The page, grey or RGB.
        dpi: How many of its pixels make an inch.

    Returns:
        The page in grey, from ink (0) to paper (255), and how many seals were lifted off.
    """
    if picture.ndim == 2:
        return _whiten_paper(picture), 0
    grey, seals = _lift_seals(picture, dpi)
    return _whiten_paper(grey), seals


def _lift_seals(picture: Picture, dpi: float) -> tuple[Picture, int]:
    """The page in grey without its seals, and how many there were.

    Red lines of text (the head of an official paper) stay dark.
    """
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    red = picture[:, :, 0]
    other_colours = np.maximum(picture[:, :, 1], picture[:, :, 2])
    red_ink = (cv2.subtract(red, other_colours) > _RED).astype(np.uint8)
    places = _seal_places(red_ink, dpi)
    for place in places:
        grey[place] = _without_red_ink(red[place], red_ink[place])
    return grey, len(places)


def _seal_places(red_ink: Picture, dpi: float) -> list[tuple[slice, slice]]:
    """The rows and columns of each seal: red ink that is as large and as round as a seal."""
    step = max(1, round(dpi / _SEAL_DPI))
    small_height = red_ink.shape[0] // step or 1
    small_width = red_ink.shape[1] // step or 1
    small = cv2.resize(
        red_ink * 255,
        (small_width, small_height),
        interpolation=cv2.INTER_AREA,
    )
    inked = (small > _SEAL_INK).astype(np.uint8)
    joined = cv2.morphologyEx(
        inked,
        cv2.MORPH_CLOSE,
        np.ones((7, 7), np.uint8),
    )
    _, _, found, _ = cv2.connectedComponentsWithStats(joined)
    mm_per_step = step / dpi * _MM_PER_INCH
    places: list[tuple[slice, slice]] = []
    for left, top, width, height, _ in found[1:].tolist():  # the first is the paper
        if not _is_seal_size(width * mm_per_step, height * mm_per_step):
            continue
        rows = _stretch(
            top,
            height,
            step,
        )
        columns = _stretch(
            left,
            width,
            step,
        )
        places.append((rows, columns))
    return places


def _is_seal_size(width_mm: float, height_mm: float) -> bool:
    shorter = min(width_mm, height_mm)
    longer = max(width_mm, height_mm)
    in_range = shorter >= _LEAST_SEAL_MM and longer <= _MOST_SEAL_MM
    return in_range and longer <= _ROUND * shorter


def _stretch(
    start: int,
    length: int,
    step: int,
) -> slice:
    """A stretch of the small picture in pixels of the page, with two small pixels around it."""
    first = max(0, (start - 2) * step)
    return slice(first, (start + length + 2) * step)


def _without_red_ink(red: Picture, red_ink: Picture) -> Picture:
    """What red light shows of a seal, brighter by what the seal's ink takes of that light.

    So print below a seal stays as dark as print beside it.
    """
    paper = float(np.percentile(red, 90))
    seal_tone = float(np.median(red[red_ink > 0]))  # most of a seal lies on white
    brighter = red * (paper / max(seal_tone, 1.0))
    lifted = np.minimum(brighter, paper).astype(np.uint8)
    around = cv2.dilate(red_ink, np.ones((3, 3), np.uint8))
    cleaned: Picture = np.where(
        around.astype(bool),
        np.maximum(red, lifted),
        red,
    )
    return cleaned


def _whiten_paper(grey: Picture) -> Picture:
    """Remove shadows, dividing by the paper around each place, and make faint print dark."""
    even: Picture = cv2.divide(
        grey,
        np.maximum(_paper_of(grey), 1),
        scale=255,
    )
    ink = _ink_tone(even)
    if ink is None:
        return even
    stretch = 255 / (255 - ink)
    stretched = (even.astype(np.float32) - ink) * stretch
    whitened: Picture = np.clip(
        stretched,
        0,
        255,
    ).astype(np.uint8)
    return whitened


def _paper_of(grey: Picture) -> Picture:
    """The paper at each place of a page: its light without the ink."""
    height, width = grey.shape
    small_size = (max(8, width // 8), max(8, height // 8))
    small = cv2.resize(
        grey,
        small_size,
        interpolation=cv2.INTER_AREA,
    )
    brightest = cv2.dilate(small, np.ones((7, 7), np.uint8))
    paper = cv2.medianBlur(brightest, 15)
    enlarged: Picture = cv2.resize(
        paper,
        (width, height),
        interpolation=cv2.INTER_LINEAR,
    )
    return enlarged


def _ink_tone(even: Picture) -> float | None:
    """The grey value of a page's ink; None where stretching it would do no good."""
    sample = even[::4, ::4]
    ink = float(np.percentile(sample, 1.0))  # ink covers 3 to 10 % of a page of text
    if ink > _PAPER:
        inked = sample[sample < _PAPER]  # a page with three lines has less ink
        if inked.size:
            ink = float(np.percentile(inked, 20))
            if ink > _FAINTEST:
                return None
    if ink < _BLACK or ink > _PAPER:  # black already, or an empty page
        return None
    return ink


def small_picture(picture: Picture, side: int = 480) -> bytes:
    """Make a small picture of a page for people to look at.

    Args:
        picture: The page, grey or RGB.
        side: The most pixels that its longer side may have.

    Returns:
        A PNG file.
    """
    scale = min(1.0, side / max(picture.shape[:2]))
    shown = picture
    if picture.ndim == 3:
        shown = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    small = cv2.resize(
        shown,
        None,
        fx=scale,
        fy=scale,
        interpolation=cv2.INTER_AREA,
    )
    _, file = cv2.imencode(".png", small)
    return bytes(file)
