"""A page's picture made fit to be read: in grey, seals lifted off the text, paper white and ink dark everywhere."""

from __future__ import annotations

import cv2
import numpy as np

from ingestion.ocr.arrays import Picture

_SEAL_MM = (18.0, 65.0)  # a private seal has 18 mm or more, that of a ministry 50
_RED = 45  # by so much red outshines green and blue in a seal's ink
_PAPER = 200  # where it is even: what is brighter is no ink, however faint
_FAINTEST = 165  # what is brighter, where there is little of it, shines through from the other side
_MM_PER_INCH = 25.4


def evened(picture: Picture, dpi: float) -> tuple[Picture, int]:
    """The picture in grey, from ink (0) to paper (255), and how many seals were lifted off."""
    grey, seals = (picture, 0) if picture.ndim == 2 else _without_seals(picture, dpi)
    return _white(grey), seals


def _without_seals(picture: Picture, dpi: float) -> tuple[Picture, int]:
    """Grey; inside a seal what red light shows, brighter by what the seal's ink takes of it: print below stays as dark as print beside.

    Red lines of text (the head of an official paper) stay dark.
    """
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    red, others = picture[:, :, 0], np.maximum(picture[:, :, 1], picture[:, :, 2])
    mask = (cv2.subtract(red, others) > _RED).astype(np.uint8)
    step = max(1, round(dpi / 50))  # a seal is told at 50 dots to the inch
    small = cv2.resize(
        mask * 255,
        (mask.shape[1] // step or 1, mask.shape[0] // step or 1),
        interpolation=cv2.INTER_AREA,
    )
    joined = cv2.morphologyEx(
        (small > 40).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8)
    )
    _, _, found, _ = cv2.connectedComponentsWithStats(joined)
    seals = 0
    for left, top, wide, high, _ in found[1:].tolist():
        sides = [side * step / dpi * _MM_PER_INCH for side in (wide, high)]
        if min(sides) < _SEAL_MM[0] or max(sides) > _SEAL_MM[1] or max(sides) > 1.4 * min(sides):
            continue
        place = np.s_[
            max(0, (top - 2) * step) : (top + high + 2) * step,
            max(0, (left - 2) * step) : (left + wide + 2) * step,
        ]
        lit = red[place]
        paper, tone = (
            float(np.percentile(lit, 90)),
            max(float(np.median(lit[mask[place] > 0])), 1.0),
        )  # most of a seal lies on white
        lifted = np.minimum(lit * (paper / tone), paper).astype(np.uint8)
        around = cv2.dilate(mask[place], np.ones((3, 3), np.uint8)).astype(bool)
        grey[place] = np.where(around, np.maximum(lit, lifted), lit)
        seals += 1
    return grey, seals


def _white(grey: Picture) -> Picture:
    """Divided by the paper around each place, so that shadows go, and stretched, so that faint print is dark."""
    small = cv2.resize(
        grey, (max(8, grey.shape[1] // 8), max(8, grey.shape[0] // 8)), interpolation=cv2.INTER_AREA
    )
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 15)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    even: Picture = cv2.divide(grey, np.maximum(paper, 1), scale=255)
    sample = even[::4, ::4]
    dark = float(np.percentile(sample, 1.0))  # ink covers 3 to 10 % of a page of text
    if (
        dark > _PAPER and (inked := sample[sample < _PAPER]).size
    ):  # ... and less of one with three lines
        dark = float(np.percentile(inked, 20))
        if dark > _FAINTEST:
            return even
    if dark < 12 or dark > _PAPER:  # black already, or nothing there
        return even
    stretched: Picture = np.clip(
        (even.astype(np.float32) - dark) * (255 / (255 - dark)), 0, 255
    ).astype(np.uint8)
    return stretched


def small_picture(picture: Picture, side: int = 480) -> bytes:
    """A picture for people, as PNG: its longer side has `side` pixels at the most."""
    scale = min(1.0, side / max(picture.shape[:2]))
    shown = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    small = cv2.resize(shown, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return bytes(cv2.imencode(".png", small)[1])
