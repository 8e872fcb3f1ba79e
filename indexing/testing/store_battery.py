"""What every index store must do, as tests.

Inherit `StoreBattery`, give it a `place` and an `open_at`, and pytest runs all of them.
"""

from indexing.testing._filter_tests import FilterTests
from indexing.testing._generation_tests import GenerationTests
from indexing.testing._read_tests import ReadTests
from indexing.testing._search_tests import SearchTests
from indexing.testing._write_tests import WriteTests
from indexing.testing.store_rows import (
    DIMENSION,
    META,
    ODD_VALUES,
    ask,
    full_passage,
    ids,
    index_row,
    numbered,
    odd_passage,
    passage,
    publish,
    row_hashes,
    row_ids,
    unit,
    vector,
)

__all__ = [
    "DIMENSION",
    "META",
    "ODD_VALUES",
    "StoreBattery",
    "ask",
    "full_passage",
    "ids",
    "index_row",
    "numbered",
    "odd_passage",
    "passage",
    "publish",
    "row_hashes",
    "row_ids",
    "unit",
    "vector",
]


class StoreBattery(GenerationTests, WriteTests, ReadTests, SearchTests, FilterTests):
    """All tests of an index store.

    Give `place` (a fixture: an empty location of its own for each test) and `open_at`.

        class TestMyStore(StoreBattery):
            @pytest.fixture
            def place(self, tmp_path):
                return tmp_path

            def open_at(self, place):
                return MyStore(place)
    """
