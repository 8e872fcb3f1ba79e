"""What the pipeline noticed about a document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a document that a person should look at. It never stops anything by itself.

    Attributes:
        severity: How bad it is.
        code: A stable name of what was noticed.
        where: The place: a path in the document, or an id.
        message: What was noticed, in a sentence.
        remedy: What to do about it; empty where nothing can be done.
    """

    severity: Severity
    code: str
    where: str
    message: str
    remedy: str = ""
