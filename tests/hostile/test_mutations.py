"""Mutated files of all formats under the default limits: each ends in a final state."""

from __future__ import annotations

import os
import random
import resource
import sys
from collections import Counter

import pytest

from benchmarks.ends import INDEXED, CorpusFile, End, end_of, ends
from corpus.errors import REASONS
from ingestion.limits import DEFAULT_LIMITS
from ingestion.workers import Pool
from tests.hostile.mutations import mutated
from tests.hostile.whole import whole
from tests.soak import seeds

MIB = 1024 * 1024
_FIXED = 20
_COUNT = int(os.environ.get("LEXOPS_MUTATED", "0")) or _FIXED * len(seeds(1))
"""How many files are made in `make test`; `make soak` sets it."""
_MOST_MEMORY = 2048 * MIB
_ENDLESS = 2 * DEFAULT_LIMITS.max_seconds
"""Seconds that a worker may know on a busy machine, where the pool has granted half of them."""


@pytest.mark.soak
@pytest.mark.parametrize("seed", seeds(1)[:1])
def test_every_mutated_file_ends_in_a_state(seed: int) -> None:
    files = {file.name: file for file in mutated(_COUNT, random.Random(seed))}
    found: dict[str, End] = {}
    with Pool(end_of, processes=2) as pool:
        tasks = (
            (name, CorpusFile(file.data, name.rpartition(" ")[2], DEFAULT_LIMITS))
            for name, file in files.items()
        )
        found.update(ends(pool, tasks))
    assert found.keys() == files.keys()
    states = Counter(end.state for end in found.values())
    sys.stdout.write(f"seed {seed}: {dict(states.most_common())}\n")
    faults = [
        f"seed {seed}, {name}: {end.state}: {end.detail}"
        for name, end in found.items()
        if end.state not in {INDEXED, *REASONS} - {"failed", "crashed"}
    ]
    assert faults == []
    assert not [name for name, end in found.items() if (end.seconds or 0) > _ENDLESS]
    assert max(end.peak_mib or 0 for end in found.values()) * MIB <= _MOST_MEMORY
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 <= _MOST_MEMORY
    if 10 * len(whole()) <= _COUNT:
        assert states[INDEXED] > _COUNT / 20
        assert len(states) >= 4


def test_mutations_are_the_same_for_the_same_seed() -> None:
    count = 3 * len(whole())
    first = [(file.name, file.data) for file in mutated(count, random.Random(7))]
    assert first == [(file.name, file.data) for file in mutated(count, random.Random(7))]
    assert {name.split()[1] for name, _ in first} == whole().keys()
    unchanged = [name for name, data in first if data in whole().values()]
    assert len(unchanged) < count / 10
