"""How the texts of the table are made: a rule of some articles, and what it has to become."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from tests.law.several_texts_inputs.reading import Works

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_NUMBERS = "一二三四五六七八九十"


class SeveralCase(NamedTuple):
    """A file and the works that it holds.

    Attributes:
        name: Its name in the table.
        text: Its text, as `file_of` takes it.
        works: The articles of each work, by its title.
        forms: The formats in which it is read.
        findings: Codes that must be reported.
        lacks: Codes that must not be reported.
        old: Words that must stand in a passage, and in no article.
        numbers: The number of each work of which it is checked, by its title.
        dates: The day of each work of which it is checked, by its title.
        issuers: The issuers of the instrument of each work of which they are checked.
    """

    name: str
    text: str
    works: Works
    forms: tuple[str, ...] = ("txt",)
    findings: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    old: tuple[str, ...] = ()
    numbers: Mapping[str, str] = _NOTHING
    dates: Mapping[str, str] = _NOTHING
    issuers: Mapping[str, tuple[str, ...]] = _NOTHING


def articles(about: str, count: int = 4, *, since: str = "2019年5月1日", first: int = 1) -> str:
    """The articles of a rule, a line each; the last one says when it begins."""
    lines = [f"第{_NUMBERS[first - 1]}条 为了管理{about}，制定本规定。"]
    lines += [
        f"第{_NUMBERS[number - 1]}条 {about}的事项{_NUMBERS[number - 1]}由主管部门办理。"
        for number in range(first + 1, first + count - 1)
    ]
    lines.append(f"第{_NUMBERS[first + count - 2]}条 {about}的规定自{since}起施行。")
    return "\n".join(lines)


def expected(about: str, count: int = 4, *, above: str = "", first: int = 1) -> dict[str, str]:
    """What `articles` has to become: words of each article, by its path."""
    found = {f"{above}第{_NUMBERS[first - 1]}条": f"为了管理{about}"}
    for number in range(first + 1, first + count - 1):
        found[f"{above}第{_NUMBERS[number - 1]}条"] = f"{about}的事项{_NUMBERS[number - 1]}由"
    found[f"{above}第{_NUMBERS[first + count - 2]}条"] = f"{about}的规定自"
    return found
