"""TLS, users and rights: a CA and what it signed, the two roles, and how both reach a server.

    roles(prefix)                   what a publisher and a reader may do, as an administrator reviews it (files/security/roles.yml)
    make_credentials(folder, hosts) ca.pem, node.pem, admin.pem with their keys, and a password a user
    apply(url, folder, prefix)      roles, users and who has which, by the administrator's certificate

The CA's own key is thrown away when it has signed: nobody can sign with it later, and what it protects is one server. openssl was set
aside because `cryptography` comes with the environment, and the plugin's demo certificates because their keys are public.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import random
import re
import secrets
import ssl
import time
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError

from corpus.errors import ServiceUnreachable, UsageError
from indexing.opensearch.options import ServerOptions

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey as Key
    from cryptography.x509 import Certificate, CertificateBuilder

USERS = ("publisher", "reader")
"""What `roles.yml` has roles for; a user of `apply` is called as its role, PREFIX_publisher and PREFIX_reader."""

DASHBOARDS = {"dashboards": "kibana_server", "administrator": "all_access"}
"""Users that OpenSearch Dashboards wants, itself and a person, and the roles that the plugin has for them."""

API = "/_plugins/_security/api"

LOCAL = ("localhost", "127.0.0.1", "::1")

_DAYS = 3_650  # of a server for one machine or one Compose network; its administrator makes new ones by removing the folder
_EMPTY = (
    "roles",
    "roles_mapping",
    "internal_users",
    "action_groups",
    "tenants",
    "nodes_dn",
    "allowlist",
)
_SECONDS = 30
_ATTEMPTS = 20


def roles(prefix: str = "lexops") -> str:
    """roles.yml for a prefix: what the publisher and the reader of that prefix may do, with the reasons. Raises UsageError for what is none."""
    ServerOptions(prefix=prefix)
    text = (files(__package__) / "files" / "security" / "roles.yml").read_text(encoding="utf-8")
    return re.sub(r'lexops(?=_publisher|_reader|"|-\*)', prefix, text)


def as_patch(prefix: str = "lexops") -> list[dict[str, Any]]:
    """The roles as `PATCH /_plugins/_security/api/roles` takes them, which leaves all other roles as they are."""
    import yaml

    known = yaml.safe_load(roles(prefix))
    return [
        {"op": "add", "path": f"/{name}", "value": role}
        for name, role in known.items()
        if not name.startswith("_")
    ]


def make_credentials(
    folder: Path, hosts: Sequence[str] = LOCAL, users: Iterable[str] = USERS
) -> None:
    """Write what is missing of a CA, a node's and an administrator's certificate, and the users' passwords; keys and passwords for the owner alone.

    `hosts` are the names and addresses under which the node is asked. A folder that has certificates keeps them. Raises UsageError where it
    can't be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "ca.pem").exists():
            _make_certificates(folder, hosts)
        for user in users:
            if not (folder / f"{user}.password").exists():
                _write(folder / f"{user}.password", f"{secrets.token_urlsafe(24)}\n".encode())
    except OSError as error:
        raise UsageError(
            f"credentials can't be written to {folder}: {error.strerror}",
            remedy="name a folder of yours",
        ) from error


def give(folder: Path, who: str, to: Path) -> None:
    """Copy to a folder of his own what one party needs of the credentials: `node`, or a user. A node's is its config/opensearch-security."""
    to.mkdir(parents=True, exist_ok=True)
    wanted = ("node.pem", "node.key") if who == "node" else (f"{who}.password",)
    for name in ("ca.pem", *wanted):
        _write(to / name, (folder / name).read_bytes())
    if who == "node":  # what its index of users and roles begins with: nobody
        _write(
            to / "config.yml",
            (files(__package__) / "files" / "security" / "config.yml").read_bytes(),
        )
        for name in _EMPTY:
            _write(
                to / f"{name}.yml",
                f"_meta: {{type: {name.replace('_', '')}, config_version: 2}}\n".encode(),
            )


def configure(config: Path, folder: Path) -> None:
    """Add to a node's configuration what switches TLS and users on."""
    with (config / "opensearch.yml").open("ab") as settings:
        settings.write((files(__package__) / "files" / "security" / "opensearch.yml").read_bytes())
    give(folder, "node", config / "opensearch-security")
    for one in (config, *config.rglob("*")):
        one.chmod(0o700 if one.is_dir() else 0o600)  # else the plugin warns of each


def options(folder: Path, prefix: str = "lexops", user: str = "publisher") -> ServerOptions:
    """How a user of these credentials talks to the server."""
    return ServerOptions(
        user=f"{prefix}_{user}",
        password=_password(folder, user),
        ca=str(folder / "ca.pem"),
        prefix=prefix,
    )


