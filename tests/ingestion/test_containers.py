"""Archives, honest and hostile: every member has an end, nothing is written under a name of theirs, and limits hold."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import BadInput
from ingestion.containers import may_hold, unpack
from ingestion.limits import MIB, Limits
from tests.ingestion.documents import locked, word_file, zipped

LAW = "第一条 用人单位应当支付工资。".encode()
LIMITS = Limits(
    max_bytes=MIB,
    max_expanded_bytes=4 * MIB,
    max_parts=50,
    max_nesting=3,
)


def tar(*members: tuple[str | tarfile.TarInfo, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(
        fileobj=stream,
        mode="w",
        format=tarfile.GNU_FORMAT,
        encoding="utf-8",
    ) as archive:
        for member, data in members:
            info = member if isinstance(member, tarfile.TarInfo) else tarfile.TarInfo(member)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def special(
    name: str,
    kind: bytes,
    target: str = "",
) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def zip_link(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return stream.getvalue()


def with_names(data: bytes, *names: tuple[bytes, bytes]) -> bytes:
    """A ZIP in which names were replaced by others of the same length, as programs write that know no UTF-8."""
    for before, after in names:
        assert len(before) == len(after)
        data = data.replace(before, after)
    return data


def overlapping() -> bytes:
    """A ZIP whose two directory entries name the same bytes: `42 kB unpack to 5 GB` is made of thousands of these."""
    data = bytearray(zipped({"a.txt": LAW * 90, "b.txt": LAW * 90}))
    second = data.rfind(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<I", 0)
    return bytes(data)


def nested(depth: int) -> bytes:
    data = LAW
    for level in range(depth):
        data = zipped({f"{level}.zip" if level else "a.txt": data})
    return data


def damaged(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


@pytest.fixture
def taken(tmp_path: Path) -> Callable[[bytes, str], dict[str, object]]:
    """What became of an archive's members: their bytes, the reason, or the rule."""

    def take(data: bytes, name: str) -> dict[str, object]:
        found = unpack(
            data,
            name,
            tmp_path,
            LIMITS,
        )
        assert found is not None
        assert all(path.name.isdecimal() and path.is_file() for path in tmp_path.iterdir())
        ends: dict[str, object] = {}
        for one in found.members:
            kept = (tmp_path / one.file).read_bytes() if one.file else None
            ends[one.path] = (
                one.fault[0]
                if one.fault
                else one.rule or (f"holds {one.held}" if one.held is not None else kept)
            )
        assert len(ends) == len(found.members), "no two of one path"
        return ends

    return take


GBK = "劳动法.txt".encode("gbk")
CASES = [
    (
        "a folder",
        zipped({"法规/": b"", "法规/a.txt": LAW}),
        "a.zip",
        {"法规/a.txt": LAW},
    ),
    (
        "a name in GBK",
        with_names(zipped({"123456.txt": LAW}), (b"123456.txt", GBK)),
        "a.zip",
        {"劳动法.txt": LAW},
    ),
    (
        "backslashes",
        with_names(zipped({"a/b.txt": LAW}), (b"a/b.txt", b"a\\b.txt")),
        "a.zip",
        {"a/b.txt": LAW},
    ),
    (
        "two of one name",
        tar(
            ("a.txt", LAW),
            ("a.txt", b"x"),
            ("./a.txt", b"y"),
        ),
        "a.tar",
        {"a.txt": LAW, "a~2.txt": b"x", "a~3.txt": b"y"},
    ),
    (
        "a separator in a name",
        tar(("a!/b.txt", LAW)),
        "a.tar",
        {"a\\x21/b.txt": LAW},
    ),
    (
        "a way out",
        zipped({"../../etc/x": LAW, "a.txt": LAW}),
        "a.zip",
        {"\\x2e\\x2e/\\x2e\\x2e/etc/x": "unsafe_name", "a.txt": LAW},
    ),
    (
        "an absolute name",
        tar(("/etc/passwd", LAW)),
        "a.tar",
        {"etc/passwd": "unsafe_name"},
    ),
    (
        "a drive",
        zipped({"C:/x.txt": LAW}),
        "a.zip",
        {"C:/x.txt": "unsafe_name"},
    ),
    (
        "a link",
        tar(
            (
                special(
                    "a",
                    tarfile.SYMTYPE,
                    "/etc/passwd",
                ),
                b"",
            ),
            ("b", LAW),
        ),
        "a.tar",
        {"a": "link in an archive", "b": LAW},
    ),
    (
        "a hard link",
        tar(
            ("b", LAW),
            (
                special(
                    "a",
                    tarfile.LNKTYPE,
                    "b",
                ),
                b"",
            ),
        ),
        "a.tar",
        {"b": LAW, "a": "link in an archive"},
    ),
    (
        "a device",
        tar((special("sda", tarfile.BLKTYPE), b""), (special("p", tarfile.FIFOTYPE), b"")),
        "a.tar",
        {"sda": "not a regular file", "p": "not a regular file"},
    ),
    (
        "a link in a ZIP",
        zip_link("a"),
        "a.zip",
        {"a": "link in an archive"},
    ),
    (
        "a password",
        locked(zipped({"a.txt": LAW})),
        "a.zip",
        {"a.txt": "encrypted"},
    ),
    (
        "a damaged member",
        damaged(zipped({"a.txt": LAW, "b.txt": LAW}), 40),
        "a.zip",
        {"a.txt": "corrupt", "b.txt": LAW},
    ),
    (
        "an archive in one",
        zipped({"b.tar.gz": gzip.compress(tar(("c.txt", LAW)))}),
        "a.zip",
        {"b.tar.gz": "holds 1", "b.tar.gz!/c.txt": LAW},
    ),
    (
        "a broken archive in one",
        zipped({"b.gz": gzip.compress(LAW)[:-9], "c.txt": LAW}),
        "a.zip",
        {"b.gz": "corrupt", "c.txt": LAW},
    ),
    (
        "one file",
        gzip.compress(LAW),
        "通知.txt.gz",
        {"通知.txt": LAW},
    ),
    (
        "one file, bzip2",
        bz2.compress(LAW),
        "通知.txt.bz2",
        {"通知.txt": LAW},
    ),
    (
        "a TAR in xz",
        lzma.compress(tar(("a.txt", LAW))),
        "a.tar.xz",
        {"a.txt": LAW},
    ),
    (
        "a short name",
        gzip.compress(tar(("a.txt", LAW))),
        "a.tgz",
        {"a.txt": LAW},
    ),
    (
        "a member that is too large",
        zipped({"a.txt": b"0" * (2 * MIB), "b.txt": LAW}),
        "a.zip",
        {"a.txt": "too_large", "b.txt": LAW},
    ),
    (
        "nothing in it",
        zipped({}),
        "a.zip",
        {},
    ),
]


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_every_member_has_its_end(
    taken,
    data,
    name,
    expected,
):
    assert taken(data, name) == expected


