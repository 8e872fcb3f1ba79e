"""The one exception tree, and the closed list of reasons for which an input is set aside.

    LexopsError                     anything raised on purpose; carries the exit status
    ├── UsageError             (2)  a wrong option, profile, source or setting
    │   └── UnknownValue            … one outside a closed list; names the allowed values
    ├── HomeError              (2)  the home can't be used: too new, no rights, full disk
    │   ├── HomeLocked              … another process writes to it
    │   └── CorruptBlob             … stored bytes changed (in `storage.blobs`)
    ├── ModelUnavailable       (3)  an embedding model is missing, or its files are wrong
    ├── ServiceUnreachable     (3)  a server did not answer
    │   └── ServiceUnfit            … it answered, but lacks a user, right, plugin or version
    ├── Refused                (1)  a check, gate or brake refused something
    │   ├── ModelMismatch           … the index was made with another model or schema
    │   └── SourceMissing           … the root of a source is not there
    └── BadInput                    a fault of an input: a quarantined object, never a failed run

A bad document is data, so a user never sees `BadInput`: the code that reads inputs turns it into a
state of the object. A broken promise of our own is not in the tree. It is a plain `AssertionError`
or whatever broke, and may end a run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class ExitStatus(IntEnum):
    """The exit status of a command."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    UNREACHABLE = 3


