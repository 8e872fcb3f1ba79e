"""What every command takes (home, profile, JSON) and what it opens with that.

The one place where the command line composes the packages.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.errors import ExitStatus, UsageError

if TYPE_CHECKING:  # these cost up to a second to import
    from configs.settings import Settings
    from indexing.embedder import Embedder
    from indexing.store import IndexStore
    from retrieval.search import KnownValues, Searcher
    from storage.catalog import Catalog
    from storage.home import Home

DEBUG_OPTION = "--debug"
JSON_OPTION = "--json"

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
_JSON = typer.Option(
    JSON_OPTION,
    help="One JSON document on stdout.",
    rich_help_panel="Common",
)
_DEBUG = typer.Option(
    DEBUG_OPTION,
    help="Show the traceback of an error.",
    rich_help_panel="Common",
)


def _common(
    name: str,
    kind: Any,
    option: Any,
    default: Any,
) -> inspect.Parameter:
    """An option that every command takes, as a parameter of its function."""
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        default=default,
        annotation=Annotated[kind, option],
    )


_COMMON = (
    _common(
        "home",
        Path | None,
        _HOME,
        None,
    ),
    _common(
        "profile",
        str | None,
        _PROFILE,
        None,
    ),
    _common(
        "as_json",
        bool,
        _JSON,
        False,
    ),
    _common(
        "debug",
        bool,
        _DEBUG,
        False,
    ),
)


@dataclass
class Invocation:
    """One call of a command.

    Attributes:
        home_option: The home as given with `--home`.
        profile_option: The profile as given with `--profile`.
        as_json: Whether the answer is JSON.
    """

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
        folder = self.settings.embedding.models
        return Path(folder) if folder else None

    def today(self) -> str:
        """Return the present day in the configured time zone, as `YYYY-MM-DD`."""
        from corpus.calendar import today

        return today(self.settings.timezone)

    def catalog(self) -> Catalog:
        """Open the catalog for reading; the caller closes it."""
        return self.home.reading_catalog()

    @contextmanager
    def writing(self, command_line: str) -> Iterator[Catalog]:
        """Be the home's writer, with its catalog open.

        Args:
            command_line: What other processes are shown as the writer.

        Yields:
            The catalog.

        Raises:
            HomeError: If nothing was ever written to the home.
            HomeLocked: If another process writes to it.
        """
        with self.catalog():  # raises where nothing was ever written
            pass
        with self.home.writer(command_line), self.home.catalog() as catalog:
            yield catalog

    def store(self) -> IndexStore:
        """Open the index's store; the caller closes it."""
        from indexing.stores import open_store

        index = self.settings.index
        location = index.location or str(self.home.index)
        return open_store(
            index.store,
            location,
            index,
        )

    def embedder(self) -> Embedder:
        """Open the profile's model in this process, because questions come one by one."""
        from indexing.embedders import open_embedder

        return open_embedder(
            self.settings.embedding.model,
            root=self.models,
            processes=1,
        )

    @contextmanager
    def searcher(self, *, needs_model: bool) -> Iterator[Searcher]:
        """Open what answers requests from the live index.

        Args:
            needs_model: Whether questions are embedded.

        Yields:
            The searcher.

        Raises:
            UsageError: If there is no index.
        """
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
                known_values=_known_values(catalog),
                today=self.today,
            )

    @contextmanager
    def progress(
        self,
    ) -> Iterator[
        Callable[
            [
                str,
                int,
                int | None,
            ],
            None,
        ]
    ]:
        """Show a bar for each stage on stderr if that is a terminal, else nothing.

        Yields:
            A function that takes the stage, how much is done, and how much there is.
        """
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
        )

        from cli.output import console

        terminal = console(stderr=True)
        columns = (
            TextColumn("{task.description:<10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(
            *columns,
            console=terminal,
            disable=not terminal.is_terminal,
        ) as bars:
            tasks: dict[str, Any] = {}

            def show(
                stage: str,
                done: int,
                total: int | None = None,
            ) -> None:
                if stage not in tasks:
                    tasks[stage] = bars.add_task(stage, total=total)
                bars.update(
                    tasks[stage],
                    completed=done,
                    total=total,
                )

            yield show


def _known_values(catalog: Catalog) -> KnownValues:
    """The values that the archive has for filters; each is read only when it is used."""
    return {
        "sources": lambda: [known.source.name for known in catalog.sources.all()],
        "regions": catalog.passages.regions,
        "categories": catalog.tags.values,
        "tags": catalog.tags.names,
    }


def command(
    app: typer.Typer,
    name: str | None = None,
    *,
    default: bool = False,
    group_options: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., int]]:
    """Make a function `(ctx: Invocation, ...)` a command.

    The command takes the common options too, and ends with the exit status that the function
    returns; None is 0.

    Args:
        app: The application or group that gets the command.
        name: The command's name; None means the function's.
        default: Whether the command also runs when its group is called without one.
        group_options: Whether the group then takes the options of this command too.

    Returns:
        The decorator.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., int]:
        @functools.wraps(function)
        def wrapper(
            *,
            home: Path | None,
            profile: str | None,
            as_json: bool,
            debug: bool,
            **own: Any,
        ) -> int:
            # `cli.main` reads it from the arguments: an error may come before this line.
            del debug
            status = function(
                Invocation(
                    home,
                    profile,
                    as_json,
                ),
                **own,
            )
            return int(status or ExitStatus.DONE)

        signature = inspect.signature(function, eval_str=True)
        own_parameters = list(signature.parameters.values())[1:]
        keyword_only = [
            parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own_parameters
        ]
        _set_signature(wrapper, [*keyword_only, *_COMMON])
        app.command(name)(wrapper)
        if default:
            own_options = keyword_only if group_options else []
            app.callback(invoke_without_command=True)(_unless_named(wrapper, own_options))
        return wrapper

    return decorate


def _set_signature(function: Any, parameters: list[inspect.Parameter]) -> None:
    """Give a function the signature that typer reads."""
    function.__signature__ = inspect.Signature(parameters)
    function.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}


def _unless_named(
    wrapper: Callable[..., int],
    own_options: Sequence[inspect.Parameter],
) -> Callable[..., int | None]:
    """The command as its group's callback: it runs where no other command of the group is named."""

    def group(context: typer.Context, **options: Any) -> int | None:
        if context.invoked_subcommand is None:
            return wrapper(**options)
        given = [option.name for option in own_options if options[option.name] != option.default]
        if given:
            # The command that is named would not see them.
            names = ", ".join(f"--{name.replace('_', '-')}" for name in given)
            raise UsageError(
                f"{names} stands before the command {context.invoked_subcommand!r}",
                remedy="put it behind the command",
            )
        return None

    context = inspect.Parameter(
        "context",
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        annotation=typer.Context,
    )
    _set_signature(group, [context, *own_options, *_COMMON])
    return group
