"""A kill, what happens to the archive meanwhile, a run, and the comparison with a build that nothing befell."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.faults.archives import Archive
from tests.faults.digests import Difference, Digest, difference, digest
from tests.faults.runs import At, finish, kill_after, kill_at, steps_of

Kill = At | float
"""At a step, or after so many seconds."""


@dataclass(frozen=True, slots=True)
class Course:
    """How the archive goes on: the state of which the home knows (None: a new home), the state while the run is killed, and after."""

    before: int | None
    killed: int
    after: int


COURSES = {
    "first load": Course(None, 0, 0),
    "update": Course(0, 1, 1),
    "update, and the archive changes again": Course(0, 1, 2),
    "update, and the change is taken back": Course(0, 1, 0),
}


class Stage:
    """Where trials take place, one after the other, since a source is where it is."""

    def __init__(
        self,
        root: Path,
        archive: Archive,
        *,
        processes: int = 1,
    ) -> None:
        self._root, self._archive, self._processes = root, archive, processes
        self._home = root / "home"
        self._clean = cache(self._built)
        self._steps = cache(self._watched)

    def steps(self, course: Course) -> tuple[list[At], float]:
        """Every step of the run that is to be killed, and the seconds that it takes."""
        return self._steps(course.before, course.killed)

    def try_kill(
        self,
        course: Course,
        kill: Kill | None,
    ) -> tuple[bool, Difference]:
        """Kill a run (None: let it end), let the archive go on, run again.

        Whether it was killed, and how the home then differs from a clean build.
        """
        expected = self.clean(course.after)
        self._prepare(course.before)
        self._archive.become(course.killed)
        killed = self._killed(kill)
        self._archive.become(course.after)
        finish(
            self._home,
            self._archive.sources,
            processes=self._processes,
        )
        return killed, difference(expected, digest(self._home))

    def _killed(self, kill: Kill | None) -> bool:
        where = self._home, self._archive.sources
        if kill is None:
            finish(*where, processes=self._processes)
            return False
        killer: Callable[..., bool] = kill_at if isinstance(kill, At) else kill_after
        return killer(
            *where,
            kill,
            processes=self._processes,
        )

    def clean(self, state: int) -> Digest:
        """What a clean build of this state holds."""
        return digest(self._clean(state))

    def _built(self, state: int) -> Path:
        home = self._root / f"clean-{state}"
        self._archive.become(state)
        finish(
            home,
            self._archive.sources,
            processes=self._processes,
        )
        return home

    def _prepare(self, state: int | None) -> None:
        shutil.rmtree(self._home, ignore_errors=True)
        if state is not None:
            shutil.copytree(self._clean(state), self._home)

    def _watched(
        self,
        before: int | None,
        killed: int,
    ) -> tuple[list[At], float]:
        self._prepare(before)
        self._archive.become(killed)
        began = time.perf_counter()
        steps = steps_of(
            self._home,
            self._archive.sources,
            processes=self._processes,
        )
        return steps, time.perf_counter() - began
