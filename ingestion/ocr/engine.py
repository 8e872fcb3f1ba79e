"""The two networks of OCR: one finds lines, the other reads a line.

They are PP-OCRv6 (small), run by rapidocr and ONNX Runtime.

The models are files in rapidocr's wheel; nothing is downloaded. Set aside:

- tesseract: a system program with eight times as many wrong characters on tilted Chinese print,
  and it has to be kept to one thread.
- rapidocr's own way from page to text: it resizes pictures as it likes, and handles neither
  turned pages nor seals.
- rapidocr's classifier for lines that are upside down: a page asks that once, not for each line
  (see `orientation`).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from corpus.telemetry import forbid_telemetry
from ingestion.ocr.arrays import Picture, Quads
from ingestion.ocr.records import OcrText

_LEAST_SIDE = 32  # pixels; the finder takes nothing smaller


@cache
def engine() -> Engine:
    """The engine of this process."""
    return Engine()


class Engine:
    """Finds and reads lines, on one thread: there is a worker process for each core."""

    def __init__(self) -> None:
        forbid_telemetry()
        import cv2
        from rapidocr import RapidOCR

        cv2.setNumThreads(1)
        self._cv2 = cv2
        self._networks = RapidOCR(
            params={
                "Global.log_level": "error",
                "Global.use_cls": False,
                "Global.use_preprocess_img": False,
                "Global.use_vertical_padding": False,
                "Det.limit_type": "max",
                "Det.limit_side_len": 4096,  # the pictures given have the right size already
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def find(
        self,
        picture: Picture,
        side: int,
    ) -> Quads:
        """Find the lines of a picture.

        Args:
            picture: A page or a part of it.
            side: Pixels of the longer side at which to look; a smaller picture stays as it is.

        Returns:
            The quadrangles around the lines, in pixels of the given picture.
        """
        height, width = picture.shape[:2]
        scale = min(1.0, side / max(height, width))
        small_width = max(_LEAST_SIDE, round(width * scale))
        small_height = max(_LEAST_SIDE, round(height * scale))
        small = self._cv2.resize(
            picture,
            (small_width, small_height),
            interpolation=self._cv2.INTER_AREA,
        )
        found: Any = self._networks(
            _three_channels(small),
            use_det=True,
            use_rec=False,
            use_cls=False,
        )
        if found.boxes is None or not len(found.boxes):
            return np.zeros((0, 4, 2), np.float32)
        stretch = np.array([width / small_width, height / small_height], np.float32)
        return np.asarray(found.boxes, np.float32) * stretch

    def read(self, line: Picture) -> OcrText:
        """Read the picture of one upright line.

        Args:
            line: The picture.

        Returns:
            Its text; empty where the network sees none.
        """
        found: Any = self._networks(
            _three_channels(line),
            use_det=False,
            use_rec=True,
            use_cls=False,
            return_word_box=True,
            text_score=0.0,
        )
        if found.txts is None or not found.txts[0].strip():
            return OcrText(
                "",
                (),
                (),
            )
        word = found.word_results[0]
        text = str(found.txts[0])
        columns = _character_columns(text, word.word_cols)
        length = max(float(word.line_txt_len), 1.0)
        places = tuple(min(column / length, 1.0) for column in columns)
        confidences = tuple(float(confidence) for confidence in word.confs)
        return OcrText(
            text,
            places,
            confidences,
        )


def _character_columns(text: str, groups: Any) -> list[float]:
    """The column of each character; a blank, for which rapidocr has none, takes that before it."""
    columns = iter([column for group in groups for column in group])
    placed: list[float] = []
    for character in text:
        if character.isspace() and placed:
            placed.append(placed[-1])
        else:
            placed.append(next(columns, 0) + 1.0)
    return placed


def _three_channels(picture: Picture) -> Picture:
    """A picture as the networks take it: blue, green, red."""
    if picture.ndim == 2:
        channels = np.repeat(
            picture[:, :, None],
            3,
            axis=2,
        )
    else:
        channels = picture[:, :, ::-1]
    return np.ascontiguousarray(channels)
