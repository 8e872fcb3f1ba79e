"""Run LibreOffice on one file: with its own profile, without a network, for a limited time."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import BadInput
from corpus.records import Document
from ingestion.limits import Limits
from ingestion.parsers import Parse
from ingestion.parsers.ours import LIBREOFFICE

_SHARE = 0.8  # of the time for a file; the rest is for reading what LibreOffice made of it
_ANEW = 81  # the exit status by which it asks to be started again, after it has made its profile
_STARTS = 3
_QUIET = (
    "--headless",
    "--invisible",
    "--norestore",
    "--nolockcheck",
    "--nodefault",
    "--nofirststartwizard",
)
_WORDS = 300  # characters of what it says that are kept
_NEW_USER, _NEW_NET, _DIE_WITH_PARENT = 0x10000000, 0x40000000, 1  # linux/sched.h, linux/prctl.h
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
_ITEM = '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_SAFE = (  # no macros, nothing that a file links to is fetched
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Common/Misc", "FirstRun", "false"),
)


@dataclass(frozen=True, slots=True)
class Route:
    """How files of a format are read: LibreOffice's filter, the target format, and its parser.

    The filter is named, because LibreOffice would take a damaged file for plain text.
    """

    parser: str
    media_type: str
    suffix: str
    import_filter: str
    target: str
    parse: Parse

    def read(
        self,
        data: bytes,
        limits: Limits,
        mend: Callable[[bytes], bytes] = bytes,
    ) -> Document:
        """Read a file through LibreOffice.

        Args:
            data: The bytes of the file.
            limits: How large a file may be, and how long LibreOffice may take.
            mend: Corrects the file that LibreOffice made.

        Returns:
            The document that the parser of the target format makes.

        Raises:
            BadInput: `no_program`, `corrupt`, `timeout`, and what the parser of the target raises.
        """
        made = convert(
            data,
            limits,
            self.suffix,
            self.import_filter,
            self.target,
        )
        return replace(
            self.parse(mend(made), limits), media_type=self.media_type, parser=self.parser
        )


def convert(
    data: bytes,
    limits: Limits,
    suffix: str,
    import_filter: str,
    target: str,
) -> bytes:
    """Convert a file with LibreOffice.

    Args:
        data: The bytes of the file.
        limits: How large the result may be, and how long LibreOffice may take.
        suffix: The file name extension of the input.
        import_filter: LibreOffice's name of the filter that reads the input.
        target: The format of the result.

    Returns:
        The bytes of the result.

    Raises:
        BadInput: `no_program`, `corrupt` or `timeout`.
    """
    program = _program()
    with tempfile.TemporaryDirectory(prefix="lexops-") as folder:
        home = Path(folder)
        given = home / f"in.{suffix}"
        made = home / "out" / f"in.{target}"
        given.write_bytes(data)
        settings = home / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        items = "\n".join(
            _ITEM.format(path=path, name=name, value=value) for path, name, value in _SAFE
        )
        settings.write_text(_SETTINGS.format(items=items), encoding="utf-8")
        command = [str(program), f"-env:UserInstallation={(home / 'profile').as_uri()}", *_QUIET]
        command += [
            f"--infilter={import_filter}",
            "--convert-to",
            target,
            "--outdir",
            str(home / "out"),
            str(given),
        ]
        said = _run(command, home, limits)
        if not made.is_file():
            raise BadInput(
                "corrupt", f"LibreOffice could not read it: {said or 'it did not say why'}"
            )
        if made.stat().st_size > limits.max_bytes:
            raise BadInput(
                "too_large",
                f"LibreOffice made {made.stat().st_size} bytes of it, the limit is {limits.max_bytes}",
            )
        return made.read_bytes()


def _program() -> Path:
    """Return LibreOffice's own binary, not the script around it: one process that can be ended."""
    found = next(filter(None, map(shutil.which, LIBREOFFICE)), None)
    if found is None:
        raise BadInput("no_program", f"it is read through {' or '.join(LIBREOFFICE)}")
    script = Path(found).resolve()
    binary = script.with_name("soffice.bin")
    return binary if binary.is_file() else script


def _run(
    command: list[str],
    home: Path,
    limits: Limits,
) -> str:
    """What the program says.

    It is ended with everything that it has started when its time is over, or when this process
    ends.
    """
    seconds = limits.max_seconds * _SHARE
    for _ in range(_STARTS):
        process = subprocess.Popen(  # noqa: S603  # no shell; the file's name is ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=home,
            env={
                "HOME": str(home),
                "TMPDIR": str(home),
                "PATH": os.environ.get("PATH", os.defpath),
                "LANG": "C.UTF-8",
            },
            start_new_session=True,
            preexec_fn=_guarded(limits),  # noqa: PLW1509  # calls the system alone, and nothing that takes a lock
        )
        try:
            _, said = process.communicate(timeout=seconds)
        except BaseException as error:
            _end(process)
            if isinstance(error, subprocess.TimeoutExpired):
                raise BadInput(
                    "timeout", f"LibreOffice was not done after {seconds:g} s"
                ) from error
            raise
        if process.returncode != _ANEW:
            return " ".join(said.decode("utf-8", "replace").split())[-_WORDS:]
    return f"it asked {_STARTS} times to be started again"


def _end(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)  # not waited for yet, so the number is still its own
    process.communicate()


def _guarded(limits: Limits) -> Callable[[], None]:
    """Return what the new process does first: give up its network, end with us, limit its time."""
    library = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    seconds = int(limits.max_seconds) + 1

    def guard() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        if library is not None:
            library.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
            # root may have a network of its own at once, others in a user space of their own, where
            # the system lets them
            library.unshare(_NEW_NET) if os.geteuid() == 0 else library.unshare(
                _NEW_USER | _NEW_NET
            )

    return guard
