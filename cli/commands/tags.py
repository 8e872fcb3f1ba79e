"""`lexops tags`: train a scheme of tags on labelled lines, and predict labels of lines."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.commands import tag_schemes
from cli.invocation import Invocation, command
from cli.output import as_json_line, complain, console, print_json, table
from corpus.errors import UnknownValue, UsageError

if TYPE_CHECKING:  # numpy takes 0.1 s to import
    from storage.models import NewModel
    from tagging.errors import NotTrained
    from tagging.schemes import Scheme
    from tagging.training import TrainedModel
    from tagging.units import TextUnit

_NO_MODEL = "none"

_SCHEME = typer.Option(
    "--scheme",
    help="Name of the scheme.",
    metavar="NAME",
    show_default=False,
)
_FILE = typer.Argument(
    metavar="FILE.jsonl",
    help=(
        "One document per line as a list of sentences with labels, or one text with labels "
        "per line."
    ),
    show_default=False,
)
_MODEL = typer.Option(
    "--model",
    help="Embedding model of the vectors; `none` trains without vectors.",
    metavar="NAME|none",
    show_default="the profile's, if it is installed",
)
_CURVE = typer.Option(
    "--curve",
    help="Train with fewer documents too, for the learning curve in the UI; takes 2.5 times as long.",
)


_PROMOTE = typer.Option(
    "--promote/--candidate",
    help="Put the model in use whatever its figures, or only store it.",
    show_default="in use if no figure is lower than that of the model in use",
)


def register(app: typer.Typer) -> None:
    """Add the commands.

    Args:
        app: The application.
    """
    tags = typer.Typer(help="List, train and apply schemes of tags.")
    tag_schemes.register(tags)
    command(tags)(train)
    command(tags)(predict)
    command(tags)(retire)
    app.add_typer(tags, name="tags")


def _has_no_catalog(ctx: Invocation) -> bool:
    return ctx.home.catalog_url is None and not (ctx.home.root / "catalog.db").exists()


def train(
    ctx: Invocation,
    scheme: Annotated[str, _SCHEME],
    file: Annotated[Path, _FILE],
    model: Annotated[str | None, _MODEL] = None,
    promote: Annotated[bool | None, _PROMOTE] = None,
    curve: Annotated[bool, _CURVE] = False,
) -> None:
    """Train a scheme on labelled lines, and put the model in use.

    All figures are of texts whose document was held out. A model with a lower micro or macro F1
    than the one in use is stored as a candidate, and the one in use stays. A model for another
    version of the scheme, or for vectors of another model, always takes its place.

    `predict` chooses labels for the best F1. Whether a tag is accepted without a person is decided
    by another threshold: the lowest one that has the precision of the scheme with 95 % confidence.
    """
    from storage.models import ModelStore
    from tagging.learning_curve import learning_curve
    from tagging.lines import label_matrix, read_lines
    from tagging.model_figures import figures_of
    from tagging.model_files import dump_model
    from tagging.training import train as train_scheme

    known = _scheme(ctx, scheme)
    lines = read_lines(_existing(file))
    labels = label_matrix(known, lines.labels)
    units, fingerprint = _with_vectors(
        ctx,
        lines.units,
        _model_name(ctx, model),
    )
    trained = train_scheme(
        known,
        units,
        labels,
        fingerprint,
    )
    points = learning_curve(known, units, labels, trained) if curve else ()
    data = dump_model(trained)
    with (
        ctx.home.writer("lexops tags train"),
        ctx.home.catalog() as catalog,
    ):
        store = ModelStore(catalog, ctx.home.blobs())
        record = store.put(
            known.task,
            data,
            data_hash=trained.data_hash,
            version=known.version,
            embedder=fingerprint,
            metrics=figures_of(trained, points),
        )
        live = catalog.models.live(record.model.task)
        is_live = _is_as_good(record.model, live.model if live else None)
        if promote is not None:
            is_live = promote
        if is_live:
            catalog.models.promote(record)
    if ctx.as_json:
        state = "live" if is_live else "candidate"
        print_json(_as_json(trained, record.model.fingerprint) | {"state": state})
        return
    _print_figures(trained)
    if not is_live:
        complain("stored as a candidate: the model in use stays; `--promote` replaces it")


def _is_as_good(model: NewModel, live: NewModel | None) -> bool:
    """Whether a new model takes the place of the live one, where no option says so."""
    if live is None or (live.version, live.embedder) != (model.version, model.embedder):
        return True
    figures = ("micro_f1", "macro_f1")
    return all(model.metrics[figure] >= live.metrics.get(figure, 0.0) for figure in figures)


def retire(ctx: Invocation, scheme: Annotated[str, _SCHEME]) -> None:
    """Take the model of a scheme out of use: the next run tags by the rules of the scheme."""
    known = _scheme(ctx, scheme)
    if _has_no_catalog(ctx):
        raise _untrained(known)
    with ctx.home.writer("lexops tags retire"), ctx.home.catalog() as catalog:
        if catalog.models.live(known.task) is None:
            raise _untrained(known)
        catalog.models.retire(known.task)
    if ctx.as_json:
        print_json({"scheme": known.name, "state": "retired"})
    else:
        console().print(f"{known.name} is without a model", markup=False)


def predict(
    ctx: Invocation,
    scheme: Annotated[str, _SCHEME],
    file: Annotated[Path, _FILE],
) -> None:
    """Print the lines with `labels` filled in, in the same order.

    The labels are chosen for the best F1. A person need not have seen any of them.
    """
    from tagging.lines import filled, read_lines
    from tagging.model_files import load_model

    known = _scheme(ctx, scheme)
    lines = read_lines(_existing(file))
    embedder, data = _live_model(ctx, known)
    trained = load_model(data, known)
    units: Sequence[TextUnit] = lines.units
    if embedder:
        name = _name_of(ctx, embedder)
        units, _ = _with_vectors(
            ctx,
            lines.units,
            name,
            expected=embedder,
        )
    result = filled(lines, trained.predict(units))
    if ctx.as_json:
        print_json({"scheme": known.name, "lines": result})
        return
    sys.stdout.writelines(as_json_line(line) for line in result)


def _scheme(ctx: Invocation, name: str) -> Scheme:
    from tagging.schemes.loading import configured_schemes

    schemes = configured_schemes(ctx.settings.tagging)
    if name not in schemes:
        raise UnknownValue("scheme", name, schemes)
    return schemes[name]


def _existing(file: Path) -> Path:
    if not file.is_file():
        raise UsageError(f"there is no file {file}")
    return file


def _untrained(scheme: Scheme) -> NotTrained:
    from tagging.errors import NotTrained

    return NotTrained(
        f"the scheme {scheme.name} has no trained model in this home",
        remedy=f"run `lexops tags train --scheme {scheme.name} FILE.jsonl`",
    )


def _live_model(ctx: Invocation, scheme: Scheme) -> tuple[str, bytes]:
    """Return the fingerprint of the embedder and the bytes of the live model of a scheme."""
    from storage.models import ModelStore

    if _has_no_catalog(ctx):
        raise _untrained(scheme)
    with ctx.catalog() as catalog:
        found = ModelStore(catalog, ctx.home.blobs()).get(scheme.task)
    if found is None:
        raise _untrained(scheme)
    record, data = found
    return record.model.embedder, data


def _model_name(ctx: Invocation, model: str | None) -> str:
    """Return the embedder to use: the one asked for, else the profile's if it is installed."""
    from indexing.embedders import EMBEDDERS, HASHING
    from indexing.models import installed

    if model == _NO_MODEL:
        return ""
    if model is not None:
        if model not in EMBEDDERS:
            raise UnknownValue("model", model, (*EMBEDDERS, _NO_MODEL))
        return model
    name = ctx.settings.embedding.model
    if name == HASHING or installed(name, ctx.models):
        return name
    complain(f"the model {name} is not installed: training without vectors")
    return ""


