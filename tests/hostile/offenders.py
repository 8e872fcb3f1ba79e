"""What a bad parser would do, to see that the guards catch it."""

from __future__ import annotations

import ctypes
import socket
import struct
import subprocess
import tempfile
import urllib.request
from pathlib import Path

from benchmarks.ends import CorpusFile, End


def offend(file: CorpusFile) -> End:
    """Do what the file's name says."""
    target = file.data.decode()
    if file.name == "connect":
        socket.create_connection((target, 9), timeout=1)
    elif file.name == "ask for an address":
        socket.getaddrinfo(target, 80)
    elif file.name == "fetch":
        urllib.request.urlopen(f"http://{target}:9/", timeout=1)
    elif file.name == "ask the kernel":
        address = struct.pack(
            "=HH4s8x",
            socket.AF_INET,
            9 << 8,
            bytes((127, 0, 0, 1)),
        )
        libc = ctypes.CDLL(None)  # as a library in C would
        libc.connect(
            libc.socket(
                socket.AF_INET,
                socket.SOCK_STREAM,
                0,
            ),
            address,
            len(address),
        )
    elif file.name == "start":
        subprocess.run(["true"], check=False)
    elif file.name == "write":
        Path(target).write_text("x", encoding="ascii")
    elif file.name == "write aside":
        tempfile.mkstemp()
    elif file.name == "delete":
        Path(target).unlink(missing_ok=True)
    return End("indexed")
