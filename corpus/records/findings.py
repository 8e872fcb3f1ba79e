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
    """Something about a document that somebody should look at; never stops anything by itself."""

    severity: Severity
    code: str
    where: str
    message: str
    remedy: str = ""