def _name_of(ctx: Invocation, fingerprint: str) -> str:
    """Return the embedder whose vectors a model needs."""
    from corpus.errors import ModelUnavailable
    from indexing.embedders import EMBEDDERS, open_embedder

    for name in EMBEDDERS:
        try:
            with open_embedder(name, root=ctx.models, processes=1) as embedder:
                if embedder.fingerprint == fingerprint:
                    return name
        except ModelUnavailable:
            continue
    raise ModelUnavailable(
        f"the model was trained with vectors of {fingerprint}, which is not installed",
        remedy="install that model, or train again with `lexops tags train`",
    )


def _with_vectors(
    ctx: Invocation,
    units: Sequence[TextUnit],
    model: str,
    expected: str = "",
) -> tuple[Sequence[TextUnit], str]:
    """Return texts with vectors, and the fingerprint of the embedder; as they are without one."""
    from corpus.errors import ModelMismatch
    from indexing.embedders import open_embedder
    from tagging.lines import with_vectors

    if not model:
        return units, ""
    with open_embedder(
        model,
        root=ctx.models,
        processes=ctx.settings.embedding.processes,
    ) as embedder:
        fingerprint = embedder.fingerprint
        if expected and fingerprint != expected:
            raise ModelMismatch(
                f"the model was trained with vectors of {expected}, and here is {fingerprint}",
                remedy="train again with `lexops tags train`",
            )
        vectors = embedder.embed_passages([unit.text for unit in units])
    return with_vectors(units, vectors), fingerprint


