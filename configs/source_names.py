"""A renamed source in a file of settings: its tables get the new name, and all else stays.

The text is changed line by line, so that comments and order stay. What the changed text says is
then compared with what it should say. A writer of TOML that keeps comments was set aside: one more
package, for one word in one line.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from configs.loading import parse_toml
from corpus.errors import UsageError

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_AUTHORITIES = re.compile(r"authorities\s*=\s*\[[^\]]*\]")
_TABLE = re.compile(r"\s*\[")
_OF_SOURCES = re.compile(r"\s*\[\s*(?:sources|\"sources\"|'sources')\s*\]\s*(?:#.*)?")


def rename_in_file(
    file: Path,
    name: str,
    new_name: str,
) -> bool:
    """Give a source another name in a file of settings.

    Args:
        file: The file; it need not exist.
        name: The present name of the source.
        new_name: Its new name.

    Returns:
        Whether the file is changed.

    Raises:
        UsageError: If the file cannot be read or written, or as `rename_in_settings`.
    """
    target = file.resolve()
    try:
        before = target.read_bytes().decode()
        after = rename_in_settings(
            before,
            name,
            new_name,
            str(file),
        )
        if after == before:
            return False
        new = target.with_name(f"{target.name}.new")
        new.write_bytes(after.encode())
        shutil.copymode(target, new)
        new.replace(target)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"the source can't be renamed in {file}: {error}",
            remedy=f"write {_key(new_name)} there, then rename the source again",
        ) from error
    return True


def rename_in_settings(
    text: str,
    name: str,
    new_name: str,
    where: str,
) -> str:
    """Return a file of settings in which a source has another name.

    Args:
        text: The text of the file.
        name: The present name of the source.
        new_name: Its new name.
        where: The path of the file, for errors.

    Returns:
        The text; as it was, where it says nothing about the source.

    Raises:
        UsageError: If the file is no TOML, if it has settings under both names, or if it is
            written in a way that needs a person.
    """
    before = parse_toml(text, where)
    expected = _expected(
        before,
        name,
        new_name,
        where,
    )
    if before == expected:
        return text
    renamed = _renamed(
        text,
        name,
        new_name,
    )
    if parse_toml(renamed, where) != expected:
        raise UsageError(
            f"{where} names the source {name!r} where lexops can't rename it",
            remedy=f"write {_key(new_name)} there, then rename the source again",
        )
    return renamed


def _expected(
    table: Mapping[str, Any],
    name: str,
    new_name: str,
    where: str,
) -> dict[str, Any]:
    """What the settings should say after the change."""
    expected = dict(table)
    sources = table.get("sources")
    if isinstance(sources, Mapping) and name in sources:
        if new_name in sources:
            raise UsageError(
                f"{where} has settings for {name!r} and for {new_name!r}",
                remedy=f"remove one of [sources.{_key(name)}] and [sources.{_key(new_name)}]",
            )
        expected["sources"] = {
            new_name if key == name else key: value for key, value in sources.items()
        }
    duplicates = table.get("duplicates")
    if isinstance(duplicates, Mapping) and isinstance(duplicates.get("authorities"), list):
        authorities = [new_name if known == name else known for known in duplicates["authorities"]]
        expected["duplicates"] = {**duplicates, "authorities": authorities}
    return expected


def _renamed(
    text: str,
    name: str,
    new_name: str,
) -> str:
    written = "|".join(re.escape(key) for key in _written(name))
    sources = r"(?:sources|\"sources\"|'sources')"
    # [sources.NAME], [sources.NAME.x], and sources.NAME.x = …
    full = re.compile(rf"(\s*\[?\s*{sources}\s*\.\s*)(?:{written})(?=\s*[\].=])")
    # NAME = …, and NAME.x = … below [sources]
    short = re.compile(rf"(\s*)(?:{written})(?=\s*[.=])")
    quoted = re.compile("|".join(re.escape(key) for key in (_quoted(name), f"'{name}'")))
    text = _AUTHORITIES.sub(lambda found: quoted.sub(lambda _: _quoted(new_name), found[0]), text)
    lines: list[str] = []
    is_top = True
    is_in_sources = False
    for line in text.splitlines(keepends=True):
        is_table = _TABLE.match(line) is not None
        if is_table:
            is_top = False
            is_in_sources = _OF_SOURCES.fullmatch(line.rstrip("\r\n")) is not None
        changed = line
        if is_table or is_top:
            changed = full.sub(lambda found: found[1] + _key(new_name), line, count=1)
        elif is_in_sources:
            changed = short.sub(lambda found: found[1] + _key(new_name), line, count=1)
        lines.append(changed)
    return "".join(lines)


def _written(name: str) -> list[str]:
    """How TOML may write the name of a source, which has no blanks and no backslashes."""
    written = [_quoted(name), f"'{name}'"]
    return [*written, name] if _BARE.fullmatch(name) else written


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _quoted(name)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '\\"') + '"'
