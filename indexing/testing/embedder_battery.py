"""What every embedder must do, as tests.

    class TestMine(EmbedderBattery):
        @pytest.fixture
        def open_embedder(self):
            return MyEmbedder

The methods use plain asserts and name their fixture as an argument, so this module does not need
pytest.
"""

from indexing.testing._embedder_tests import (
    ANSWER,
    PASSAGES,
    QUESTION,
    UNUSUAL,
    EmbedderTests,
)

__all__ = ["ANSWER", "PASSAGES", "QUESTION", "UNUSUAL", "EmbedderBattery"]


class EmbedderBattery(EmbedderTests):
    """All tests of an embedder.

    Inherit it and give the fixture `open_embedder`: a function that opens the same embedder each
    time it is called.
    """
