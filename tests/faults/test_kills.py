"""Promise 6: killed anywhere and run again is a clean build, id by id and hash by hash, whatever the archive does meanwhile."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults.archives import Archive, changed
from tests.faults.runs import At
from tests.faults.trials import COURSES, Stage
from tests.soak import seeds

SAMPLES = Path(__file__).parents[2] / "samples" / "archive"
"""But for the inbox: its scan would take seconds in each of these.

That a killed scan goes on where it was is tested with OCR itself.
"""
STEPS = (
    "commit of Sources.register",
    "commit of Sources.set_trust",
    "commit of Runs.begin",
    "blob",
    "rename",
    "commit of Objects.see",
    "commit of Objects.touch",
    "commit of Objects._update",
    "commit of Objects.forget",
    "commit of Objects.keep_unreadable",
    "commit of _Results.commit",
    "commit of Works.commit",
    "commit of Objects.settle",
    "commit of Citations.commit",
    "commit of Citations.done",
    "commit of Duplicates._write_mirrors",
    "commit of Duplicates.commit",
    "commit of Duplicates.forget",
    "commit of Embeddings.put",
    "commit of Tags.commit",
    "commit of Deltas.note",
    "commit of Generations.about_to_write",
    "index write",
    "table delete",
    "table merge",
    "commit of Generations.written",
    "index publish",
    "table tag",
    "commit of Generations.promoted",
    "commit of Objects.note_published",
    "commit of Deltas.prune",
    "commit of Runs.end",
)
FIRST_LOAD = (
    "commit of Identities.commit",
    "commit of Claims.commit",
    "commit of Generations.plan",
    "index create",
    "commit of Generations.begun",
    "table create_index",
)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The sample archive, before and after two changes."""
    root = tmp_path_factory.mktemp("kills")
    return Stage(
        root,
        Archive(
            root / "archive",
            sorted(folder for folder in SAMPLES.iterdir() if folder.name != "inbox"),
            [changed(1), changed(2)],
        ),
        processes=0,
    )


@pytest.mark.parametrize("course", COURSES)
def test_an_update_is_a_clean_build(stage: Stage, course: str) -> None:
    assert not stage.try_kill(COURSES[course], None)[1]


def test_these_are_all_the_steps_of_an_update(stage: Stage) -> None:
    """A step that is new in the product is to be killed here too."""
    first, update = (
        {at.step.partition(" ")[2] for at in stage.steps(COURSES[name])[0]}
        for name in ("first load", "update")
    )
    assert update == set(STEPS)
    assert first - update == set(FIRST_LOAD)


@pytest.mark.parametrize("step", STEPS)
def test_killed_before_a_step_of_an_update_that_is_then_taken_back(stage: Stage, step: str) -> None:
    killed, unlike = stage.try_kill(
        COURSES["update, and the change is taken back"], At(f"before {step}")
    )
    assert killed
    assert not unlike


@pytest.mark.parametrize("step", FIRST_LOAD)
def test_killed_after_a_step_of_the_first_load(stage: Stage, step: str) -> None:
    killed, unlike = stage.try_kill(COURSES["first load"], At(f"after {step}"))
    assert killed
    assert not unlike


@pytest.mark.soak
@pytest.mark.parametrize("course", COURSES)
@pytest.mark.parametrize("seed", seeds(2))
def test_killed_at_a_random_moment(
    stage: Stage,
    course: str,
    seed: int,
) -> None:
    seconds = stage.steps(COURSES[course])[1]
    _, unlike = stage.try_kill(COURSES[course], random.Random(seed).uniform(0, seconds))
    assert not unlike
