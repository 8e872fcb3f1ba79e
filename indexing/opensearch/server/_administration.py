"""Roles and users: what a publisher and a reader may do, and how it reaches a server."""

from __future__ import annotations

import json
import random
import re
import ssl
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import HTTPError, URLError

from corpus.errors import ServiceUnreachable, UsageError
from indexing.opensearch.options import ServerOptions
from indexing.opensearch.server._certificates import USERS, write_secret

DASHBOARDS = {"dashboards": "kibana_server", "administrator": "all_access"}
"""Users for OpenSearch Dashboards, the program and a person, with the plugin's roles for them."""

API = "/_plugins/_security/api"

_EMPTY_FILES = (
    "roles",
    "roles_mapping",
    "internal_users",
    "action_groups",
    "tenants",
    "nodes_dn",
    "allowlist",
)
_TIMEOUT = 30  # seconds
_ATTEMPTS = 20


class _ServerUser(NamedTuple):
    """A user on the server."""

    role: str
    name: str
    password: str


def roles(prefix: str = "lexops") -> str:
    """Return roles.yml for a prefix, with the reason of each right.

    Args:
        prefix: The alias that readers ask.

    Returns:
        The file's text.

    Raises:
        UsageError: The prefix is not possible.
    """
    ServerOptions(prefix=prefix)  # checks the prefix
    path = files(__package__) / "files" / "security" / "roles.yml"
    return re.sub(
        r'lexops(?=_publisher|_reader|"|-\*)',
        prefix,
        path.read_text(encoding="utf-8"),
    )


def as_patch(prefix: str = "lexops") -> list[dict[str, Any]]:
    """Return the roles as `PATCH /_plugins/_security/api/roles` takes them.

    The patch leaves all other roles as they are.

    Args:
        prefix: The alias that readers ask.

    Returns:
        The operations of the patch.
    """
    import yaml

    operations = []
    for name, role in yaml.safe_load(roles(prefix)).items():
        if not name.startswith("_"):
            operations.append(
                {
                    "op": "add",
                    "path": f"/{name}",
                    "value": role,
                }
            )
    return operations


def give(
    folder: Path,
    owner: str,
    target: Path,
) -> None:
    """Copy to a folder what one party needs of the credentials.

    A node's folder is its config/opensearch-security.

    Args:
        folder: The credentials.
        owner: `node`, or a user.
        target: The folder of that party.
    """
    target.mkdir(parents=True, exist_ok=True)
    names = ["ca.pem"]
    if owner == "node":
        names += ["node.pem", "node.key"]
    else:
        names.append(f"{owner}.password")
    for name in names:
        write_secret(target / name, (folder / name).read_bytes())
    if owner == "node":
        _write_empty_configuration(target)


def _write_empty_configuration(target: Path) -> None:
    """Write the first content of the node's index of users and roles: it has no users."""
    config = files(__package__) / "files" / "security" / "config.yml"
    write_secret(target / "config.yml", config.read_bytes())
    for name in _EMPTY_FILES:
        kind = name.replace("_", "")
        content = f"_meta: {{type: {kind}, config_version: 2}}\n"
        write_secret(target / f"{name}.yml", content.encode())


def configure(config: Path, folder: Path) -> None:
    """Add TLS and users to a node's configuration."""
    addition = files(__package__) / "files" / "security" / "opensearch.yml"
    with (config / "opensearch.yml").open("ab") as settings:
        settings.write(addition.read_bytes())
    give(
        folder,
        "node",
        config / "opensearch-security",
    )
    # The plugin warns of each file that other users may read.
    for path in (config, *config.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)


def options(
    folder: Path,
    prefix: str = "lexops",
    user: str = "publisher",
) -> ServerOptions:
    """Return the options with which a user of these credentials connects.

    Args:
        folder: The credentials.
        prefix: The alias that readers ask.
        user: publisher or reader.

    Returns:
        The options.
    """
    return ServerOptions(
        user=f"{prefix}_{user}",
        password=_password(folder, user),
        ca=str(folder / "ca.pem"),
        prefix=prefix,
    )


