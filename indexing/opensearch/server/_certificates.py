"""Certificates and passwords of a server: a certificate authority, and what it signed.

The authority's own key is deleted after it has signed, so that no certificate can be signed with it
later; it protects only one server. openssl was set aside because `cryptography` comes with the
environment, and the plugin's demo certificates because their keys are public.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import UsageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey as Key
    from cryptography.x509 import Certificate, CertificateBuilder

USERS = ("publisher", "reader")
"""The users that `roles.yml` has roles for; on the server PREFIX_publisher and PREFIX_reader."""

LOCAL = (
    "localhost",
    "127.0.0.1",
    "::1",
)
"""Names and addresses of this machine."""

# Days that a certificate is valid. It is for a server of one machine or one Compose network; its
# administrator makes new ones by removing the folder.
_DAYS = 3_650


def make_credentials(
    folder: Path,
    hosts: Sequence[str] = LOCAL,
    users: Iterable[str] = USERS,
) -> None:
    """Write missing certificates and passwords; only the owner may read keys and passwords.

    A folder that has certificates keeps them.

    Args:
        folder: Where to write.
        hosts: Names and addresses of the node.
        users: Users that get a password.

    Raises:
        UsageError: The folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "ca.pem").exists():
            _make_certificates(folder, hosts)
        for user in users:
            path = folder / f"{user}.password"
            if not path.exists():
                write_secret(path, f"{secrets.token_urlsafe(24)}\n".encode())
    except OSError as error:
        raise UsageError(
            f"credentials can't be written to {folder}: {error.strerror}",
            remedy="name a folder of yours",
        ) from error


def write_secret(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read."""
    path.touch(mode=0o600)
    path.write_bytes(data)


def _make_certificates(folder: Path, hosts: Sequence[str]) -> None:
    from cryptography import x509

    authority_key = _new_key()
    authority_name = _name("lexops CA")
    own_key_id = x509.SubjectKeyIdentifier.from_public_key(authority_key.public_key())
    builder = _builder(
        authority_name,
        authority_name,
        authority_key,
    )
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_key_usage(signs=True), critical=True)
    builder = builder.add_extension(own_key_id, critical=False)
    authority = builder.sign(authority_key, _sha256())
    for owner in ("node", "admin"):
        key = _new_key()
        builder = _signed_builder(
            owner,
            key,
            authority_key,
            authority_name,
        )
        if owner == "node":
            names = x509.SubjectAlternativeName([_host(host) for host in hosts])
            builder = builder.add_extension(names, critical=False)
        certificate = builder.sign(authority_key, _sha256())
        write_secret(folder / f"{owner}.key", _key_as_pem(key))
        write_secret(folder / f"{owner}.pem", _as_pem(certificate))
    # Written last: this file says that all others exist.
    (folder / "ca.pem").write_bytes(_as_pem(authority))


def _signed_builder(
    owner: str,
    key: Key,
    authority_key: Key,
    authority_name: Any,
) -> CertificateBuilder:
    """Return a certificate of the node or the administrator, before it is signed."""
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    purposes = [ExtendedKeyUsageOID.CLIENT_AUTH]
    if owner == "node":
        # A node is server and client: nodes call each other.
        purposes.append(ExtendedKeyUsageOID.SERVER_AUTH)
    # Python 3.13 refuses a certificate that does not name the key that signed it.
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    builder = _builder(
        _name(owner),
        authority_name,
        key,
    )
    builder = builder.add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    builder = builder.add_extension(_key_usage(signs=False), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    return builder.add_extension(issuer, critical=False)


def _builder(
    subject: Any,
    issuer: Any,
    key: Key,
) -> CertificateBuilder:
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


def _key_usage(*, signs: bool) -> Any:
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
    """Return a name as nodes_dn and admin_dn in opensearch.yml have it."""
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    organization = x509.NameAttribute(NameOID.ORGANIZATION_NAME, "lexops")
    common_name = x509.NameAttribute(NameOID.COMMON_NAME, common)
    return x509.Name([organization, common_name])


def _host(name: str) -> Any:
    from cryptography import x509

    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _new_key() -> Key:
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.generate_private_key(ec.SECP256R1())


def _sha256() -> Any:
    from cryptography.hazmat.primitives.hashes import SHA256

    return SHA256()


def _as_pem(certificate: Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.PEM)


def _key_as_pem(key: Key) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return key.private_bytes(
        Encoding.PEM,
        PrivateFormat.PKCS8,
        NoEncryption(),
    )
