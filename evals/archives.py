"""Archives with texts in them, some with an archive inside, and what must come out of them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path

from evals.authors import Author
from evals.scores import Tally
from ingestion.containers import unpack
from ingestion.limits import DEFAULT_LIMITS

# ── archives


def archive(author: Author) -> tuple[str, bytes, dict[str, bytes]]:
    """Write an archive, sometimes with another archive inside.

    Args:
        author: Draws the form, the names and the texts.

    Returns:
        The file's name, its bytes, and the bytes of each file that must come out of it, by path.
    """
    chance = author.chance
    members = {
        f"{chance.choice(('法规', '案卷'))}/{number}号条例.txt": author.sentences(1, 5).encode()
        for number in range(chance.randint(1, 8))
    }
    form = chance.choice(
        (
            "zip",
            "zip-gbk",
            "tar",
            "tar.gz",
            "tar.xz",
            "tar.bz2",
            "gz",
        )
    )
    if form == "gz":
        return (
            "通知.txt.gz",
            gzip.compress(b"x" + members[next(iter(members))]),
            {"通知.txt": b"x" + members[next(iter(members))]},
        )
    if chance.random() < 0.4:
        inner = {f"内.zip!/{name}": data for name, data in members.items()}
    else:
        inner = {}
    outer = dict(members)
    if inner:
        outer["内.zip"] = _zip(members)
    if form.startswith("zip"):
        data = _zip(outer, "gbk" if form == "zip-gbk" else "utf-8")
    else:
        data = _tar(outer, form)
    return f"卷.{form.removesuffix('-gbk')}", data, outer | inner


def _zip(members: dict[str, bytes], names: str = "utf-8") -> bytes:
    """Pack files as ZIP, names in UTF-8 or, as Chinese Windows wrote them, GBK without a flag."""
    stand_ins = {
        name: f"{number:04}" * (len(name.encode(names)) // 4) + "x" * (len(name.encode(names)) % 4)
        for number, name in enumerate(members)
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive_:
        for name, data in members.items():
            archive_.writestr(name if names == "utf-8" else stand_ins[name], data)
    packed = stream.getvalue()
    for name, stand_in in stand_ins.items() if names != "utf-8" else ():
        packed = packed.replace(stand_in.encode(), name.encode(names))
    return packed


def _tar(members: dict[str, bytes], form: str) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT) as archive_:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive_.addfile(info, io.BytesIO(data))
    packed = {
        "tar": lambda data: data,
        "tar.gz": gzip.compress,
        "tar.xz": lzma.compress,
        "tar.bz2": bz2.compress,
    }
    archive: bytes = packed[form](stream.getvalue())
    return archive


def judge_archive(author: Author, tally: Tally) -> None:
    """Take an archive apart and compare names and bytes.

    Args:
        author: Draws the archive.
        tally: The counts.
    """
    name, data, members = archive(author)
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        found = unpack(
            data,
            name,
            Path(folder),
            DEFAULT_LIMITS,
        )
        tally.seconds += time.perf_counter() - began
        tally.counts["files"] += 1
        if found:
            read_back = {
                one.path: (Path(folder) / one.file).read_bytes()
                for one in found.members
                if one.file
            }
        else:
            read_back = {}
    for path, content in members.items():
        tally.count("members", read_back.get(path) == content, 1)
        if read_back.get(path) != content:
            tally.failures.append(
                f"{name}: {path} is missing or another; there are {sorted(read_back)}"
            )
