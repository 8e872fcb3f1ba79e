"""What every command takes — home, profile, JSON — and what it opens with it. The one place where the command line composes rooms."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.errors import ExitStatus

if TYPE_CHECKING:  # these cost up to a second to import
    from configs.settings import Settings
    from indexing.embedder import Embedder
    from indexing.store import IndexStore
    from retrieval.search import Searcher
    from storage.catalog import Catalog
    from storage.home import Home

DEBUG_OPTION = "--debug"

_HOME = typer.Option(
    help="Folder with everything that lexops writes.",
    metavar="DIR",
    show_default="$LEXOPS_HOME or ./.lexops",
    rich_help_panel="Common",
)
_PROFILE = typer.Option(
    help="Named settings.",
    metavar="NAME",
    show_default="$LEXOPS_PROFILE or local",
    rich_help_panel="Common",
)
_JSON = typer.Option("--json", help="One JSON document on stdout.", rich_help_panel="Common")
_DEBUG = typer.Option(
    DEBUG_OPTION, help="Show the traceback of an error.", rich_help_panel="Common"
)

_COMMON = tuple(
    inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, option]
    )
    for name, kind, option, default in (
        ("home", Path | None, _HOME, None),
        ("profile", str | None, _PROFILE, None),
        ("as_json", bool, _JSON, False),
        ("debug", bool, _DEBUG, False),
    )
)


@dataclass
class Invocation:
    """One call of a command: where its home is, under which profile, and how it answers."""

    home_option: Path | None = None
    profile_option: str | None = None
    as_json: bool = False

    @cached_property
    def settings(self) -> Settings:
        """The profile's settings, with the home's own on top."""
        from configs.loading import load

        return load(self.profile_option, self.root)

    @cached_property
    def root(self) -> Path:
        """The home's folder; it need not exist."""
        from configs.loading import home_path

        return home_path(self.home_option)

    @cached_property
    def home(self) -> Home:
        """The home, with catalog and blobs where the settings say."""
        from configs.loading import home_of

        return home_of(self.settings, self.root)

    @property
    def models(self) -> Path | None:
        """The folder of models; None is the user's cache."""
        return Path(self.settings.embedding.models) if self.settings.embedding.models else None

    def catalog(self) -> Catalog:
        """The catalog, for reading."""
        return self.home.reading_catalog()

    def store(self) -> IndexStore:
        """The index's store."""
        from indexing.stores import open_store

        index = self.settings.index
        return open_store(index.store, index.location or str(self.home.index), index)

    def embedder(self) -> Embedder:
        """The profile's model, embedding in this process: questions come one by one."""
        from indexing.embedders import open_embedder

        return open_embedder(self.settings.embedding.model, root=self.models, processes=1)

    @contextmanager
    def searcher(self, *, needs_model: bool) -> Iterator[Searcher]:
        """What answers questions from the live index. Raises UsageError where there is none."""
        from corpus.calendar import today
        from retrieval.search import Searcher

        with ExitStack() as stack:
            catalog = stack.enter_context(self.catalog())
            store = self.store()
            stack.callback(store.close)
            reader = store.open()
            stack.callback(reader.close)
            embedder = stack.enter_context(self.embedder()) if needs_model else None
            yield Searcher(
                reader,
                embedder,
                self.settings.search,
                known_values={
                    "sources": lambda: [known.source.name for known in catalog.sources.all()],
                },
                today=lambda: today(self.settings.timezone),
            )

    @contextmanager
    def progress(self) -> Iterator[Callable[[str, int, int | None], None]]:
        """A bar a stage on stderr, where a person looks at it; else nothing."""
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
        )

        from cli.output import console

        columns = (
            TextColumn("{task.description:<10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(
            *columns, console=console(stderr=True), disable=not console(stderr=True).is_terminal
        ) as bars:
            tasks: dict[str, Any] = {}

            def tell(stage: str, done: int, total: int | None = None) -> None:
                if stage not in tasks:
                    tasks[stage] = bars.add_task(stage, total=total)
                bars.update(tasks[stage], completed=done, total=total)

            yield tell


def command(
    app: typer.Typer, name: str | None = None, *, default: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., int]]:
    """Make a function `(ctx: Invocation, ...)` a command that takes the common options too and ends with its exit status.

    `default`: the command of a group that also runs when the group is called without one.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., int]:
        @functools.wraps(function)
        def wrapper(
            *, home: Path | None, profile: str | None, as_json: bool, debug: bool, **own: Any
        ) -> int:
            del debug  # `cli.main` reads it from the arguments: an error may come before this line
            return int(function(Invocation(home, profile, as_json), **own) or ExitStatus.DONE)

        signature = inspect.signature(function, eval_str=True)
        parameters = [
            one.replace(kind=inspect.Parameter.KEYWORD_ONLY)
            for one in list(signature.parameters.values())[1:]
        ]
        wrapper.__signature__ = inspect.Signature([*parameters, *_COMMON])  # type: ignore[attr-defined]
        wrapper.__annotations__ = {one.name: one.annotation for one in (*parameters, *_COMMON)}
        app.command(name)(wrapper)
        if default:
            app.callback(invoke_without_command=True)(_unless_named(wrapper))
        return wrapper

    return decorate


def _unless_named(wrapper: Callable[..., int]) -> Callable[..., int | None]:
    """The command as its group's callback: runs where no other command of the group is named."""

    def group(context: typer.Context, **common: Any) -> int | None:
        return wrapper(**common) if context.invoked_subcommand is None else None

    context = inspect.Parameter(
        "context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
    )
    group.__signature__ = inspect.Signature([context, *_COMMON])  # type: ignore[attr-defined]
    group.__annotations__ = {one.name: one.annotation for one in (context, *_COMMON)}
    return group
