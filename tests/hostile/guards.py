"""What a worker may not do while it reads: talk to a network, start a program, write a file.

Two guards, set up inside the worker before it reads anything. The kernel kills a process that
connects or sends through a socket: no library, in whatever language, gets around it, and the pool
reports `crashed` with SIGSYS. Python's own audit events name what else was tried; they are refused
with an error that no parser catches. Programs that a parser would start are not to be found.

Set aside: patching `socket`, which libxml2 never asks; a network namespace (`unshare -n`), in which
an attempt fails and nobody hears of it; refusing sockets as such, which urllib3 makes when it is
imported, to see whether there is IPv6.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys

_SECCOMP, _FILTER, _NO_NEW_PRIVILEGES = 22, 2, 38  # linux/prctl.h, linux/seccomp.h
_LOAD, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06  # linux/bpf_common.h, of a 32-bit word
_ALLOW, _KILL_PROCESS = 0x7FFF0000, 0x80000000
_NUMBER = 0  # in struct seccomp_data
_CALLS = {
    "x86_64": (42, 44, 46, 307),
    "aarch64": (203, 206, 211, 269),
}  # connect, sendto, sendmsg, sendmmsg
_TALK = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.sendto",
    "socket.sendmsg",
    "urllib.Request",
    "http.client.connect",
)
_START = (
    "subprocess.Popen",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "pty.spawn",
)
_CHANGE = (
    "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown",
    "shutil.copyfile", "shutil.move", "shutil.rmtree", "shutil.unpack_archive", "tempfile.mkstemp", "tempfile.mkdtemp",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
GUARDED = sys.platform == "linux" and platform.machine() in _CALLS
"""Whether this machine's kernel can be known what we know it."""


class Forbidden(BaseException):
    """A worker tried what it may not.

    No `except Exception` hides it: the worker ends, and its last words say what it was.
    """


def guard() -> None:
    """Set both up, for good."""
    os.environ["PATH"] = ""
    sys.dont_write_bytecode = True
    _forbid_networks()
    sys.addaudithook(_refuse)


def guard_pages() -> None:
    """The same, once the parser of pages is loaded, which takes longer than most pages."""
    from ingestion.reading import read
    from tests.hostile.whole import PAGE

    read(PAGE.encode(), "a.html")
    guard()


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event == "os.mkdir" and os.path.isdir(str(arguments[0])):  # noqa: PTH112 - a path may be one that pathlib refuses
        return  # it is there, and stays as it is: rapidocr makes sure of its own folder
    if event in _TALK or event in _START or event in _CHANGE:
        raise Forbidden(event, arguments)
    if (
        event == "open"
        and isinstance(arguments[2], int)
        and arguments[2] & _WRITING
        and not _is_harmless(str(arguments[0]))
    ):
        raise Forbidden(event, arguments)


def _is_harmless(path: str) -> bool:
    """What Python's compiler writes beside the modules that are imported, and the kernel's own files."""
    return path.startswith(("/proc/", "/dev/")) or "__pycache__" in path


def _forbid_networks() -> None:
    """Give the kernel a program: one of these calls kills who makes it, any other is let through."""
    calls = _CALLS[platform.machine()]
    asked = [
        (
            _IF_EQUAL,
            len(calls) - place,
            0,
            call,
        )
        for place, call in enumerate(calls)
    ]
    steps = (
        (_LOAD, 0, 0, _NUMBER),
        *asked,
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _KILL_PROCESS),
    )
    program = b"".join(struct.pack("HBBI", *step) for step in steps)

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))

    lines = ctypes.create_string_buffer(program, len(program))
    handed = Program(len(steps), ctypes.cast(lines, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(
        _NO_NEW_PRIVILEGES,
        1,
        0,
        0,
        0,
    ) or libc.prctl(
        _SECCOMP,
        _FILTER,
        ctypes.byref(handed),
        0,
        0,
    ):
        raise OSError(ctypes.get_errno(), "the kernel takes no filter")