def test_what_is_nested_deeper_than_the_limit_is_set_aside_where_it_is(taken):
    """The fourth archive is not opened: an archive that holds itself would go on for ever."""
    assert list(taken(nested(5), "a.zip").items()) == [
        ("4.zip", "holds 1"),
        ("4.zip!/3.zip", "holds 1"),
        ("4.zip!/3.zip!/2.zip", "expansion"),
    ]


def test_a_document_in_an_archive_stays_whole(taken):
    word = word_file("通知")
    assert taken(zipped({"b.docx": word}), "a.zip") == {"b.docx": word}


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (overlapping(), "a.zip", "expansion"),
        (zipped({"a.txt": b"0" * (5 * MIB)}), "a.zip", "expansion"),
        (zipped({str(number): b"0" * MIB for number in range(5)}), "a.zip", "expansion"),
        (gzip.compress(b"0" * (5 * MIB)), "a.gz", "expansion"),
        (bz2.compress(b"0" * (5 * MIB)), "a.bz2", "expansion"),
        (lzma.compress(b"0" * (5 * MIB)), "a.xz", "expansion"),
        (zipped({"b.zip": zipped({"a.txt": b"0" * (5 * MIB)})}), "a.zip", "expansion"),
        (zipped({str(number): b"" for number in range(51)}), "a.zip", "expansion"),
        (tar(("a.txt", LAW * 99))[:1500], "a.tar", "corrupt"),
        (damaged(tar(("a.txt", LAW), ("b.txt", LAW)), 1024 + 150), "a.tar", "corrupt"),
        (gzip.compress(LAW)[:-4], "a.gz", "corrupt"),
        (gzip.compress(LAW)[:20] + b"\xff" * 20, "a.gz", "corrupt"),
    ],
    ids=[
        "overlap",
        "one large",
        "many",
        "gz",
        "bz2",
        "xz",
        "inside",
        "count",
        "cut",
        "header",
        "gz cut",
        "gz noise",
    ],
)
def test_an_archive_that_is_a_trap_or_broken_is_set_aside_whole(
    tmp_path,
    data,
    name,
    code,
):
    with pytest.raises(BadInput) as caught:
        unpack(
            data,
            name,
            tmp_path,
            LIMITS,
        )
    assert caught.value.code == code
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= LIMITS.max_expanded_bytes


def test_what_a_small_file_may_unpack_to_is_also_a_matter_of_its_size(tmp_path):
    limits = Limits(max_bytes=64 * MIB, max_expansion=10)
    with pytest.raises(BadInput, match="expansion"):
        unpack(
            gzip.compress(b"0" * (20 * MIB)),
            "a.gz",
            tmp_path,
            limits,
        )


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (word_file("通知"), "a"),
        (zipped({"mimetype": b"application/epub+zip"}), "a.epub"),
        (b"PK\x03\x04" + bytes(50), "a.zip"),
        (LAW, "a.txt"),
    ],
)
def test_what_is_no_container_is_read_as_what_it_is(
    tmp_path,
    data,
    name,
):
    assert (
        unpack(
            data,
            name,
            tmp_path,
            LIMITS,
        )
        is None
    )


def test_only_what_may_be_a_container_is_looked_into():
    assert [may_hold(data, name) for data, name in ((zipped({}), "a"), (word_file("x"), "a.docx"), (tar(), "a.tar"), (LAW, "a.eml"), (LAW, "a.txt"))] == [
        True, False, False, True, False,
    ]  # fmt: skip
