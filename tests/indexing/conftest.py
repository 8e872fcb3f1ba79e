"""What the tests of this package share."""

import os
from collections.abc import Callable

import pytest

from indexing.models import InstalledModel, installed, models_dir


@pytest.fixture
def need_model() -> Callable[[str], InstalledModel]:
    """Gives an installed model; without it the test is skipped, or fails where
    LEXOPS_REQUIRE_MODEL=1 says that it must be there.
    """

    def need(name: str) -> InstalledModel:
        model = installed(name)
        if model is None:
            say = pytest.fail if os.environ.get("LEXOPS_REQUIRE_MODEL") == "1" else pytest.skip
            say(
                f"the embedding model {name} is not in {models_dir()}: "
                f"run `lexops models fetch {name}`"
            )
        return model

    return need