def apply(
    url: str,
    folder: Path,
    prefix: str = "lexops",
) -> None:
    """Put roles, users and their passwords on a server, and replace those of the same names.

    Nothing else is changed.

    Args:
        url: The server.
        folder: The credentials, with the administrator's certificate.
        prefix: The alias that readers ask.

    Raises:
        ServiceUnreachable: The server does not answer, or refuses.
        UsageError: The folder lacks a file.
    """
    needed = (
        "ca.pem",
        "admin.pem",
        "admin.key",
    )
    missing = [name for name in needed if not (folder / name).is_file()]
    if missing:
        raise UsageError(
            f"{folder} has no {', '.join(missing)}",
            remedy="`lexops opensearch credentials DIR` makes them for a new server",
        )
    administrator = Administrator(url, folder)
    administrator.ask(
        "PATCH",
        f"{API}/roles",
        as_patch(prefix),
    )
    for user in _users(folder, prefix):
        account = {"password": user.password, "description": "made by lexops"}
        administrator.ask(
            "PUT",
            f"{API}/internalusers/{user.name}",
            account,
        )
        administrator.ask(
            "PUT",
            f"{API}/rolesmapping/{user.role}",
            {"users": [user.name]},
        )


def _users(folder: Path, prefix: str) -> Iterator[_ServerUser]:
    """Return each user that has a password in the folder."""
    for user in (*USERS, *DASHBOARDS):
        if not (folder / f"{user}.password").exists():
            continue
        password = _password(folder, user)
        if user in USERS:
            name = f"{prefix}_{user}"
            yield _ServerUser(
                role=name,
                name=name,
                password=password,
            )
        else:
            yield _ServerUser(
                role=DASHBOARDS[user],
                name=user,
                password=password,
            )


def _password(folder: Path, user: str) -> str:
    return (folder / f"{user}.password").read_text(encoding="utf-8").strip()


@dataclass(frozen=True, slots=True)
class Administrator:
    """Calls the security plugin's API with the administrator's certificate.

    The certificate may do everything, and needs no password.
    """

    url: str
    folder: Path

    def ready(self) -> bool:
        """Whether the node knows its users and roles already.

        A new node is asked only this, because every other request makes it wait.
        """
        try:
            self._send(
                "GET",
                "/_plugins/_security/health?mode=strict",
                None,
            )
        except (URLError, OSError):  # also HTTPError: status 503
            return False
        return True

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
    ) -> None:
        """Send a request, and again after a conflict: all roles are one document.

        Raises ServiceUnreachable.
        """
        for attempts_left in reversed(range(_ATTEMPTS)):
            try:
                self._send(
                    method,
                    path,
                    body,
                )
            except HTTPError as error:
                if error.code != 409 or not attempts_left:
                    reason = error.read().decode(errors="replace")[:300]
                    raise ServiceUnreachable(
                        f"{self.url} did not take {path}: {error.code} {reason}"
                    ) from error
            except (URLError, OSError) as error:
                raise ServiceUnreachable(
                    f"no OpenSearch with the CA of {self.folder} answers at {self.url}: {error}"
                ) from error
            else:
                return
            time.sleep(random.uniform(0.1, 0.5))  # noqa: S311 - not for security
        raise AssertionError("the last attempt returns or raises")

    def _send(
        self,
        method: str,
        path: str,
        body: Any,
    ) -> None:
        context = ssl.create_default_context(cafile=str(self.folder / "ca.pem"))
        context.load_cert_chain(self.folder / "admin.pem", self.folder / "admin.key")
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310
            f"{self.url}{path}",
            data,
            {"Content-Type": "application/json"},
            method=method,
        )
        answer = urllib.request.urlopen(request, context=context, timeout=_TIMEOUT)  # noqa: S310
        answer.close()
