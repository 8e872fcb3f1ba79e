"""From a profile's name to settings; the one place that reads LEXOPS_HOME, LEXOPS_PROFILE and LEXOPS_INDEX_PASSWORD.

profiles/NAME.toml  ←  HOME/lexops.toml (optional)  →  Settings
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from configs.settings import Settings
from configs.typed import build
from corpus.errors import UnknownValue, UsageError

if TYPE_CHECKING:
    from storage.home import Home

DEFAULT_HOME = ".lexops"
DEFAULT_PROFILE = "local"


def home_path(given: str | Path | None = None, environment: Mapping[str, str] = os.environ) -> Path:
    """The home's absolute path: as given, else LEXOPS_HOME, else `./.lexops`."""
    return Path(given or environment.get("LEXOPS_HOME") or DEFAULT_HOME).expanduser().absolute()


def profile_names() -> list[str]:
    """The profiles that there are."""
    return sorted(
        entry.name.removesuffix(".toml")
        for entry in (files("configs") / "profiles").iterdir()
        if entry.name.endswith(".toml")
    )


def load(profile: str | None, home: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of a profile (as given, else LEXOPS_PROFILE, else `local`), with those of HOME/lexops.toml on top.

    The index server's password may come from LEXOPS_INDEX_PASSWORD, so that no file need hold it.

    Raises UnknownValue for an unknown profile or key, with the allowed ones; UsageError for a wrong value or broken TOML.
    """
    name = profile or environment.get("LEXOPS_PROFILE") or DEFAULT_PROFILE
    if name not in profile_names():
        raise UnknownValue("profile", name, profile_names())
    table = _parse(
        (files("configs") / "profiles" / f"{name}.toml").read_text(encoding="utf-8"),
        f"profile {name}",
    )
    table = _merge(table, _of_home(home / "lexops.toml"))
    if password := environment.get("LEXOPS_INDEX_PASSWORD"):
        table = _merge(table, {"index": {"password": password}})
    return build(Settings, {**table, "profile": name})


def home_of(settings: Settings, root: Path) -> Home:
    """The home at `root`, with catalog and blobs where the settings say."""
    from storage.home import Home

    return Home(root, settings.storage.catalog, settings.storage.blobs)


def _of_home(path: Path) -> dict[str, Any]:
    try:
        table = _parse(path.read_text(encoding="utf-8"), str(path))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (PermissionError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} can't be read: {error}") from error
    if "profile" in table:
        raise UsageError(
            f"{path}: a profile can't name itself", remedy="use --profile or LEXOPS_PROFILE"
        )
    return table


def _parse(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{where} is not valid TOML: {error}") from error


def _merge(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    tables = {
        key: _merge(under[key], over[key])
        for key in under.keys() & over.keys()
        if isinstance(under[key], dict) and isinstance(over[key], dict)
    }
    return {**under, **over, **tables}
