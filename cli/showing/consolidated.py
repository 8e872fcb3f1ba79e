"""The derived text of a work whose amended text no file contains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cli.output import console
from corpus.errors import Refused, UsageError
from corpus.notation.work_keys import work_key
from corpus.records import Action, WeighedAct
from law.works.consolidating import consolidate

if TYPE_CHECKING:
    from storage.catalog import Catalog

_NOTE = "derived by lexops: no official text says this; compare it with the act"


def read_consolidated(catalog: Catalog, id_: str) -> dict[str, Any]:
    """Apply the last amendment of a work, whose new text is not stored, to the stored text.

    Args:
        catalog: The catalog.
        id_: The work, by any of its names.

    Returns:
        `work`, `note`, `from` (the version), `by` (the act), `since`, and `articles` with `label`,
        `was`, `is_changed` and `text`.

    Raises:
        UsageError: There is no such work, or every amendment of it is stored.
        Refused: An instruction of the act could not be applied exactly.
    """
    names = (id_, work_key(id_))
    work = next((name for name in names if catalog.passages.expressions(name)), None)
    if work is None:
        raise UsageError(f"there is no work {id_!r}", remedy="give the title of a stored work")
    newest = max(catalog.passages.expressions(work), key=_date_of)
    act = _last_amendment(catalog.claim_lists.in_effect(work))
    if act is None or not _is_missing(act, newest):
        raise UsageError(
            f"no amendment of {work} lacks its new text",
            remedy=f"`lexops show {work}` shows the stored versions",
        )
    articles = _articles(catalog, newest["id"])
    found = consolidate(
        articles,
        _amending_text(catalog, act),
        work,
    )
    if found.problem:
        raise Refused(
            f"the text of {work} cannot be derived: {found.problem}",
            remedy=f"read {act.source}:{act.path} beside `lexops show {work}`",
        )
    return {
        "work": work,
        "note": _NOTE,
        "from": newest["id"],
        "by": act.by,
        "since": act.act.since,
        "articles": [
            {
                "label": article.label,
                "was": article.was,
                "is_changed": article.is_changed,
                "text": article.text,
            }
            for article in found.articles
        ],
    }


def _date_of(version: Mapping[str, Any]) -> str:
    return version["date"] or ""


def _last_amendment(acts: Sequence[WeighedAct]) -> WeighedAct | None:
    amending = [act for act in acts if act.act.action is Action.AMEND and act.verdict.has_effect]
    return max(
        amending,
        key=lambda act: act.act.made or "",
        default=None,
    )


def _is_missing(act: WeighedAct, newest: Mapping[str, Any]) -> bool:
    """Whether the newest stored version is older than the act."""
    return bool(act.act.made) and _date_of(newest) < (act.act.made or "")


def _articles(catalog: Catalog, version: str) -> list[tuple[str, str]]:
    """The labels and texts of the articles of a version, with the pieces of each joined."""
    texts: dict[str, str] = {}
    for row in catalog.passages.whole_expression(version):
        if row["article"]:
            texts[row["article"]] = texts.get(row["article"], "") + row["text"]
    return list(texts.items())


def _amending_text(catalog: Catalog, act: WeighedAct) -> str:
    """The text of the document that contains an act, without its title and head note."""
    document = catalog.documents.of_object(act.source, act.path)
    structure = catalog.structures.of_object(
        act.source,
        act.path,
        act.by,
    )
    if document is None or structure is None:
        raise UsageError(
            f"the document of the act is gone: {act.source}:{act.path}",
            remedy="run `lexops run` and try again",
        )
    return "\n".join(document.text[unit.start : unit.end] for unit in structure.units)


def print_consolidated(found: Mapping[str, Any]) -> None:
    """Print a derived text; a star marks the articles that the act changed.

    Args:
        found: What `read_consolidated` returned.
    """
    out = console()
    out.print(
        f"{found['work']}  —  {found['note']}",
        style="bold",
        markup=False,
    )
    out.print(f"from {found['from']}, changed by {found['by']}", markup=False)
    if found["since"]:
        out.print(f"in force from {found['since']}", markup=False)
    for article in found["articles"]:
        mark = "* " if article["is_changed"] or article["was"] is None else "  "
        out.print()
        out.print(mark + article["text"], markup=False)