def _as_json(trained: TrainedModel, fingerprint: str) -> dict[str, Any]:
    from dataclasses import asdict

    values = []
    for figures, guarantee, cut in zip(
        trained.figures,
        trained.guarantees,
        trained.cuts,
        strict=True,
    ):
        values.append(
            {
                **asdict(figures),
                "cut": None if cut == float("inf") else cut,
                "acceptance": asdict(guarantee),
            }
        )
    return {
        "scheme": trained.scheme.name,
        "version": trained.scheme.version,
        "fingerprint": fingerprint,
        "data_hash": trained.data_hash,
        "embedder": trained.embedder or None,
        "metrics": trained.metrics,
        "values": values,
    }


def _print_figures(trained: TrainedModel) -> None:
    names = {value.value: value.name for value in trained.scheme.values}
    rows = []
    for figures, guarantee in zip(trained.figures, trained.guarantees, strict=True):
        accepted = "no: suggestions"
        if guarantee.threshold is not None:
            accepted = f"from {guarantee.threshold:.2f} ({guarantee.basis})"
        rows.append(
            (
                figures.value,
                names[figures.value],
                figures.texts,
                f"{figures.precision:.3f}",
                f"{figures.recall:.3f}",
                f"{figures.f1:.3f}",
                accepted,
            )
        )
    title = (
        f"{trained.scheme.name}: {len(trained.profile)} documents, "
        f"{int(trained.metrics['texts'])} texts, held out by document"
    )
    shown = table(
        title,
        ("value", "name", "texts", "precision", "recall", "F1", "accepted without a person"),
        rows,
        right=("texts", "precision", "recall", "F1"),
    )
    screen = console()
    screen.print(shown)
    metrics = trained.metrics
    for figure, label in (("micro_f1", "micro F1"), ("macro_f1", "macro F1")):
        low, high = metrics[f"{figure}_low"], metrics[f"{figure}_high"]
        screen.print(f"{label} {metrics[figure]:.3f} ({low:.3f} – {high:.3f})", markup=False)
    error = metrics["calibration_error"]
    target = trained.scheme.target_precision
    screen.print(f"calibration error {error:.3f}, target precision {target}", markup=False)