class LexopsError(Exception):
    """Base of everything that is raised on purpose.

    Attributes:
        message: What happened, to which object.
        remedy: What the reader can do; None where nothing helps.
        status: The exit status of a command that ends with it.
    """

    status = ExitStatus.REFUSED

    def __init__(
        self,
        message: str,
        *,
        remedy: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        if not self.remedy:
            return self.message
        return f"{self.message} — {self.remedy}"


class Terminated(BaseException):
    """The process got SIGTERM.

    It is no `Exception`, so that nothing takes it for the fault of an input.
    """


class UsageError(LexopsError):
    """A wrong option, profile, source or setting."""

    status = ExitStatus.USAGE


class UnknownValue(UsageError):
    """A value outside a closed list; the message names the list.

    Attributes:
        allowed: The values that would have been right.
    """

    def __init__(
        self,
        what: str,
        value: object,
        allowed: Iterable[object],
    ) -> None:
        self._what = what
        self._value = str(value)
        self.allowed = tuple(str(choice) for choice in allowed)
        choices = ", ".join(self.allowed) or "(none yet)"
        super().__init__(f"unknown {what} {self._value!r}: choose one of {choices}")

    def __reduce__(self) -> tuple[type[UnknownValue], tuple[str, str, tuple[str, ...]]]:
        return type(self), (self._what, self._value, self.allowed)


class HomeError(LexopsError):
    """The home folder can't be used as it is."""

    status = ExitStatus.USAGE


class HomeLocked(HomeError):
    """Another living process writes to this home."""


class ModelUnavailable(LexopsError):
    """An embedding model is missing, or its files have the wrong checksum."""

    status = ExitStatus.UNREACHABLE


class ServiceUnreachable(LexopsError):
    """A server did not answer, or not in the way that its API promises."""

    status = ExitStatus.UNREACHABLE


class ServiceUnfit(ServiceUnreachable):
    """A server answers, but can't be worked with: an unknown user, a missing right, an old version.

    Attributes:
        rights: The rights that the user lacks, in the words of the server.
    """

    def __init__(
        self,
        message: str,
        *,
        remedy: str | None = None,
        rights: Iterable[str] = (),
    ) -> None:
        super().__init__(message, remedy=remedy)
        self.rights = tuple(rights)


class Refused(LexopsError):
    """A check, gate or brake said no; nothing that readers see has changed."""


class ModelMismatch(Refused):
    """The index was made with another model or schema than the one that asks."""


class SourceMissing(Refused):
    """The root of a source is not there, or is no folder. An empty source is another case."""


@dataclass(frozen=True, slots=True)
class QuarantineReason:
    """Why an input may be quarantined.

    Attributes:
        code: A stable name.
        meaning: What it means.
        remedy: What the user can do.
    """

    code: str
    meaning: str
    remedy: str


REASONS: dict[str, QuarantineReason] = {
    reason.code: reason
    for reason in (
        QuarantineReason(
            "unreadable",
            "the file can't be opened or read",
            "check its permissions and the disk, then run again",
        ),
        QuarantineReason(
            "vanished",
            "the source listed the file, but the file was gone when lexops read it",
            "run again; if the file was only moved, nothing is lost",
        ),
        QuarantineReason(
            "changing",
            "the file changed each time that lexops read it",
            "run again when no program writes to the file",
        ),
        QuarantineReason(
            "empty",
            "the file contains no text",
            "replace it with the complete file, or exclude it",
        ),
        QuarantineReason(
            "too_large",
            "the file is larger than the size limit",
            "split the file, or raise ingestion.max_bytes",
        ),
        QuarantineReason(
            "expansion",
            "the unpacked content of the file exceeds a limit",
            "do not trust the file; raise ingestion.max_expanded_bytes only if you know its origin",
        ),
        QuarantineReason(
            "unsafe_name",
            "the archive gives the file an empty name, or a name outside the archive",
            "do not trust the archive; if you know its origin, rename the file and pack it again",
        ),
        QuarantineReason(
            "corrupt",
            "the file is incomplete or damaged",
            "get the file again from its origin",
        ),
        QuarantineReason(
            "misnamed",
            "the content of the file does not match the extension of its name",
            "correct the extension, or replace the file",
        ),
        QuarantineReason(
            "unsupported",
            "lexops has no parser for this type of file",
            "convert the file to a supported type, or exclude it",
        ),
        QuarantineReason(
            "no_program",
            "this type of file needs a program that is not installed",
            "install the program, then run again",
        ),
        QuarantineReason(
            "encrypted",
            "a password protects the file",
            "remove the password, then run again",
        ),
        QuarantineReason(
            "no_text",
            "no page of the file contains usable text",
            "replace it with a file that contains text, or exclude it",
        ),
        QuarantineReason(
            "unreadable_scan",
            "the file is a scan of low quality, and OCR can't read its text",
            "scan it again (upright, 300 dots per inch, high contrast), "
            "or replace it with a file that contains text",
        ),
        QuarantineReason(
            "encoding",
            "lexops can't recognise the encoding of the text with certainty",
            "save the file as UTF-8",
        ),
        QuarantineReason(
            "timeout",
            "reading the file took longer than the time limit",
            "split the file, or raise ingestion.max_seconds",
        ),
        QuarantineReason(
            "memory",
            "reading the file needed more memory than the limit",
            "split the file, or raise ingestion.max_memory_bytes",
        ),
        QuarantineReason(
            "crashed",
            "the process that read the file crashed",
            "report the file as a bug; other files are not affected",
        ),
        QuarantineReason(
            "failed",
            "the parser failed on the file with an unexpected error",
            "report the file and the detail as a bug",
        ),
        QuarantineReason(
            "no_passages",
            "lexops read the file but found no citable text in it",
            "run `lexops inspect FILE` to see what lexops read",
        ),
        QuarantineReason(
            "text_not_covered",
            "some text of the document would be in no passage, or in two",
            "compare the file with `lexops inspect FILE`, and report what was read wrongly; "
            "then run `lexops quarantine replay FILE`",
        ),
        QuarantineReason(
            "articles_not_exact",
            "an article of the document would be split, merged with another, or misnamed",
            "compare the file with `lexops inspect FILE`, and report what was read wrongly; "
            "then run `lexops quarantine replay FILE`",
        ),
        QuarantineReason(
            "passage_invalid",
            "a passage of the document would break a rule that every passage has to keep",
            "report the file and the detail as a bug, or exclude the file",
        ),
        QuarantineReason(
            "citations_not_read",
            "the citations of the document could not be read within the limits",
            "split the file, or raise ingestion.max_seconds or ingestion.max_memory_bytes",
        ),
    )
}


class BadInput(LexopsError):
    """A fault of an input.

    Attributes:
        code: The reason, one of `REASONS`.
        detail: What was seen in this very input.
    """

    def __init__(
        self,
        code: str,
        detail: str,
    ) -> None:
        if code not in REASONS:
            raise UnknownValue("quarantine reason", code, REASONS)
        self.code = code
        self.detail = detail
        super().__init__(f"{code}: {detail}", remedy=REASONS[code].remedy)

    def __reduce__(self) -> tuple[type[BadInput], tuple[str, str]]:
        return type(self), (
            self.code,
            self.detail,
        )
