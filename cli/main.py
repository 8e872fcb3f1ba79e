"""The entry point of `lexops`. Imports nothing heavy, so that `lexops --help` answers at once.

Exit status: 0 done, 1 something was refused, 2 wrong usage or configuration, 3 a service is
unreachable, 70 a bug of ours, 130 interrupted, 143 ended by SIGTERM.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from typer.exceptions import TyperException

from cli.commands import COMMANDS
from cli.invocation import DEBUG_OPTION, JSON_OPTION
from cli.output import complain, print_error
from corpus.errors import ExitStatus, LexopsError, Terminated

BUG = 70
"""EX_SOFTWARE of sysexits.h."""

INTERRUPTED = 130
"""128 and the number of SIGINT, as shells report it. Typer too turns Ctrl-C into this status."""

TERMINATED = 143
"""128 and the number of SIGTERM, as shells report it."""


app = typer.Typer(
    name="lexops",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(is_wanted: bool) -> None:
    if is_wanted:
        from importlib.metadata import version

        sys.stdout.write(f"lexops {version('lexops')}\n")
        raise typer.Exit


@app.callback(help="Turn legal archives into an index of exact, current, citable law.")
def _lexops(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help="Show the version and exit.",
        ),
    ] = False,
) -> None:
    """The options of `lexops` itself."""


for register in COMMANDS:
    register(app)


def main() -> None:
    """Run the command that the arguments name, and leave with its exit status."""
    _use_utf8()
    _leave_folder_out()
    signal.signal(signal.SIGTERM, _terminate)
    sys.exit(run(sys.argv[1:]))


def _use_utf8() -> None:
    """Start again in UTF-8 mode where the locale has another encoding.

    Names of files are bytes. In a GBK locale they would be read as other characters, and a later
    run in UTF-8 would see every file as new.
    """
    if sys.getfilesystemencoding().lower().replace("-", "") == "utf8":
        return
    command = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
    sys.stdout.flush()
    os.execve(  # noqa: S606  # this very program, with its own arguments
        sys.executable,
        command,
        {**os.environ, "PYTHONUTF8": "1"},
    )


def _leave_folder_out() -> None:
    """Import nothing from the current folder, unless lexops itself is there.

    An empty entry of PYTHONPATH means the current folder, and that may be an archive.
    """
    with suppress(FileNotFoundError):
        here = Path.cwd()
        ours = Path(__file__).resolve().parent.parent
        if here != ours:
            sys.path[:] = [folder for folder in sys.path if folder and Path(folder) != here]


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise Terminated


def run(arguments: list[str]) -> int:
    """Run a command.

    No traceback leaves this function unless `--debug` is among the arguments.

    Args:
        arguments: The arguments of the command line, without the program's name.

    Returns:
        The exit status.
    """
    try:
        status = _call(arguments)
    except TyperException as error:
        return _fail(arguments, _one_line(error), ExitStatus.USAGE)
    except (typer.Abort, KeyboardInterrupt):
        status = INTERRUPTED
    except Terminated:
        return _fail(arguments, "ended by SIGTERM; what was committed stays", TERMINATED)
    except LexopsError as error:
        if DEBUG_OPTION in arguments:
            raise
        return _fail(arguments, str(error), error.status)
    except Exception as error:  # the last place that can turn a bug into a line
        if DEBUG_OPTION in arguments:
            raise
        message = (
            f"unexpected {type(error).__name__}: {error} — "
            f"this is a bug of lexops; `{DEBUG_OPTION}` shows where"
        )
        return _fail(arguments, message, BUG)
    if status == INTERRUPTED:
        message = "interrupted; what was committed stays, the next run carries on"
        return _fail(arguments, message, INTERRUPTED)
    return status


def _call(arguments: list[str]) -> int:
    """Run a command; its exit status. A closed pipe is no error."""
    try:
        status = app(
            arguments,
            prog_name="lexops",
            standalone_mode=False,
        )
        # Written here, so that a closed pipe shows here and not while the interpreter ends.
        sys.stdout.flush()
    except BrokenPipeError:
        return _end_of_output()
    except SystemExit as end:
        # click and rich turn a closed pipe into status 1.
        if isinstance(end.__context__, BrokenPipeError):
            return _end_of_output()
        raise
    return int(status or ExitStatus.DONE)


def _fail(
    arguments: list[str],
    message: str,
    status: int,
) -> int:
    """Say what went wrong on stderr, and with `--json` as a document too; the exit status."""
    complain(message)
    if JSON_OPTION in arguments:
        print_error(message, status)
    return status


def _end_of_output() -> ExitStatus:
    """The reader of our output has seen enough, as in `lexops export | head`: that is no error.

    What is still buffered must go somewhere, or the interpreter complains when it ends.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # type: ignore[union-attr]
    return ExitStatus.DONE


def _one_line(error: TyperException) -> str:
    """A wrong argument as one line, with the command that explains it."""
    message = " ".join(error.format_message().split())
    context = getattr(
        error,
        "ctx",
        None,
    )
    if context is None:
        return message
    return f"{message} — `{context.command_path} --help` shows what it takes"
