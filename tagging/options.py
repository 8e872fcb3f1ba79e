"""The settings of tagging."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TaggingOptions:
    """Which schemes tag passages.

    Attributes:
        schemes: Folder with scheme files of your own, beside those of lexops; a file replaces a
            scheme with the same name.
        off: Names of schemes that are not used.
    """

    schemes: str | None = None
    off: tuple[str, ...] = ()
