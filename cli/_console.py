"""The terminal, where a reader that stops early is no error of ours."""

from __future__ import annotations

from rich.console import Console


class PipeConsole(Console):
    """A console that reports a closed pipe; rich would end the process with status 1."""

    def on_broken_pipe(self) -> None:
        """Raise the error that is being handled again: `cli.main` knows what it means."""
        raise  # noqa: PLE0704 - rich calls this while it handles the BrokenPipeError
