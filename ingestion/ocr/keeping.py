"""Keeps readings by the picture of their page: no page is read twice, also after a killed run.

    FOLDER/ab/abcdef….page         a packed reading, by the hash of pixels, resolution and version
    FOLDER/unreadable/SHA256.png   the first page, made small, of a file that OCR can't read

It is a folder of files and not the catalog: worker processes write it, and the catalog has one
writer. It may be deleted at any time; then the pages are read again.
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
"""The version of all code that a reading depends on; raise it, and every page is read again.

The picture and rapidocr's release, whose wheel contains the models, count besides.
"""

_folder: ContextVar[Path | None] = ContextVar("ocr_folder", default=None)


@contextmanager
def kept_in(folder: Path | None) -> Iterator[None]:
    """Keep the readings made inside this block.

    Args:
        folder: Where to keep them; None keeps none.

    Yields:
        Nothing.
    """
    token = _folder.set(folder)
    try:
        yield
    finally:
        _folder.reset(token)


def load_or_read_page(picture: Picture, dpi: float) -> OcrReading:
    """Give the kept reading of a page, or read the page and keep the result.

    Args:
        picture: The page, grey or RGB.
        dpi: How many of its pixels make an inch.

    Returns:
        What OCR reads on the page.
    """
    folder = _folder.get()
    if folder is None:
        return _read(picture, dpi)
    name = _name(picture, dpi)
    path = folder / name[:2] / f"{name}.page"
    kept = _load(path)
    if kept is not None:
        return kept
    made = _read(picture, dpi)
    _write(path, pack(made))
    return made


def _read(picture: Picture, dpi: float) -> OcrReading:
    from ingestion.ocr.reading import read_page

    return read_page(picture, dpi)


def keep_picture(sha256: str, picture: Picture) -> None:
    """Keep a small picture of a page, to show why its file was set aside.

    Args:
        sha256: The hash of the file.
        picture: The page.
    """
    folder = _folder.get()
    if folder is None:
        return
    from ingestion.ocr.pictures import small_picture

    _write(picture_of(folder, sha256), small_picture(picture))


def picture_of(folder: Path, sha256: str) -> Path:
    """Name the file in which the picture of an unreadable file is kept.

    Args:
        folder: The folder of readings.
        sha256: The hash of the unreadable file.

    Returns:
        The path of a PNG file, which may not exist.
    """
    return folder / "unreadable" / f"{sha256}.png"


def _name(picture: Picture, dpi: float) -> str:
    versions = f"{OCR_VERSION} {version('rapidocr')} {dpi:.2f} {picture.shape}"
    digest = hashlib.sha256(versions.encode())
    digest.update(picture.data if picture.flags.c_contiguous else picture.tobytes())
    return digest.hexdigest()


def _load(path: Path) -> OcrReading | None:
    """The kept reading; None where it is missing or damaged, so that the page is read again."""
    try:
        return unpack(OcrReading, path.read_bytes())
    except (OSError, ZlibError, msgspec.DecodeError):
        return None


def _write(path: Path, data: bytes) -> None:
    """Write a file in one step, so that a kill leaves a whole file or none.

    A full disk costs time later, and no result now.
    """
    with suppress(OSError):
        path.parent.mkdir(
            parents=True,
            exist_ok=True,
            mode=0o700,
        )
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            try:
                file.write(data)
                file.close()
                Path(file.name).replace(path)
            except OSError:
                Path(file.name).unlink(missing_ok=True)
                raise
