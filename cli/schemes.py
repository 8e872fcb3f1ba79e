"""The schemes of tags that the settings of a home have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import UnknownValue, UsageError

if TYPE_CHECKING:
    from configs.settings import Settings
    from tagging.schemes import Scheme


def schemes_of(settings: Settings) -> dict[str, Scheme]:
    """Return the schemes that are not switched off.

    Args:
        settings: The settings.

    Returns:
        By name, in alphabetical order.

    Raises:
        SchemeError: A scheme file is wrong.
    """
    from tagging.schemes.loading import load_schemes

    options = settings.tagging
    folder = Path(options.schemes) if options.schemes else None
    found = load_schemes(folder)
    return {name: scheme for name, scheme in found.items() if name not in options.off}


def scheme_named(settings: Settings, name: str | None) -> Scheme:
    """Return one scheme.

    Args:
        settings: The settings.
        name: Its name; None means the only one.

    Returns:
        The scheme.

    Raises:
        UnknownValue: There is no such scheme.
        UsageError: No name was given, and there are several schemes, or none.
    """
    schemes = schemes_of(settings)
    if name is None and len(schemes) == 1:
        return next(iter(schemes.values()))
    if name is None:
        known = ", ".join(schemes) or "(none yet)"
        raise UsageError("which scheme?", remedy=f"give --scheme with one of {known}")
    if name not in schemes:
        raise UnknownValue("scheme", name, schemes)
    return schemes[name]
