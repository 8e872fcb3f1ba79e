"""Readings kept by the picture of their page: a run that was killed goes on where it was, and the same page is read once.

    FOLDER/ab/abcdef….page     a reading, packed, by the hash of pixels, resolution and the reader's version
    FOLDER/unreadable/SHA256.png   the first page, made small, of a file that was set aside because nobody could read it

A folder of files, and not the catalog: workers write it, and the catalog has one writer. It may be deleted at any time, and then costs time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING
from zlib import error as ZlibError  # noqa: N812

import msgspec

from corpus.codec import pack, unpack
from ingestion.ocr.records import OcrReading

if TYPE_CHECKING:
    from ingestion.ocr.arrays import Picture

OCR_VERSION = 2
"""Of everything that a reading depends on besides the picture and rapidocr's release, whose wheel holds the models: raised, every page is read again."""

_folder: ContextVar[Path | None] = ContextVar("ocr_folder", default=None)


@contextmanager
def kept_in(folder: Path | None) -> Iterator[None]:
    """Keep readings in a folder, inside this block; None: keep none."""
    token = _folder.set(folder)
    try:
        yield
    finally:
        _folder.reset(token)


def reading(picture: Picture, dpi: float) -> OcrReading:
    """What a page says: the kept reading where there is one, else read now and kept. `picture` is grey or RGB."""
    folder = _folder.get()
    path = folder / (name := _name(picture, dpi))[:2] / f"{name}.page" if folder else None
    if path and (found := _load(path)):
        return found
    from ingestion.ocr.reading import read_page

    made = read_page(picture, dpi)
    if path:
        _write(path, pack(made))
    return made


def keep_picture(sha256: str, picture: Picture) -> None:
    """Keep a small picture of a page of the file with this hash, for whoever asks why it was set aside."""
    if folder := _folder.get():
        from ingestion.ocr.pictures import small_picture

        _write(picture_of(folder, sha256), small_picture(picture))


def picture_of(folder: Path, sha256: str) -> Path:
    """Where the picture of a file that nobody could read is kept."""
    return folder / "unreadable" / f"{sha256}.png"


def _name(picture: Picture, dpi: float) -> str:
    digest = hashlib.sha256(
        f"{OCR_VERSION} {version('rapidocr')} {dpi:.2f} {picture.shape}".encode()
    )
    digest.update(picture.data if picture.flags.c_contiguous else picture.tobytes())
    return digest.hexdigest()


def _load(path: Path) -> OcrReading | None:
    try:
        return unpack(OcrReading, path.read_bytes())
    except (OSError, ZlibError, msgspec.DecodeError):
        return None  # not there, or damaged: read it again


def _write(path: Path, data: bytes) -> None:
    """In one step, so that a kill leaves a whole file or none. A full disk costs time later, and no result now."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            try:
                file.write(data)
                file.close()
                Path(file.name).replace(path)
            except OSError:
                Path(file.name).unlink(missing_ok=True)
                raise
