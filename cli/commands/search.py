"""`lexops search`: hits for a question, or the article that it cites."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from cli.invocation import Invocation, command
from cli.output import console, print_json, wrap
from corpus.records import SCANNED, ScanTag

_SHOWN = 300
"""Characters of a hit's text that the terminal shows; `--json` and `lexops show` give all."""


class Mode(StrEnum):
    """Which legs are asked."""

    HYBRID = "hybrid"
    KEYWORD = "keyword"
    VECTOR = "vector"


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app)(search)


def search(
    ctx: Invocation,
    text: Annotated[
        str,
        typer.Argument(help="The question, or a citation: 劳动合同法第38条.", show_default=False),
    ],
    k: Annotated[int, typer.Option(help="How many hits.")] = 10,
    mode: Annotated[Mode, typer.Option(help="Which legs to ask.")] = Mode.HYBRID,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE|any",
            help="The day whose law counts, or `any` for all versions.",
            show_default="today",
        ),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(help="Only this kind of document; may be repeated, as all filters."),
    ] = None,
    level: Annotated[
        list[str] | None,
        typer.Option(help="Only norms of this rank: law, administrative regulation, …"),
    ] = None,
    category: Annotated[list[str] | None, typer.Option(help="Only passages with this tag.")] = None,
    region: Annotated[list[str] | None, typer.Option(help="Only norms of this region.")] = None,
    source: Annotated[
        list[str] | None, typer.Option(help="Only passages that this source carries.")
    ] = None,
    groups: Annotated[
        list[str] | None,
        typer.Option(help="Groups that the asker belongs to.", show_default="public"),
    ] = None,
) -> None:
    """Find the passages that answer a question.

    A question that cites an article has that article first. Copies of one text, and pieces of one article, are one hit.
    """
    from corpus.search import SearchRequest

    question = SearchRequest(
        text,
        k,
        mode.value,
        as_of,
        tuple(kind or ()),
        tuple(level or ()),
        tuple(category or ()),
        tuple(region or ()),
        tuple(source or ()),
        tuple(groups or ("public",)),
    )
    with ctx.searcher(needs_model=mode is not Mode.KEYWORD) as searcher:
        result = searcher.search(question)
    if ctx.as_json:
        print_json(result.as_json())
    else:
        show_hits(result.as_json())


def show_hits(result: dict[str, Any]) -> None:
    """Hits as a person reads them: where it stands, what it says, whether it is in force, where it comes from."""
    from rich.markup import escape
    from rich.padding import Padding

    out = console()
    if not result["hits"]:
        out.print("no hit: nothing that the filters let through matches")
    for hit in result["hits"]:
        text = hit["text"]
        shown = text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")
        head = f"{hit['rank']}. {headline(hit)}"
        facts = "\n".join(
            [
                f"{validity(hit)} · {hit['source']['name']}: {hit['source']['path']}",
                *scan(hit),
                hit["id"],
            ]
        )
        out.print(
            f"[bold]{escape(wrap(head, out.width - 6))}[/bold]  [dim]{hit['score']:.2f}[/dim]"
        )
        out.print(Padding(escape(wrap(shown, out.width - 3)), (0, 0, 0, 3)))
        out.print(Padding(f"[dim]{escape(wrap(facts, out.width - 3))}[/dim]", (0, 0, 1, 3)))


def headline(row: dict[str, Any]) -> str:
    """The header of a passage, with its article."""
    context, article = row["context"], row["article"]
    return context if article is None or context.endswith(article) else f"{context} › {article}"


def scan(row: dict[str, Any]) -> list[str]:
    """What a reader should know of a passage that OCR has read, as a sentence; nothing of others."""
    page = f"page {row['source']['page']}" if row["source"]["page"] else "the page"
    return [
        f"read by OCR, confidence {tag['confidence']:.2f}"
        + (f": compare it with {page}" if tag["value"] == ScanTag.UNSURE else "")
        for tag in row["tags"]
        if tag["scheme"] == SCANNED
    ]


def validity(row: dict[str, Any]) -> str:
    """What is known of when a passage holds; `row` has the status of the day that was asked for."""
    version = f"version of {row['promulgated']}" if row["promulgated"] else "undated"
    since, until, basis = row["valid_from"], row["valid_to"], row["valid_from_basis"]
    if row["status"] == "draft":
        return f"{version}, a draft: was never law"
    if since is None:
        return (
            f"{version}, {row['status']} since {until}"
            if until
            else f"{version}, validity not determined"
        )
    if since == until:
        return f"{version}, another text of that version counts as law"
    span = f"{since} to {until}" if until else f"since {since}"
    return f"{version}, {row['status']}: {span} ({basis})"
