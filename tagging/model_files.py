"""A trained model as bytes. skops stores it without pickle, and only known types are loaded."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile

from tagging.calibration import restore_calibration
from tagging.errors import UntrustedModel
from tagging.guarantee import Guarantee
from tagging.schemes import Scheme
from tagging.taggers.stacking import StackedTagger
from tagging.training import TrainedModel, ValueFigures

FORMAT = 2
"""Raised when older bytes can't be read any more."""

ALLOWED = ("scipy.sparse._csr.csr_matrix",)
"""Types that may stand in a file beside those that skops itself trusts."""

_REMEDY = "train again with `lexops tags train`, or take the file from a backup"


def dump_model(model: TrainedModel) -> bytes:
    """Turn a model into bytes.

    Args:
        model: The model.

    Returns:
        The bytes of a skops file.
    """
    import skops.io

    state = {
        "format": FORMAT,
        "scheme": model.scheme.name,
        "version": model.scheme.version,
        "values": [value.value for value in model.scheme.values],
        "rules": model.scheme.rules_hash,
        "tagger": model.tagger.state(),
        "calibration": model.calibration.state(),
        "cuts": list(model.cuts),
        "guarantees": [asdict(guarantee) for guarantee in model.guarantees],
        "figures": [asdict(figures) for figures in model.figures],
        "metrics": model.metrics,
        "data_hash": model.data_hash,
        "embedder": model.embedder,
        "profile": model.profile,
    }
    return bytes(skops.io.dumps(state, compression=ZIP_DEFLATED, compresslevel=1))


def load_model(data: bytes, scheme: Scheme) -> TrainedModel:
    """Make a model of bytes.

    Args:
        data: What `dump_model` returned.
        scheme: The scheme as it is now.

    Returns:
        The model.

    Raises:
        UntrustedModel: The bytes are damaged or contain other types, or the model was made for
            another scheme, another version of it, or other rules.
    """
    state = _read(data)
    try:
        _check_scheme(state, scheme)
        tagger = StackedTagger(scheme)
        tagger.restore(state["tagger"])
        return TrainedModel(
            scheme=scheme,
            tagger=tagger,
            calibration=restore_calibration(state["calibration"]),
            cuts=tuple(state["cuts"]),
            guarantees=tuple(Guarantee(**entry) for entry in state["guarantees"]),
            figures=tuple(ValueFigures(**entry) for entry in state["figures"]),
            metrics=dict(state["metrics"]),
            data_hash=str(state["data_hash"]),
            embedder=str(state["embedder"]),
            profile=state["profile"],
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise UntrustedModel(
            f"the model of {scheme.name} lacks a part: {error}",
            remedy=_REMEDY,
        ) from error


def _read(data: bytes) -> dict[str, Any]:
    import skops.io
    from skops.io.exceptions import UntrustedTypesFoundException

    try:
        unknown = sorted(set(skops.io.get_untrusted_types(data=data)) - set(ALLOWED))
        if unknown:
            raise UntrustedModel(
                f"the model file contains the unknown type {unknown[0]}",
                remedy=_REMEDY,
            )
        state = skops.io.loads(data, trusted=list(ALLOWED))
    except (
        BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        ImportError,
        OSError,
        EOFError,
        UntrustedTypesFoundException,
    ) as error:
        raise UntrustedModel(
            f"the model file can't be read: {error}",
            remedy=_REMEDY,
        ) from error
    if not isinstance(state, dict) or state.get("format") != FORMAT:
        raise UntrustedModel("the model file has another format", remedy=_REMEDY)
    return state


def _check_scheme(state: dict[str, Any], scheme: Scheme) -> None:
    made_for = f"{state['scheme']}, version {state['version']}"
    if (state["scheme"], state["version"]) != (scheme.name, scheme.version):
        raise UntrustedModel(
            f"the model was made for the scheme {made_for}, "
            f"and the scheme is {scheme.name}, version {scheme.version}",
            remedy=_REMEDY,
        )
    values = [value.value for value in scheme.values]
    if state["values"] != values or state["rules"] != scheme.rules_hash:
        raise UntrustedModel(
            f"the values or rules of {scheme.name} have changed since the model was made",
            remedy="raise the version of the scheme and train again with `lexops tags train`",
        )
