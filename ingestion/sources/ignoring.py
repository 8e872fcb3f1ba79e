"""Which files of a source are ignored, and by which rule."""

from __future__ import annotations

from corpus.records import MEMBER, Source
from ingestion.sources.globs import first_match

_SYSTEM_FILES = frozenset(
    (
        "thumbs.db",
        "desktop.ini",
        "__macosx",
        "$recycle.bin",
        "system volume information",
    )
)


def ignored_by(source: Source, member: str) -> str | None:
    """Return the rule by which a source ignores a container's member, as it would a file.

    Args:
        source: The source of the container.
        member: The member's path, from the source's root through its containers.

    Returns:
        The name of the rule or the pattern; None where the member is wanted.
    """
    for part in member.replace(MEMBER, "/").split("/"):
        rule = built_in_rule(part)
        if rule:
            return rule
    return pattern_rule(source, member)


def pattern_rule(source: Source, path: str) -> str | None:
    """Return the pattern of a source that ignores a path.

    Args:
        source: The source, with its patterns.
        path: The path below its root.

    Returns:
        A pattern of `exclude`, "not included", or None where the path is wanted.
    """
    excluded = first_match(path, source.exclude)
    if excluded:
        return excluded
    return None if first_match(path, source.include) else "not included"


def built_in_rule(name: str) -> str | None:
    """Return the rule that ignores a file or folder of this name in every source.

    Args:
        name: One part of a path.

    Returns:
        The name of the rule; None where there is none.

    >>> built_in_rule(".git"), built_in_rule("~$a.docx"), built_in_rule("Thumbs.db")
    ('hidden', 'office lock file', 'system file')
    """
    if name.startswith("."):
        return "hidden"
    if name.startswith("~$"):
        return "office lock file"
    return "system file" if name.lower() in _SYSTEM_FILES else None
