"""What the generated blocks of README.md and docs/ call: a command, and its output."""

import inspect
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import cog

_HOME = Path(tempfile.gettempdir()) / f"lexops-docs-{os.getpid()}"
_ENVIRONMENT = {
    **os.environ,
    "LEXOPS_HOME": str(_HOME),
    "LEXOPS_PROFILE": "ci",  # no model: the documents can be checked anywhere
    "COLUMNS": "100",
    "TERM": "dumb",
    "NO_COLOR": "1",
}


def lexops(arguments: str, *, shown: str | None = None, home: bool = True, status: int = 0) -> None:
    """Write a command and its stdout as a block; fail where its exit status is not `status`."""
    if home and not _HOME.exists() and not arguments.startswith("run "):
        _call("run samples/archive/*", 0)
    output = _call(arguments, status)
    cog.outl("```console")
    cog.outl(f"$ lexops {shown or arguments}")
    cog.outl("\n".join(line.rstrip() for line in output.strip("\n").splitlines()))
    cog.outl("```")


def _call(arguments: str, status: int) -> str:
    command = f"{Path(sys.executable).parent / 'lexops'} {arguments}"
    done = subprocess.run(
        ["bash", "-c", command], env=_ENVIRONMENT, capture_output=True, text=True, check=False
    )
    if done.returncode != status:
        raise SystemExit(f"lexops {arguments}: exit status {done.returncode}\n{done.stderr}")
    return re.sub(re.escape(str(Path.cwd())), "…", done.stdout)


def describe_fields(record: type) -> dict[str, str]:
    """Return the first sentence about each field, from the `Attributes` of a class docstring."""
    found: dict[str, str] = {}
    for base in reversed(record.__mro__):
        _, _, section = (inspect.getdoc(base) or "").partition("Attributes:\n")
        for name, text in _ATTRIBUTE.findall(section):
            words = " ".join(text.split())
            found[name] = re.split(r"(?<=[.])\s", words, maxsplit=1)[0]
    return found


_ATTRIBUTE = re.compile(r"^    (\w+): (.*(?:\n {5,}.*)*)", re.MULTILINE)


def competences() -> None:
    """Write the table of who may do what to which norm."""
    from law.authority import COMPETENCES

    cog.outl("| issuer | may | target | source |")
    cog.outl("| --- | --- | --- | --- |")
    for row in COMPETENCES:
        cog.outl(f"| {row.issuer} | {row.may} | {row.target} | {row.source} |")
