"""docs/tagging.md: its scheme is a scheme, tags as its examples say, and every field of a scheme is described."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from tagging.schemes import Scheme
from tagging.schemes.loading import scheme_from
from tagging.schemes.scheme import Rule, Value
from tagging.units import TextUnit
from tagging.untrained import UntrainedTagger

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "tagging.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
COMPUTED = {"hash"}
DESCRIBED_ELSEWHERE = {"unit", "method"}  # of the schemes of lexops alone
CONTEXT = "云岭市户外作业规定 › 第二章"


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return scheme_from(yaml.safe_load(EXAMPLE), "docs/tagging.md")


def values_of(scheme: Scheme, text: str, context: str = CONTEXT) -> set[str]:
    ((*proposals,),) = UntrainedTagger(scheme).propose([TextUnit("x", text, "x", context)])
    return {proposal.value for proposal in proposals if proposal.accepted}


def test_the_scheme_gives_its_examples_the_value_and_its_counter_examples_not(
    scheme: Scheme,
) -> None:
    for value in scheme.values:
        for text in value.examples:
            assert value.value in values_of(scheme, text), text
        for text in value.counter_examples:
            assert value.value not in values_of(scheme, text), text


@pytest.mark.parametrize(
    ("text", "context", "values"),
    [
        pytest.param("津贴按月发给。", "云岭市防暑规定", {"高温津贴"}, id="within"),
        pytest.param("津贴按月发给。", CONTEXT, set(), id="not within"),
        pytest.param("气温过高时停止室外作业。", CONTEXT, {"停止作业"}, id="also"),
        pytest.param("遇到雷雨，停止室外作业。", CONTEXT, set(), id="without also"),
        pytest.param("气温过高时停止动火作业。", CONTEXT, set(), id="absent"),
        pytest.param("气温过高未停止作业的，处以罚款。", CONTEXT, set(), id="negated"),
        pytest.param("高温时段发放防暑药品。", CONTEXT, {"防暑降温"}, id="twice"),
        pytest.param("发放防暑药品。", CONTEXT, set(), id="once"),
        pytest.param("高温时段发放防暑药品。", "食品冷藏规定", set(), id="other subject"),
    ],
)
def test_each_kind_of_condition_does_what_the_table_says(
    scheme: Scheme, text: str, context: str, values: set[str]
) -> None:
    assert values_of(scheme, text, context) == values


def test_every_field_is_described_or_shown() -> None:
    names = {field.name for record in (Scheme, Value, Rule) for field in fields(record)}
    shown = {name for name in names if re.search(rf"\b{name}\b", TEXT)}
    assert names - shown - COMPUTED - DESCRIBED_ELSEWHERE == set()
