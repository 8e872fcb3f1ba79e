"""The entry point of `lexops`. Imports nothing heavy, so that `lexops --help` answers at once.

Exit status: 0 done, 1 something was refused, 2 wrong usage or configuration, 3 a service is
unreachable, 70 a bug of ours.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer
from typer.exceptions import TyperException

from cli.commands import COMMANDS
from cli.invocation import DEBUG_OPTION
from cli.output import complain
from corpus.errors import ExitStatus, LexopsError

BUG = 70
"""EX_SOFTWARE of sysexits.h."""

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
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command.

    No traceback leaves this function unless `--debug` is among the arguments.

    Args:
        arguments: The arguments of the command line, without the program's name.

    Returns:
        The exit status.
    """
    try:
        status = app(
            arguments,
            prog_name="lexops",
            standalone_mode=False,
        )
        # Written here, so that a closed pipe shows here and not while the interpreter ends.
        sys.stdout.flush()
    except TyperException as error:
        complain(_one_line(error))
        return ExitStatus.USAGE
    except (typer.Abort, KeyboardInterrupt):
        complain("interrupted; what was committed stays, the next run carries on")
        return ExitStatus.REFUSED
    except LexopsError as error:
        if DEBUG_OPTION in arguments:
            raise
        complain(str(error))
        return error.status
    except BrokenPipeError:
        return _end_of_output()
    except SystemExit as end:
        # click and rich turn a closed pipe into status 1.
        if isinstance(end.__context__, BrokenPipeError):
            return _end_of_output()
        raise
    except Exception as error:  # the last place that can turn a bug into a line
        if DEBUG_OPTION in arguments:
            raise
        complain(
            f"unexpected {type(error).__name__}: {error} — "
            f"this is a bug of lexops; `{DEBUG_OPTION}` shows where"
        )
        return BUG
    return int(status or ExitStatus.DONE)


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
