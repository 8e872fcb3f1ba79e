"""`lexops search`: results for a question, or the article that it cites."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from cli.invocation import Invocation, command
from cli.output import console, print_json, table, wrap
from cli.rendering import (
    describe_cautions,
    describe_scan,
    describe_tags,
    describe_validity,
    headline,
)

_SHOWN = 300
"""Characters of a text that the terminal shows; `--json` and `lexops show` give all."""

_Values = list[str] | None


class Mode(StrEnum):
    """Which retrieval methods are used."""

    HYBRID = "hybrid"
    KEYWORD = "keyword"
    VECTOR = "vector"


def register(app: typer.Typer) -> None:
    """Add the command.

    Args:
        app: The application.
    """
    command(app)(search)


def search(
    ctx: Invocation,
    text: Annotated[
        str,
        typer.Argument(
            help="A question, or a citation such as 劳动合同法第38条.", show_default=False
        ),
    ],
    k: Annotated[int, typer.Option(help="Number of results.")] = 10,
    mode: Annotated[Mode, typer.Option(help="Which retrieval methods to use.")] = Mode.HYBRID,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE|any",
            help="Only law in force on this day; `any` means all versions.",
            show_default="today",
        ),
    ] = None,
    kind: Annotated[
        _Values,
        typer.Option(
            help="Only documents of this kind. You can repeat this and all other filters."
        ),
    ] = None,
    level: Annotated[
        _Values,
        typer.Option(help="Only norms of this rank: law, administrative regulation, …"),
    ] = None,
    tag: Annotated[
        _Values,
        typer.Option(
            metavar="SCHEME=VALUE",
            help="Only passages with this tag. Values of one scheme are alternatives.",
        ),
    ] = None,
    category: Annotated[
        _Values,
        typer.Option(help="Deprecated: use --tag. Only passages with a tag of this value."),
    ] = None,
    region: Annotated[_Values, typer.Option(help="Only norms of this region.")] = None,
    jurisdiction: Annotated[
        _Values,
        typer.Option(
            help="Only law of this country or territory, or `any`.",
            show_default="mainland, and places that the question names",
        ),
    ] = None,
    source: Annotated[
        _Values,
        typer.Option(help="Only passages that this source contains."),
    ] = None,
    facets: Annotated[
        bool,
        typer.Option("--facets", help="Also count the tags of all passages that pass the filters."),
    ] = False,
    groups: Annotated[
        _Values,
        typer.Option(help="Groups that the reader belongs to.", show_default="public"),
    ] = None,
) -> None:
    """Find the passages that answer a question.

    If a question cites an article, that article is the first result. Copies of one text are one
    result. Pieces of one article are one result.
    """
    from corpus.search import SearchRequest

    request = SearchRequest.from_parameters(
        {
            "text": text,
            "k": k,
            "mode": mode.value,
            "as_of": as_of,
            "kinds": kind,
            "levels": level,
            "categories": category,
            "tags": tag,
            "regions": region,
            "jurisdictions": jurisdiction,
            "sources": source,
            "groups": groups,
            "facets": facets,
        }
    )
    with ctx.searcher(needs_model=mode is not Mode.KEYWORD) as searcher:
        answer = searcher.search(request).as_json()
    if ctx.as_json:
        _add_evidence(ctx, answer)
        print_json(answer)
    else:
        _show_results(answer)


def _add_evidence(ctx: Invocation, answer: dict[str, Any]) -> None:
    """Give each result the words that its title, jurisdiction, stage and dates come from."""
    from cli.evidence import EvidenceReader

    with ctx.catalog() as catalog:
        reader = EvidenceReader(catalog)
        for result in answer["hits"]:
            result["evidence"] = reader.of(result, own_only=True)


def _show_results(answer: dict[str, Any]) -> None:
    if not answer["hits"]:
        console().print("no result: no passage matches the question and the filters")
    for result in answer["hits"]:
        _show_result(result)
    if answer.get("facets"):
        _show_facets(answer["facets"])


def _show_facets(facets: dict[str, int]) -> None:
    """Print a table of tags, the most frequent of each scheme first."""
    by_scheme: dict[str, list[tuple[str, int]]] = {}
    for name, count in facets.items():
        scheme, _, value = name.partition("=")
        by_scheme.setdefault(scheme, []).append((value, count))
    rows = [
        (scheme, value, count)
        for scheme, values in by_scheme.items()
        for value, count in sorted(values, key=lambda pair: -pair[1])
    ]
    columns = ("scheme", "tag", "passages")
    console().print(table("tags", columns, rows, right=("passages",)))


def _show_result(result: dict[str, Any]) -> None:
    """Where a result stands, what it says, cautions, whether it is in force, where it is from."""
    from rich.markup import escape
    from rich.padding import Padding

    out = console()
    shown = result["text"][:_SHOWN]
    if len(result["text"]) > _SHOWN:
        shown += "…"
    place = f"{result['source']['name']}: {result['source']['path']}"
    facts = [
        f"{describe_validity(result)} · {place}",
        *describe_scan(result),
        *describe_tags(result),
        result["id"],
    ]
    head = escape(wrap(f"{result['rank']}. {headline(result)}", out.width - 6))
    text = escape(wrap(shown, out.width - 3))
    details = escape(wrap("\n".join(facts), out.width - 3))
    cautions = escape(wrap("\n".join(describe_cautions(result)), out.width - 3))
    out.print(f"[bold]{head}[/bold]  [dim]{result['score']:.2f}[/dim]")
    out.print(
        Padding(
            text,
            (
                0,
                0,
                0,
                3,
            ),
        )
    )
    if cautions:
        out.print(
            Padding(
                f"[yellow]{cautions}[/yellow]",
                (
                    0,
                    0,
                    0,
                    3,
                ),
            )
        )
    out.print(
        Padding(
            f"[dim]{details}[/dim]",
            (
                0,
                0,
                1,
                3,
            ),
        )
    )
