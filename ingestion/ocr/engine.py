"""The two networks that read: one finds lines, one says what a line says. PP-OCRv6 (small) through rapidocr and ONNX Runtime.

The models are files of rapidocr's wheel; nothing is fetched. Set aside: tesseract, a system program with eight times as many wrong
characters on tilted Chinese print, which has to be told to keep to one thread; rapidocr's own way from page to text, which makes pictures larger and
smaller as it likes, and knows neither turned pages nor seals; its classifier for lines that stand on their head, which a page asks once
and not for each line (see `bearings`).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from corpus.telemetry import forbid_telemetry
from ingestion.ocr.arrays import Picture, Quads
from ingestion.ocr.records import OcrText


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
                "Det.limit_side_len": 4096,  # what is given is of the right size already
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def find(self, picture: Picture, side: int) -> Quads:
        """The quadrangles around the lines of a picture, looked at with its longer side `side` pixels long, or as it is where that is less."""
        high, wide = picture.shape[:2]
        scale = min(1.0, side / max(high, wide))
        small = self._cv2.resize(
            picture,
            (max(32, round(wide * scale)), max(32, round(high * scale))),
            interpolation=self._cv2.INTER_AREA,
        )
        found: Any = self._networks(_colours(small), use_det=True, use_rec=False, use_cls=False)
        if found.boxes is None or not len(found.boxes):
            return np.zeros((0, 4, 2), np.float32)
        stretch = np.array([wide / small.shape[1], high / small.shape[0]], np.float32)
        return np.asarray(found.boxes, np.float32) * stretch

    def read(self, line: Picture) -> OcrText:
        """What a picture of one upright line says."""
        found: Any = self._networks(
            _colours(line),
            use_det=False,
            use_rec=True,
            use_cls=False,
            return_word_box=True,
            text_score=0.0,
        )
        if found.txts is None or not found.txts[0].strip():
            return OcrText("", (), ())
        word, text = found.word_results[0], str(found.txts[0])
        columns = iter([column for group in word.word_cols for column in group])
        places: list[float] = []
        for character in text:  # rapidocr leaves blanks out of its columns
            column = places[-1] if character.isspace() and places else next(columns, 0) + 1.0
            places.append(column)
        length = max(float(word.line_txt_len), 1.0)
        return OcrText(
            text,
            tuple(min(place / length, 1.0) for place in places),
            tuple(float(one) for one in word.confs),
        )


def _colours(picture: Picture) -> Picture:
    return np.ascontiguousarray(
        np.repeat(picture[:, :, None], 3, axis=2) if picture.ndim == 2 else picture[:, :, ::-1]
    )
