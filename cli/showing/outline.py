"""The outline of a version: its parts, chapters and articles as a tree with headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cli.output import console
from corpus.records import unit_of

if TYPE_CHECKING:
    from storage.catalog import Catalog

_SEPARATOR = " › "
_WORDS = 40  # characters of an article without a heading
_MOST = 200  # articles that are listed one by one


def read_outline(
    catalog: Catalog,
    expression: Mapping[str, Any],
    files: Iterable[Mapping[str, Any]],
) -> list[dict[str, Any]]:
    """Return the parts of a version as a tree.

    Args:
        catalog: The catalog.
        expression: The version.
        files: Its files.

    Returns:
        Nodes in the order of the text: `label`, `heading`, `id` (None for a part or chapter),
        `children`.
    """
    headings = _article_headings(
        catalog,
        files,
        expression["work"],
    )
    tree: list[dict[str, Any]] = []
    seen: set[str] = set()
    for row in catalog.passages.of_expression(expression["id"]):
        unit = unit_of(row["id"])
        if unit in seen:
            continue
        seen.add(unit)
        level = tree
        for title in _parts(row):
            level = _child(level, title)["children"]
        path = unit.rpartition("@")[0].partition("/")[2]
        label = row["article"] or path
        level.append(
            {
                "label": label,
                "heading": headings.get(label, ""),
                "id": unit,
                "words": " ".join(row["text"].removeprefix(label).split())[:_WORDS],
                "children": [],
            }
        )
    return tree


def _article_headings(
    catalog: Catalog,
    files: Iterable[Mapping[str, Any]],
    work: str,
) -> dict[str, str]:
    """The headings that articles have beside their labels, as 第三条 【工时】."""
    headings: dict[str, str] = {}
    for file in files:
        structure = catalog.structures.of_object(
            file["source"],
            file["path"],
            work,
        )
        if file["role"] != "primary" or structure is None:
            continue
        for provision in structure.provisions:
            if provision.heading:
                headings.setdefault(provision.label, provision.heading)
    return headings


def _parts(row: Mapping[str, Any]) -> list[str]:
    """The parts and chapters that a passage is in, without the title of the text."""
    parts = row["context"].split(_SEPARATOR)
    above = parts[1:] if parts and parts[0] == row["title"] else parts
    return [part for part in above if part and part != row["article"]]


def _child(level: list[dict[str, Any]], title: str) -> dict[str, Any]:
    """The part of this title, where it is the last one; else a new one."""
    label, _, heading = title.partition(" ")
    if level and level[-1]["id"] is None and level[-1]["label"] == label:
        return level[-1]
    child: dict[str, Any] = {
        "label": label,
        "heading": heading,
        "id": None,
        "words": "",
        "children": [],
    }
    level.append(child)
    return child


def print_outline(title: str, tree: Sequence[Mapping[str, Any]]) -> None:
    """Print the outline of a version.

    Args:
        title: The line above it.
        tree: As `read_outline` returns it.
    """
    out = console()
    out.print(
        title,
        style="bold",
        markup=False,
    )
    is_long = _count(tree) > _MOST
    for line in _lines(
        tree,
        "",
        is_long=is_long,
    ):
        out.print(line, markup=False)
    out.print()


def _count(tree: Sequence[Mapping[str, Any]]) -> int:
    return sum(_count(node["children"]) if node["id"] is None else 1 for node in tree)


def _lines(
    tree: Sequence[Mapping[str, Any]],
    indent: str,
    *,
    is_long: bool,
) -> list[str]:
    lines: list[str] = []
    articles = [node for node in tree if node["id"] is not None]
    if is_long and articles:
        ends = f"{articles[0]['label']} – {articles[-1]['label']}"
        lines.append(f"{indent}{ends} ({len(articles)} passages)")
    for node in tree:
        if node["id"] is None:
            lines.append(f"{indent}{node['label']} {node['heading']}".rstrip())
            lines += _lines(
                node["children"],
                indent + "  ",
                is_long=is_long,
            )
        elif not is_long:
            lines.append(f"{indent}{node['label']}  {node['heading'] or node['words']}".rstrip())
    return lines
