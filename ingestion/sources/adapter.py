"""What every kind of source offers: a listing with version tokens, and the bytes of an entry.

`SourceBattery` in `ingestion.testing` has the tests that every adapter passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from corpus.errors import BadInput

RACY_NS = 2_000_000_000
"""Nanoseconds. A file that changed so shortly before it was read may have changed again at once.

Some file systems note times in steps of one or two seconds, and then the second change leaves the
same times. Git calls such an entry racy.
"""


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """An entry of a listing: a file to read, one to ignore, or one that cannot be looked at.

    Attributes:
        path: The path below the root, with `/` between its parts; see `sources.paths`.
        uri: The absolute address.
        size: Bytes; 0 where they are not known.
        mtime_ns: When the content changed, by the source, in ns since 1970; 0 where not known.
        ctime_ns: When content or attributes changed, by the source, in ns; 0 where not known.
        inode: The number of the file in its file system; 0 where there is none.
        directory: Whether this is a folder that could not be listed. What is known to lie below
            it is not gone; it was not seen.
        ignored_by: The rule by which the entry is ignored.
        error: Why the entry cannot be looked at.
        version: An opaque token: equal tokens mean equal content, but see `is_current`. "" where
            the content was not looked at.
        cursor: An opaque token for `SourceAdapter.list`: the place behind this entry.
        deleted: Whether the source reports that the entry is gone.
    """

    path: str
    uri: str
    size: int = 0
    mtime_ns: int = 0
    ctime_ns: int = 0
    inode: int = 0
    directory: bool = False
    ignored_by: str | None = None
    error: BadInput | None = None
    version: str = ""
    cursor: str = ""
    deleted: bool = False

    @property
    def changed_ns(self) -> int:
        """When the entry last changed, by the source, in ns since 1970; 0 where not known."""
        return max(self.mtime_ns, self.ctime_ns)


class SourceAdapter(Protocol):
    """A kind of source. Adapters keep no state between two listings."""

    @property
    def lists_everything(self) -> bool:
        """Whether a listing from the beginning is complete.

        If so, a known entry that is not in it is gone. If not, the listing has only what changed
        behind the cursor, and an entry that is gone is listed as `deleted`.
        """

    def list(self, cursor: str | None = None) -> Iterator[SourceEntry]:
        """List the entries, in an order that stays the same; read no content.

        Args:
            cursor: The cursor of an entry, to go on behind it, as after an interruption.
                None begins at the beginning.

        Returns:
            The entries.

        Raises:
            SourceMissing: If the source as a whole is not there.
        """

    def open(
        self,
        entry: SourceEntry,
        max_bytes: int,
    ) -> bytes:
        """Read the whole content of an entry, as it was at one moment.

        Args:
            entry: An entry of a listing.
            max_bytes: The largest size to read.

        Returns:
            The content.

        Raises:
            BadInput: With code `vanished`, `unreadable`, `too_large`, or `changing` where the
                entry changed during each attempt to read it.
        """


def is_current(
    entry: SourceEntry,
    known_version: str,
    read_ns: int | None,
) -> bool:
    """Say whether what was read of an entry is certainly what it contains now.

    Args:
        entry: The entry as it is listed now.
        known_version: Its version token when it was read.
        read_ns: When it was read, in ns since 1970; None where it was not.

    Returns:
        Whether the tokens agree, and the entry was read well after its last change.
    """
    if read_ns is None or not entry.version:
        return False
    return entry.version == known_version and entry.changed_ns < read_ns - RACY_NS