def apply(url: str, folder: Path, prefix: str = "lexops") -> None:
    """Put the roles, the users with their passwords, and who has which, whatever was there under their names; nothing else is touched.

    Raises ServiceUnreachable; UsageError where the folder lacks what is needed.
    """
    if missing := [
        name for name in ("ca.pem", "admin.pem", "admin.key") if not (folder / name).is_file()
    ]:
        raise UsageError(
            f"{folder} has no {', '.join(missing)}",
            remedy="`lexops opensearch credentials DIR` makes them for a new server",
        )
    administrator = Administrator(url, folder)
    administrator.ask("PATCH", f"{API}/roles", as_patch(prefix))
    for role, name, password in _users(folder, prefix):
        administrator.ask(
            "PUT",
            f"{API}/internalusers/{name}",
            {"password": password, "description": "made by lexops"},
        )
        administrator.ask("PUT", f"{API}/rolesmapping/{role}", {"users": [name]})


def _users(folder: Path, prefix: str) -> Iterator[tuple[str, str, str]]:
    """Role, name and password of each user that has a password in the folder."""
    for user, role in {**{one: f"{prefix}_{one}" for one in USERS}, **DASHBOARDS}.items():
        if (folder / f"{user}.password").exists():
            yield role, f"{prefix}_{user}" if user in USERS else user, _password(folder, user)


def _password(folder: Path, user: str) -> str:
    return (folder / f"{user}.password").read_text(encoding="utf-8").strip()


@dataclass(frozen=True, slots=True)
class Administrator:
    """Asks the plugin's API with the administrator's certificate, which may do everything and needs no password."""

    url: str
    folder: Path

    def ready(self) -> bool:
        """Whether the node knows its users and roles already; a new one is asked for this alone, since all else makes it wait."""
        try:
            self._ask("GET", "/_plugins/_security/health?mode=strict", None)
        except (URLError, OSError):  # an HTTPError is one: 503
            return False
        return True

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
    ) -> None:
        """Have something done; again where somebody else just changed the same, since all roles are one document. Raises ServiceUnreachable."""
        for attempts_left in reversed(range(_ATTEMPTS)):
            try:
                return self._ask(method, path, body)
            except HTTPError as error:
                if error.code != 409 or not attempts_left:
                    said = error.read().decode(errors="replace")[:300]
                    raise ServiceUnreachable(
                        f"{self.url} did not take {path}: {error.code} {said}"
                    ) from error
            except (URLError, OSError) as error:
                raise ServiceUnreachable(
                    f"no OpenSearch with the CA of {self.folder} answers at {self.url}: {error}"
                ) from error
            time.sleep(random.uniform(0.1, 0.5))  # noqa: S311 - jitter
        raise AssertionError("the last attempt returns or raises")

    def _ask(
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
        with urllib.request.urlopen(request, context=context, timeout=_SECONDS):  # noqa: S310
            pass


def _make_certificates(folder: Path, hosts: Sequence[str]) -> None:
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    ca_key = _key()
    ca_name = _name("lexops CA")
    ca = (
        _begun(ca_name, ca_name, ca_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(ca_key.public_key()), critical=False
        )
        .sign(ca_key, _digest())
    )
    alternatives = x509.SubjectAlternativeName([_host(one) for one in hosts])
    for who in ("node", "admin"):
        key = _key()
        builder = _begun(_name(who), ca_name, key).add_extension(
            x509.BasicConstraints(ca=False, path_length=None), critical=True
        )
        # a node is server and client at once: nodes call each other
        purposes = [
            ExtendedKeyUsageOID.CLIENT_AUTH,
            *([ExtendedKeyUsageOID.SERVER_AUTH] if who == "node" else []),
        ]
        builder = builder.add_extension(_usage(signs=False), critical=True).add_extension(
            x509.ExtendedKeyUsage(purposes), critical=False
        )
        # Python 3.13 refuses a certificate that does not say whose key signed it
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False
        )
        if who == "node":
            builder = builder.add_extension(alternatives, critical=False)
        _write(folder / f"{who}.key", _pem_of_key(key))
        _write(folder / f"{who}.pem", _pem(builder.sign(ca_key, _digest())))
    (folder / "ca.pem").write_bytes(_pem(ca))  # last: its presence says that all are there


def _begun(subject: Any, issuer: Any, key: Key) -> CertificateBuilder:
    from cryptography import x509

    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))  # clocks differ
        .not_valid_after(now + dt.timedelta(days=_DAYS))
    )


def _usage(*, signs: bool) -> Any:
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common: str) -> Any:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    # as opensearch.yml's nodes_dn and admin_dn have them
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "lexops"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _host(name: str) -> Any:
    from cryptography import x509

    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _key() -> Key:
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.generate_private_key(ec.SECP256R1())


def _digest() -> Any:
    from cryptography.hazmat.primitives.hashes import SHA256

    return SHA256()


def _pem(certificate: Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.PEM)


def _pem_of_key(key: Key) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(path: Path, data: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(data)
