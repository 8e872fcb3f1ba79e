"""The order in which files arrive decides nothing: any order ends as a clean build does.

Laws, their versions, copies, acts on them and files that only claim to be acts arrive in a random
order, some in each run, and some are taken away for a while. In the end the export, the claims and
the findings have to be those of a home that saw all files at once.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipelines.stages import runner
from tests.faults.runs import NoPool
from tests.law.arrivals import Step, arrivals, mixed_archive, outcome
from tests.soak import seeds

ORDERS = 25
"""Orders of one archive."""


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "Pool", NoPool)


@pytest.mark.parametrize("seed", seeds(1))
def test_any_order_of_arrival_ends_as_a_clean_build(tmp_path: Path, seed: int) -> None:
    """Files that arrive in any order, in several runs, give what all at once give."""
    chance = random.Random(seed)
    files = mixed_archive(chance)
    expected = outcome(tmp_path, "clean", [Step(added=files)])
    assert expected.claims
    assert len(expected.rows) > len(files)
    for number in range(ORDERS):
        steps = list(arrivals(files, chance))
        differences = expected.differences(outcome(tmp_path, str(number), steps))
        told = [f"order {number} of seed {seed}", *map(str, steps), *differences[:20]]
        assert not differences, "\n".join(told)
