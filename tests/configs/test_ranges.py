"""Every numeric setting has a range; a value outside is refused in one line."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from configs.loading import load
from configs.settings import Settings
from corpus.errors import ExitStatus, UsageError

SHARE = ["-0.1", "1.1", "nan", "inf", "-inf", "2.0"]
NATURAL = ["-1", str(-(10**30))]
POSITIVE = ["0", *NATURAL]
SECONDS = ["0.0", "-1.0", "nan", "inf"]
PROCESSES = [*NATURAL, "1025", str(10**400)]

WRONG = {
    "processes": PROCESSES,
    "ingestion.max_bytes": POSITIVE,
    "ingestion.max_expanded_bytes": POSITIVE,
    "ingestion.max_parts": POSITIVE,
    "ingestion.max_nesting": NATURAL,
    "ingestion.max_expansion": POSITIVE,
    "ingestion.max_blocks": POSITIVE,
    "ingestion.max_scanned_pages": NATURAL,
    "ingestion.max_pixels": POSITIVE,
    "ingestion.max_seconds": SECONDS,
    "ingestion.max_memory_bytes": POSITIVE,
    "passages.article": POSITIVE,
    "passages.prose": POSITIVE,
    "embedding.processes": PROCESSES,
    "index.shards": [*POSITIVE, "1025"],
    "index.replicas": NATURAL,
    "index.dense_weight": SHARE,
    "index.timeout": SECONDS,
    "brake.share": SHARE,
    "brake.objects": NATURAL,
    "gate.tolerance": SHARE,
    "search.fusion.dense_weight": SHARE,
    "search.fusion.rank_constant": POSITIVE,
    "search.boost.level": SHARE,
    "search.boost.region": SHARE,
    "search.boost.scan": SHARE,
    "search.lay_words.weight": SHARE,
    "search.lay_words.hybrid_weight": SHARE,
    "search.depth": POSITIVE,
    "search.max_query": POSITIVE,
}
"""Values as they stand in TOML, by setting."""

CASES = [(setting, value) for setting, values in WRONG.items() for value in values]


def numeric_settings(record: Any, prefix: str = "") -> Iterator[str]:
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if dataclasses.is_dataclass(value):
            yield from numeric_settings(value, f"{prefix}{field.name}.")
        elif isinstance(value, int | float):
            yield f"{prefix}{field.name}"


def load_with(
    home: Path,
    setting: str,
    value: str,
) -> Settings:
    table, _, key = setting.rpartition(".")
    header = f"[{table}]\n" if table else ""
    (home / "lexops.toml").write_text(f"{header}{key} = {value}\n")
    return load(
        "ci",
        home,
        {},
    )


def test_the_table_has_every_numeric_setting() -> None:
    assert sorted(WRONG) == sorted(numeric_settings(Settings("ci")))


@pytest.mark.parametrize(("setting", "value"), CASES)
def test_a_value_outside_its_range_is_refused_in_one_line(
    tmp_path: Path,
    setting: str,
    value: str,
) -> None:
    with pytest.raises(UsageError) as caught:
        load_with(
            tmp_path,
            setting,
            value,
        )
    message = str(caught.value)
    assert message.startswith(f"{setting} can't be {value} — set it to ")
    assert "\n" not in message
    assert caught.value.status is ExitStatus.USAGE


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("processes", "0"),
        ("processes", "1024"),
        ("ingestion.max_nesting", "0"),
        ("ingestion.max_scanned_pages", "0"),
        ("ingestion.max_seconds", "0.01"),
        ("passages.article", "1"),
        ("brake.share", "0"),
        ("brake.share", "1"),
        ("brake.objects", "0"),
        ("gate.tolerance", "1.0"),
        ("index.replicas", "0"),
        ("search.boost.scan", "0"),
    ],
)
def test_the_ends_of_a_range_are_allowed(
    tmp_path: Path,
    setting: str,
    value: str,
) -> None:
    assert (
        load_with(
            tmp_path,
            setting,
            value,
        ).profile
        == "ci"
    )


def test_a_number_too_large_for_a_fraction_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"brake\.share can't be so large a number"):
        load_with(
            tmp_path,
            "brake.share",
            str(10**400),
        )


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 100_000])
def test_what_the_reader_of_toml_gives_up_on_is_reported(tmp_path: Path, value: str) -> None:
    with pytest.raises(UsageError, match="is not valid TOML"):
        load_with(
            tmp_path,
            "processes",
            value,
        )
