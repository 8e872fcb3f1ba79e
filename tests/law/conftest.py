"""The small archive of norms that inputs are held against."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.law.authority_archive import Archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The base, built once, with files read in this process."""
    # Imported here: the other tests of this folder need none of the stages.
    from pipelines.stages import runner
    from tests.faults.runs import NoPool
    from tests.law.authority_archive import open_archive

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runner, "Pool", NoPool)
        with open_archive(tmp_path_factory.mktemp("authority")) as opened:
            yield opened
