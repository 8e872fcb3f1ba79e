"""`python -m indexing.preflight [--from DIR]`: whether this machine can get the default model.

`make run` runs it before it installs anything, so it uses only the standard library. The exit
status is 3 where no way works; the output then lists the ways that would.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from corpus.errors import ExitStatus
from indexing.fetching import how_to_get
from indexing.models import DEFAULT_MODEL, models_dir


def main() -> int:
    """Print what will be downloaded and its size, or what to do.

    Returns:
        The exit status.
    """
    parser = argparse.ArgumentParser(
        prog="python -m indexing.preflight",
        description="Can the default embedding model be had here?",
    )
    parser.add_argument(
        "--from",
        dest="folder",
        type=Path,
        help="a folder that holds the model's files",
    )
    plan = how_to_get(DEFAULT_MODEL, _root(), from_dir=parser.parse_args().folder)
    sys.stdout.write(f"{plan}\n")
    return ExitStatus.UNREACHABLE if plan.best is None else ExitStatus.DONE


def _root() -> Path:
    try:
        return models_dir()
    except ModuleNotFoundError:  # nothing is installed yet, so no model either
        return Path.home() / ".cache" / "lexops" / "models"


if __name__ == "__main__":
    sys.exit(main())
