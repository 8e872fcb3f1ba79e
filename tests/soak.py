"""Random searches for faults: fixed and short in `make test`, random and long in `make soak`.

`LEXOPS_SOAK=N` makes every search N times as long and draws new inputs. Without it each search uses
the
same inputs in each run, so that `make test` fails for one reason only: the code changed.
"""

from __future__ import annotations

import os
import random

import hypothesis

FACTOR = int(os.environ.get("LEXOPS_SOAK", "0"))
"""How many times as long a search is; 0 for the fixed inputs of `make test`."""

_DEFAULT_EXAMPLES = 100
_FRESH = random.SystemRandom()


def examples(fixed: int) -> int:
    """Return how many examples a property is tested on: `fixed` of them in `make test`."""
    return fixed * max(1, FACTOR)


def seeds(fixed: int) -> list[int]:
    """Return the seeds of a random search: 1 to `fixed` in `make test`, new ones in `make soak`."""
    if FACTOR:
        return [_FRESH.randrange(2**31) for _ in range(fixed * FACTOR)]
    return list(range(1, fixed + 1))


def load_profile() -> None:
    """Set up Hypothesis. No test asserts a time: a busy machine is not a fault of the code."""
    hypothesis.settings.register_profile(
        "fixed",
        deadline=None,
        derandomize=True,
        database=None,
        max_examples=_DEFAULT_EXAMPLES,
    )
    hypothesis.settings.register_profile(
        "soak",
        deadline=None,
        max_examples=examples(_DEFAULT_EXAMPLES),
        print_blob=True,
    )
    hypothesis.settings.load_profile("soak" if FACTOR else "fixed")
