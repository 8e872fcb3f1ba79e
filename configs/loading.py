"""From the name of a profile to settings.

This is the one place that reads LEXOPS_HOME, LEXOPS_PROFILE and LEXOPS_INDEX_PASSWORD.

profiles/NAME.toml  ←  HOME/lexops.toml (optional)  →  Settings

pydantic-settings was set aside: every option is already a field of a dataclass of its package.
"""

from __future__ import annotations

import os
import sys
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
SETTINGS_FILE = "lexops.toml"  # in a home
_SUFFIX = ".toml"


def home_path(given: str | Path | None = None, environment: Mapping[str, str] = os.environ) -> Path:
    """Return the absolute path of the home.

    Args:
        given: What the user gave with `--home`.
        environment: Where LEXOPS_HOME is looked up.

    Returns:
        The path as given, else LEXOPS_HOME, else `./.lexops`.
    """
    path = given or environment.get("LEXOPS_HOME") or DEFAULT_HOME
    return Path(path).expanduser().absolute()


def profile_names() -> list[str]:
    """Return the names of all profiles, sorted."""
    folder = files("configs") / "profiles"
    names = [entry.name for entry in folder.iterdir()]
    return sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX))


def load(
    profile: str | None,
    home: Path,
    environment: Mapping[str, str] = os.environ,
) -> Settings:
    """Load the settings of a profile, with those of HOME/lexops.toml on top.

    The index server's password may come from LEXOPS_INDEX_PASSWORD, so that no file has to contain
    it.

    Args:
        profile: The profile's name; None means LEXOPS_PROFILE, else `local`.
        home: The home; it need not exist.
        environment: Where the variables are looked up.

    Returns:
        The settings, checked.

    Raises:
        UnknownValue: If the profile or a key is unknown; it names the allowed ones.
        UsageError: If a value is wrong, or a file is not valid TOML.
    """
    name = profile or environment.get("LEXOPS_PROFILE") or DEFAULT_PROFILE
    if name not in profile_names():
        raise UnknownValue("profile", name, profile_names())
    table = _merge(_read_profile(name), _rename_old_keys(_read_overrides(home / SETTINGS_FILE)))
    password = environment.get("LEXOPS_INDEX_PASSWORD")
    if password:
        table = _merge(table, {"index": {"password": password}})
    return build(Settings, {**table, "profile": name})


def home_of(settings: Settings, root: Path) -> Home:
    """Return a home, with catalog and blobs where the settings say.

    Args:
        settings: The settings.
        root: The home's folder.

    Returns:
        The home; nothing is opened yet.
    """
    from storage.home import Home

    return Home(
        root,
        settings.storage.catalog,
        settings.storage.blobs,
    )


def _read_profile(name: str) -> dict[str, Any]:
    file = files("configs") / "profiles" / f"{name}{_SUFFIX}"
    return parse_toml(file.read_text(encoding="utf-8"), f"profile {name}")


def _read_overrides(path: Path) -> dict[str, Any]:
    """What a home sets; nothing where it has no file of settings."""
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (PermissionError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} can't be read: {error}") from error
    table = parse_toml(text, str(path))
    if "profile" in table:
        raise UsageError(
            f"{path}: a profile can't name itself", remedy="use --profile or LEXOPS_PROFILE"
        )
    return table


def _rename_old_keys(table: dict[str, Any]) -> dict[str, Any]:
    """Settings of a home with today's names: 0.2.0 renamed `search.prior` to `search.boost`."""
    search = table.get("search")
    if not isinstance(search, dict) or "prior" not in search:
        return table
    if "boost" in search:
        raise UsageError(
            "search.prior and search.boost are both set",
            remedy="remove search.prior: it is the old name of search.boost",
        )
    sys.stderr.write("lexops: the setting search.prior is now called search.boost; rename it\n")
    renamed = {"boost" if key == "prior" else key: value for key, value in search.items()}
    return {**table, "search": renamed}


def parse_toml(text: str, where: str) -> dict[str, Any]:
    """Return the values of a file of settings.

    Args:
        text: The text of the file.
        where: What an error calls it.

    Returns:
        Its values.

    Raises:
        UsageError: If it is not valid TOML.
    """
    try:
        return tomllib.loads(text)
    # A number of too many digits is a plain ValueError; lists nested too deeply are a
    # RecursionError.
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where} is not valid TOML: {error}") from error


def _merge(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """The values of both; where both have one, that of `over`. Tables are merged key by key."""
    merged = {**under, **over}
    for key in under.keys() & over.keys():
        if isinstance(under[key], dict) and isinstance(over[key], dict):
            merged[key] = _merge(under[key], over[key])
    return merged
