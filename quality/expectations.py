"""What every passage must be, as a Great Expectations suite.

Run over rows in batches, so that memory does not grow with the archive.

What `corpus` says already is derived from it: which fields may be null, the closed lists, the
dates. The rest stands in `_rules`, each
with the sentence that people read in the table of results.

Great Expectations' own Data Docs were set aside: their pages load styles from a CDN, and an
archive's passages are looked at where
there is none; `Examined.as_markdown` reads well anywhere. The import takes two seconds and more
memory than a batch, so it waits for
the first batch.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from corpus.batches import batches
from corpus.hashing import text_hash
from corpus.records import Passage, Severity
from corpus.schema import FIELDS, FieldType, Row
from quality.passage_rules import ARTICLE_PATTERN, ID_PATTERN
from quality.verdict import markdown_table

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.core.batch_definition import BatchDefinition

BATCH = 10_000
"""Rows that are looked at together: about 40 MB."""

_EXAMPLES = 5  # ids, a rule
_NUMBER = "rule"

_FLAT = (
    FieldType.KEYWORD,
    FieldType.TEXT,
    FieldType.DATE,
)
_DATE = r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$"
_ID = f"^{ID_PATTERN}$"
_ARTICLE = f"^(?:{ARTICLE_PATTERN})$"
_UNSEEN = "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]"


@dataclass(slots=True)
class ExpectationRule:
    """An expectation and what came of it.

    `failed` of `checked` rows, and the ids of the first that failed.

    A broken rule of severity ERROR would corrupt an index or mislead its readers; a WARNING is for
    an engineer to look at.
    """

    says: str
    severity: Severity
    checked: int = 0
    failed: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def result(self) -> str:
        """In a word."""
        if not self.failed:
            return "kept"
        if self.severity is Severity.ERROR:
            return "broken"
        return "look"


@dataclass(frozen=True, slots=True)
class Examined:
    """Passages that were looked at, and every rule with its result."""

    passages: int
    rules: tuple[ExpectationRule, ...]

    @property
    def broken(self) -> list[ExpectationRule]:
        """The rules that are broken in a way that readers must not see."""
        return [one for one in self.rules if one.failed and one.severity is Severity.ERROR]

    @property
    def odd(self) -> list[ExpectationRule]:
        """The rules that are broken in a way that an engineer should look at."""
        return [one for one in self.rules if one.failed and one.severity is not Severity.ERROR]

    def table(self) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
        """Columns and rows for people: what failed first."""
        ranked = sorted(
            self.rules, key=lambda one: (not one.failed, one.severity is not Severity.ERROR)
        )
        return (
            "result",
            "every passage's …",
            "passages",
            "failed",
            "for example",
        ), [
            (
                one.result,
                one.says,
                one.checked,
                one.failed,
                "; ".join(one.examples),
            )
            for one in ranked
        ]

    def as_markdown(self) -> str:
        """The table."""
        return markdown_table(*self.table())


def examine_passages(
    rows: Iterable[Row],
    *,
    longest: int,
    batch: int = BATCH,
) -> Examined:
    """Look at passages, given as rows in the order of their ids.

    `longest`: characters that a passage may have.

    Great Expectations is imported with the first row. Raises RuntimeError where a rule can't be
    evaluated.
    """
    total = 0
    last = None
    suite: _Suite | None = None
    for part in batches(rows, batch):
        suite = suite or _Suite(longest)
        suite.examine(_frame(part, last))
        total = total + len(part)
        last = part[-1]["id"]
    return Examined(total, tuple(suite.rules) if suite else ())


class _Suite:
    """The suite, ready for batch after batch.

    Nothing is written to disk and nothing is reported to a server: the context is ephemeral.
    """

    def __init__(self, longest: int) -> None:
        from great_expectations import ExpectationSuite, expectations

        found = list(_rules(expectations, longest))
        self.rules = [rule for rule, _ in found]
        for number, (_, expectation) in enumerate(found):
            expectation.meta = {_NUMBER: number}  # results come in an order of their own
        self._suite = ExpectationSuite(name="passages", expectations=[one for _, one in found])
        self._definition = _definition()

    def examine(self, frame: pd.DataFrame) -> None:
        """Count a batch in."""
        batch = self._definition.get_batch({"dataframe": frame})
        wanted = {
            "result_format": "SUMMARY",
            "unexpected_index_column_names": ["id"],
            "partial_unexpected_count": _EXAMPLES,
        }
        found = batch.validate(self._suite, result_format=wanted)
        for one in found.results:
            assert one.expectation_config is not None, "every result names its expectation"
            rule = self.rules[one.expectation_config.meta[_NUMBER]]
            if "unexpected_count" not in one.result:
                raise RuntimeError(
                    f"an expectation could not be evaluated: {rule.says}: {one.exception_info}"
                )
            rule.checked += one.result["element_count"]
            rule.failed += one.result["unexpected_count"]
            failing = [each["id"] for each in one.result.get("partial_unexpected_index_list") or ()]
            rule.examples += [str(id_) for id_ in failing[: _EXAMPLES - len(rule.examples)]]


def _definition() -> BatchDefinition[Any]:
    from great_expectations import get_context
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    quiet = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        analytics_enabled=False,
        progress_bars=ProgressBarsConfig(globally=False, metric_calculations=False),
    )
    context = get_context(mode="ephemeral", project_config=quiet)
    return (
        context.data_sources.add_pandas("lexops")
        .add_dataframe_asset("passages")
        .add_batch_definition_whole_dataframe("rows")
    )


def _frame(rows: list[Row], last: str | None) -> pd.DataFrame:
    """The flat fields of rows as they are, and beside them what a rule compares them with."""
    import pandas as pd

    columns: dict[str, list[Any]] = {
        one.name: [row[one.name] for row in rows] for one in FIELDS if one.type in _FLAT
    }
    columns["previous id"] = [last, *columns["id"][:-1]]
    columns["true hash"] = [text_hash(text) for text in columns["text"]]
    columns["length"] = [len(text) for text in columns["text"]]
    columns["path"] = [row["source"]["path"] for row in rows]
    columns["start"] = [row["source"]["start"] for row in rows]
    columns["end"] = [row["source"]["end"] for row in rows]
    columns["span"] = [
        end - start
        for start, end in zip(
            columns["start"],
            columns["end"],
            strict=True,
        )
    ]
    columns["groups"] = [len(row["groups"]) for row in rows]
    return pd.DataFrame(
        {name: pd.Series(values, dtype=_dtype(name)) for name, values in columns.items()}
    )


def _dtype(column: str) -> str:
    if column in (
        "length",
        "start",
        "end",
        "span",
        "groups",
    ):
        return "int64"
    return "object"


def _rules(expect: Any, longest: int) -> Iterator[tuple[ExpectationRule, Any]]:
    """Every rule with its expectation, those that `corpus` implies first.

    `expect`: Great Expectations' classes.
    """
    error = Severity.ERROR
    warning = Severity.WARNING
    yield from _implied(expect)
    yield ExpectationRule("id is its own", error), expect.ExpectColumnValuesToBeUnique(column="id")
    yield (
        ExpectationRule(
            "id comes behind the one before, so that none stands twice in the catalog", error
        ),
        _greater(
            expect,
            "id",
            "previous id",
        ),
    )
    yield (
        ExpectationRule("id is WORK/PATH[#n]@DATE", error),
        expect.ExpectColumnValuesToMatchRegex(column="id", regex=_ID),
    )
    yield (
        ExpectationRule("article, where there is one, is 第…条 or Article …", error),
        expect.ExpectColumnValuesToMatchRegex(column="article", regex=_ARTICLE),
    )
    yield (
        ExpectationRule("source is a file", error),
        expect.ExpectColumnValueLengthsToBeBetween(column="path", min_value=1),
    )
    yield (
        ExpectationRule("span begins in the file", error),
        expect.ExpectColumnValuesToBeBetween(column="start", min_value=0),
    )
    yield (
        ExpectationRule("span ends behind its beginning", error),
        _greater(
            expect,
            "end",
            "start",
        ),
    )
    yield (
        ExpectationRule("span is as long as its text", error),
        expect.ExpectColumnPairValuesToBeEqual(column_A="span", column_B="length"),
    )
    yield (
        ExpectationRule("text says something", error),
        expect.ExpectColumnValuesToMatchRegex(column="text", regex=r"\w"),
    )
    yield (
        ExpectationRule(f"text has at most {longest} characters", warning),
        expect.ExpectColumnValuesToBeBetween(column="length", max_value=longest),
    )
    yield (
        ExpectationRule("text has no control or zero-width characters", warning),
        expect.ExpectColumnValuesToNotMatchRegex(column="text", regex=_UNSEEN),
    )
    yield (
        ExpectationRule("text_hash is that of its text", error),
        expect.ExpectColumnPairValuesToBeEqual(column_A="text_hash", column_B="true hash"),
    )
    yield (
        ExpectationRule("valid_to, where it is known, is not before valid_from", error),
        _greater(
            expect,
            "valid_to",
            "valid_from",
            or_equal=True,
        ),
    )
    yield (
        ExpectationRule("groups name somebody who may see it", error),
        expect.ExpectColumnValuesToBeBetween(column="groups", min_value=1),
    )


def _greater(
    expect: Any,
    more: str,
    less: str,
    *,
    or_equal: bool = False,
) -> Any:
    rule = {
        "column_A": more,
        "column_B": less,
        "or_equal": or_equal,
        "ignore_row_if": "either_value_is_missing",
    }
    return expect.ExpectColumnPairValuesAToBeGreaterThanB(**rule)


def _implied(expect: Any) -> Iterator[tuple[ExpectationRule, Any]]:
    """What the records say of a passage's flat fields: never null, one of a closed list, a date."""
    hints = typing.get_type_hints(Passage)
    for one in (one for one in FIELDS if one.type in _FLAT):
        if not _may_be_null(hints[one.name]):
            yield (
                ExpectationRule(f"{one.name} is there", Severity.ERROR),
                expect.ExpectColumnValuesToNotBeNull(column=one.name),
            )
        if values := _closed_list(hints[one.name]):
            says = f"{one.name} is one of {', '.join(values)}"
            yield (
                ExpectationRule(says, Severity.ERROR),
                expect.ExpectColumnValuesToBeInSet(column=one.name, value_set=values),
            )
        if one.type is FieldType.DATE:
            says = f"{one.name}, where it is known, is a date"
            yield (
                ExpectationRule(says, Severity.ERROR),
                expect.ExpectColumnValuesToMatchRegex(column=one.name, regex=_DATE),
            )


def _may_be_null(hint: Any) -> bool:
    return typing.get_origin(hint) in (
        typing.Union,
        types.UnionType,
    ) and types.NoneType in typing.get_args(hint)


def _closed_list(hint: Any) -> list[str]:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return [str(one.value) for one in hint]
    return []
