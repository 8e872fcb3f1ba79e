"""Resolves the files of a work to its versions, and says which file contains which version.

All files of one work are resolved together, whatever sources they come from.
"""

from __future__ import annotations

from law.works.contents import comparable
from law.works.records import CopyOf, Resolution, WorkFile
from law.works.resolving import resolve

__all__ = [
    "WORKS_VERSION",
    "CopyOf",
    "Resolution",
    "WorkFile",
    "comparable",
    "resolve",
]

WORKS_VERSION = 7
"""Part of the stage's key: raised with every change of this package that changes a result."""
