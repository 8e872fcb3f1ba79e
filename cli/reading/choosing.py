"""Finds the file that `lexops show --reading` is asked about: on disk, or in the home."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import HomeError, UnknownValue, UsageError
from ingestion.formats.record_mapping import DEFAULT_MAPPING, RecordMapping

if TYPE_CHECKING:
    from cli.invocation import Invocation
    from storage.catalog import Catalog
    from storage.catalog.files import StoredFile


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """The file that is shown.

    Attributes:
        name: Its name, which is a hint at its media type.
        shown: What the output calls it.
        data: Its bytes.
        mapping: What the fields of its records mean.
        state: The state of its object in the home; None for a file on disk.
        fault: Why it is quarantined or held there: code and detail.
        versions: The version of each of its rules, as the home has it.
        stored_text: Its text, as the home has it; None where it has none.
        findings: What the home notes about its works.
    """

    name: str
    shown: str
    data: bytes
    mapping: RecordMapping = DEFAULT_MAPPING
    state: str | None = None
    fault: tuple[str, str] | None = None
    versions: tuple[str | None, ...] = ()
    stored_text: str | None = None
    findings: tuple[dict[str, Any], ...] = ()


def choose_file(ctx: Invocation, name: str) -> ChosenFile:
    """Find a file by a path on disk, or by what the home calls it.

    Args:
        ctx: The call of the command.
        name: A path on disk; in the home a number, `SOURCE/PATH`, a path, an address, the end of a
            path, or the id of a passage, a version or a work.

    Returns:
        The file with its bytes.

    Raises:
        UsageError: There is no such file, or it can't be read.
        UnknownValue: The home has several files of this name.
    """
    path = Path(name)
    if path.is_dir():
        raise UsageError(f"{name} is a folder", remedy="name one file in it")
    if path.exists():
        try:
            return ChosenFile(path.name, str(path), path.read_bytes())
        except OSError as error:
            raise UsageError(f"{name} can't be read: {error.strerror}") from error
    try:
        catalog = ctx.catalog()
    except HomeError as error:
        message = f"there is no file {name!r}, and no home to look in: {error.message}"
        raise UsageError(message, remedy="name a file on disk, or a home with --home") from error
    with catalog:
        return _from_home(ctx, catalog, _stored(catalog, name))


def _stored(catalog: Catalog, name: str) -> StoredFile:
    named = catalog.files.named(name)
    if len(named) > 1:
        allowed = [f"{file.source}/{file.path}" for file in named]
        raise UnknownValue("file", name, allowed)
    if named:
        return named[0]
    found = _of_version(catalog, name)
    if found is None:
        raise UsageError(
            f"there is no file {name!r}, neither on disk nor in the home",
            remedy="name a path, SOURCE/PATH, or an id that `lexops search` shows",
        )
    return found


def _of_version(catalog: Catalog, id_: str) -> StoredFile | None:
    """The file that contains a passage, an article, a version or a work; the primary one first."""
    passages = catalog.passages
    rows = passages.get([id_]) or passages.of_unit(id_)
    if rows:
        source = rows[0]["source"]
        return catalog.files.of_path(source["name"], source["path"])
    versions = [row["id"] for row in reversed(passages.expressions(id_))]
    for version in (id_, *versions):
        files = passages.manifestations(version)
        files.sort(key=lambda file: file.role != "primary")
        if files:
            return catalog.files.of_path(files[0].source, files[0].path)
    return None


def _from_home(
    ctx: Invocation,
    catalog: Catalog,
    file: StoredFile,
) -> ChosenFile:
    data = _bytes(ctx, file)
    options = ctx.settings.sources.get(file.source)
    document = catalog.documents.of_object(file.source, file.path)
    findings = catalog.passages.findings(file.work) if file.work else []
    return ChosenFile(
        name=Path(file.path).name,
        shown=f"{file.source}/{file.path}",
        data=data,
        mapping=options.records if options else DEFAULT_MAPPING,
        state=file.state.value,
        fault=(file.code, file.detail or "") if file.code else None,
        versions=tuple(catalog.files.versions(file.id)),
        stored_text=document.text if document else None,
        findings=tuple(findings),
    )


def _bytes(ctx: Invocation, file: StoredFile) -> bytes:
    """The bytes that the home kept; where it has none, those at the address of the file."""
    from storage.blobs import CorruptBlob

    if file.sha256:
        try:
            return ctx.home.blobs().get(file.sha256)
        except CorruptBlob as error:
            raise UsageError(
                f"{file.source}/{file.path}: {error.message}",
                remedy="run `lexops run`, which fetches it again",
            ) from error
    try:
        return Path(file.uri).read_bytes()
    except OSError as error:
        raise UsageError(
            f"{file.source}/{file.path} was never read, and can't be read now: {error.strerror}",
            remedy="make it readable, then run `lexops run`",
        ) from error
