"""The scheme of tags that an option names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import UnknownValue, UsageError

if TYPE_CHECKING:
    from configs.settings import Settings
    from tagging.schemes import Scheme


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
    from tagging.schemes.loading import schemes_in_use

    schemes = schemes_in_use(settings.tagging)
    if name is None and len(schemes) == 1:
        return next(iter(schemes.values()))
    if name is None:
        known = ", ".join(schemes) or "(none yet)"
        raise UsageError("which scheme?", remedy=f"give --scheme with one of {known}")
    if name not in schemes:
        raise UnknownValue("scheme", name, schemes)
    return schemes[name]
