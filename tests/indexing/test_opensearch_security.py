"""A server with TLS, users and least rights: what publisher and reader may, and what everybody
else is reported; one line each, status 3.
"""

from __future__ import annotations

import json
import ssl
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from cli.main import run
from configs.loading import load
from corpus.errors import ServiceUnfit
from indexing.hashing_embedder import HashingEmbedder
from indexing.opensearch import server as opensearch_server
from indexing.opensearch._client import OpenSearchClient
from indexing.opensearch._errors import tls_failed
from indexing.opensearch._preflight import probes
from indexing.opensearch.options import ServerOptions
from indexing.opensearch.server import _administration, _certificates
from indexing.opensearch.store import OpenSearchStore
from indexing.store import CandidateQuery, Filter, IndexMeta
from indexing.testing.store_battery import META, ids, numbered, publish, vector
from retrieval.client import connect
from storage.home import Home
from tests.opensearch import free_port

ROOT = Path(__file__).parents[2]


class Secure(NamedTuple):
    """A server, where the credentials for it lie, and a prefix whose roles and users it has."""

    url: str
    credentials: Path
    prefix: str

    def options(self, user: str = "publisher") -> ServerOptions:
        return _administration.options(
            self.credentials,
            self.prefix,
            user,
        )

    def as_administrator(
        self,
        method: str,
        path: str,
        body: Any = None,
    ) -> None:
        _administration.Administrator(self.url, self.credentials).ask(
            method,
            path,
            body,
        )


@pytest.fixture(scope="module")
def secure(secure_opensearch: tuple[str, Path], worker_id: str) -> Iterator[Secure]:
    """The server with a prefix for this process alone, since others test on it, too; nothing of
    ours is on it afterwards.
    """
    url, credentials = secure_opensearch
    found = Secure(
        url,
        credentials,
        f"s{worker_id}",
    )
    opensearch_server.apply(
        url,
        credentials,
        found.prefix,
    )
    yield found
    found.as_administrator("DELETE", f"/{found.prefix}*")


@pytest.fixture
def store(secure: Secure) -> Iterator[OpenSearchStore]:
    """A publisher's store with nothing in it."""
    secure.as_administrator("DELETE", f"/{secure.prefix}-*")
    opened = OpenSearchStore(secure.url, secure.options())
    yield opened
    opened.close()


def refusal(
    secure: Secure,
    user: str,
    method: str,
    path: str,
    body: Any = None,
) -> str:
    """The right that an error says a user lacks; empty where there is none."""
    client = OpenSearchClient(
        secure.url,
        secure.options(user),
        patient=False,
    )
    try:
        client.call(
            method,
            path,
            body,
        )
    except ServiceUnfit as error:
        return ", ".join(error.rights)
    finally:
        client.close()
    return ""


def test_a_publisher_may_do_all_that_a_store_is_asked(store: OpenSearchStore) -> None:
    """With the rights of roles.yml and no others: generations, deltas, candidates taken back,
    readers, the look at the server.
    """
    rows = numbered(6)
    publish(store, *rows)
    assert (
        store.write(
            "g1",
            numbered(2, region="海州市"),
            [rows[5].row["id"]],
        ).deleted
        == 1
    )
    store.preview("g1").close()
    store.discard("g1")
    store.write(
        "g1",
        numbered(2, region="海州市"),
        [rows[5].row["id"]],
    )
    assert store.publish("g1").version == 2
    reader = store.open()
    assert len(ids(reader.find(Filter(), 10))) == len(dict(reader.hashes())) == reader.count() == 5
    assert (
        len(
            reader.candidates(
                CandidateQuery(
                    "电车",
                    vector(1),
                    3,
                )
            ).keyword
        )
        == 3
    )
    assert reader.hybrid(
        CandidateQuery(
            "电车",
            vector(1),
            3,
        )
    )
    assert len(reader.stored_rows([rows[0].row["id"]])) == 1
    reader.close()
    publish(
        store,
        *rows,
        name="g2",
    )
    store.drop("g1")
    assert store.info()["plugins"] == [
        "opensearch-knn",
        "opensearch-neural-search",
        "opensearch-security",
    ]


def test_each_right_is_asked_for_by_name(secure: Secure, store: OpenSearchStore) -> None:
    """One half of the rights is taken away, then the other: the error names all missing rights."""
    publish(store, *numbered(1))
    role = yaml.safe_load(_administration.roles(secure.prefix))[f"{secure.prefix}_publisher"]
    rights = [*role["cluster_permissions"], *role["index_permissions"][0]["allowed_actions"]]
    asked = {one.right for one in probes(secure.prefix, f"{secure.prefix}-g1")} | {
        "indices:data/read/point_in_time/delete"
    }
    assert asked == {one.removesuffix("*") for one in rights}
    path = f"{_administration.API}/roles/{secure.prefix}_publisher"
    # who may not make a point in time can't be asked whether he may end it, nor who may send no
    # bulk what may be in it
    follow = ["indices:data/read/point_in_time/delete", "indices:data/write/bulk[s]"]
    others = [one for one in rights if one not in follow]
    try:
        for taken in (others[::2], others[1::2], follow):
            less = json.loads(json.dumps(role))
            for place, name in (
                (less, "cluster_permissions"),
                (less["index_permissions"][0], "allowed_actions"),
            ):
                place[name] = [one for one in place[name] if one not in taken]
            secure.as_administrator(
                "PUT",
                path,
                less,
            )
            with pytest.raises(ServiceUnfit) as raised:
                store.info()
            assert {*raised.value.rights} - ({*follow} - {*taken}) == {
                one.removesuffix("*") for one in taken
            }
            assert "\n" not in str(raised.value)
    finally:
        secure.as_administrator(
            "PUT",
            path,
            role,
        )


def test_no_user_touches_what_is_of_another_prefix(secure: Secure, store: OpenSearchStore) -> None:
    """Publisher and reader of one prefix: neither reads, writes nor deletes another's index, nor
    the plugin's own.
    """
    laws = secure._replace(prefix=f"{secure.prefix}laws")
    opensearch_server.apply(*laws)
    other = OpenSearchStore(laws.url, laws.options())
    publish(other, *numbered(2))
    publish(store, *numbered(3))
    body, limit = (
        {"query": {"match_all": {}}},
        {"transient": {"cluster.max_shards_per_node": "2000"}},
    )
    cases: list[tuple[str, str, Any]] = [
        ("POST", "/{index}/_search", body),
        ("POST", "/{index}/_delete_by_query", body),
        ("PUT", "/{index}/_doc/x?routing=x", {}),
        ("PUT", "/{index}/_mapping", {"_meta": {}}),
        ("GET", "/{index}", None),
        ("DELETE", "/{index}", None),
        ("POST", "/_aliases", {"actions": [{"add": {"index": "{index}", "alias": secure.prefix}}]}),
    ]
    for user in ("publisher", "reader"):
        for method, path, given in cases:
            asked = json.loads(json.dumps(given).replace("{index}", f"{laws.prefix}-g1"))
            assert refusal(
                secure,
                user,
                method,
                path.format(index=f"{laws.prefix}-g1"),
                asked,
            ).startswith("indices:"), (user, path)
        assert (
            refusal(
                secure,
                user,
                "POST",
                "/.opendistro_security/_search",
                body,
            )
            == "indices:data/read/search"
        )
        assert (
            refusal(
                secure,
                user,
                "PUT",
                "/_cluster/settings",
                limit,
            )
            == "cluster:admin/settings/update"
        )
    assert other.open().count() == 2
    assert [one.name for one in store.generations()] == ["g1"]
    other.close()


def test_a_reader_asks_what_is_live_and_nothing_more(
    secure: Secure, store: OpenSearchStore
) -> None:
    """Through the alias by the client, the template or a search of its own; no candidate, no
    replaced generation, and it writes nothing.
    """
    url = secure.url
    embedder = HashingEmbedder()
    store.create("g1", IndexMeta(embedder.fingerprint, embedder.dimension))
    rows = [replace(one, vector=embedder.embed_query(str(one.row["text"]))) for one in numbered(4)]
    store.write("g1", rows)
    store.publish("g1")
    store.create("g2", META)
    with connect(
        url,
        secure.options("reader"),
        embedder,
    ) as index:
        assert (
            len(
                index.search(
                    "电车司机",
                    groups=["public"],
                    as_of="any",
                )
            )
            == 4
        )
    reader = OpenSearchClient(
        url,
        secure.options("reader"),
        patient=False,
    )
    assert (
        reader.call(
            "POST",
            f"/{secure.prefix}/_search",
            {"size": 0, "aggs": {"kinds": {"terms": {"field": "kind"}}}},
        )["hits"]["total"]["value"]
        == 4
    )
    view = reader.call(
        "POST",
        f"/{secure.prefix}/_search/point_in_time",
        params={"keep_alive": "1m"},
    )["pit_id"]
    assert (
        len(
            reader.call(
                "POST",
                "/_search",
                {"pit": {"id": view}},
            )["hits"]["hits"]
        )
        == 4
    )
    reader.call(
        "DELETE",
        "/_search/point_in_time",
        {"pit_id": [view]},
    )
    reader.close()
    for method, path, body, right in (
        (
            "POST",
            f"/{secure.prefix}-g2/_search",
            {},
            "indices:data/read/search",
        ),  # a candidate
        (
            "PUT",
            f"/{secure.prefix}/_doc/x?routing=x",
            {},
            "indices:data/write/index",
        ),
        (
            "DELETE",
            f"/{secure.prefix}-g1",
            None,
            "indices:admin/delete",
        ),
        (
            "GET",
            f"/{secure.prefix}/_doc/x?routing=x",
            None,
            "indices:data/read/get",
        ),  # would pass the alias's filter by
        ("GET", "/_cluster/health", None, "cluster:monitor/health"),
        (
            "POST",
            "/_search",
            {},
            "indices:data/read/search",
        ),  # all indices
    ):
        assert (
            refusal(
                secure,
                "reader",
                method,
                path,
                body,
            )
            == right
        ), path


def test_a_reader_who_publishes_is_refused_before_anything_is_written(
    secure: Secure,
    store: OpenSearchStore,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A whole run as the read-only user: one line, status 3, nothing there; the publisher then
    carries on in the same home.
    """
    url = secure.url
    source = tmp_path / "laws"
    source.mkdir()
    (source / "电车条例(2020-01-01).md").write_text(
        "# 电车条例\n\n第一条 电车司机应当按时出车。\n\n第二条 乘客应当先下后上。\n",
        encoding="utf-8",
    )
    home(
        tmp_path,
        monkeypatch,
        url,
        secure.options("reader"),
    )
    assert run(["run", str(source)]) == 3
    raised = one_line(capsys.readouterr().err)
    assert raised.startswith(
        f"OpenSearch at {url} can't be published to: "
        f"{secure.prefix}_reader may not cluster:monitor/main"
    )
    assert "lexops opensearch roles" in raised
    assert store.generations() == []
    home(
        tmp_path,
        monkeypatch,
        url,
        secure.options(),
    )
    assert run(["run", str(source)]) == 0
    assert store.open().count() == 2


def test_a_delta_is_refused_as_a_first_load_is(secure: Secure, store: OpenSearchStore) -> None:
    """By each way to change something; readers have what they had."""
    publish(store, *numbered(2))
    refused = OpenSearchStore(secure.url, secure.options("reader"))
    for change in (
        lambda: refused.create("g2", META),
        lambda: refused.write("g1", numbered(1, region="海州市")),
        lambda: refused.discard("g1"),
        lambda: refused.publish("g1"),
        lambda: refused.drop("g1"),
    ):
        with pytest.raises(ServiceUnfit, match="lexops opensearch roles"):
            change()
    refused.close()
    assert store.generations()[0].version == 1
    assert store.open().count(Filter(regions=("海州市",))) == 0


def test_doctor_names_all_that_lacks(
    secure: Secure,
    store: OpenSearchStore,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And the command that prints the role."""
    home(
        tmp_path,
        monkeypatch,
        secure.url,
        secure.options("reader"),
    )
    assert run(["doctor", "--json"]) == 1
    (found,) = [
        one for one in json.loads(capsys.readouterr().out)["findings"] if one["what"] == "index"
    ]
    assert "may not" in found["seen"]
    assert "lexops opensearch roles" in found["remedy"]


def test_each_wrong_way_in_is_one_line_and_status_3(
    secure: Secure,
    opensearch: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is wrong and what to do, as a user of the command line sees it; what can be reported
    without a server is a wrong setting: status 2.
    """
    url, right, plain = secure.url, secure.options(), opensearch
    ca = str(right.ca)
    (tmp_path / "no.pem").write_text("not a certificate")
    cases = (
        # a wrong password
        (
            url,
            replace(right, password="wrong"),
            3,
            f"{url} does not know {right.user}, or the password is wrong",
            "LEXOPS_INDEX_PASSWORD",
        ),
        # no user at all
        (
            url,
            replace(
                right,
                user=None,
                password=None,
            ),
            3,
            f"{url} wants a user",
            "set index.user",
        ),
        # a user that is not there
        (
            url,
            replace(right, user="nobody"),
            3,
            f"{url} does not know nobody",
            "index.user",
        ),
        # a certificate of an own authority that is not configured
        (
            url,
            replace(right, ca=None),
            3,
            f"the certificate of {url} is not trusted",
            "index.ca",
        ),
        # the certificate of another authority
        (
            url,
            replace(right, ca=other_authority(tmp_path)),
            3,
            f"the certificate of {url} is not trusted",
            "index.ca",
        ),
        # a name that the certificate does not have; all of 127/8 is this machine, but the server
        # listens on one address
        (
            url.replace("127.0.0.1", "ip6-localhost"),
            right,
            3,
            "no OpenSearch answers at",
            "index.location",
        ),
        # http to a port with TLS
        (
            url.replace("https", "http"),
            replace(right, ca=None),
            3,
            "ends the connection without an answer",
            "begin index.location with https:",
        ),
        # https to a port without
        (
            plain.replace("http", "https"),
            right,
            3,
            "the TLS connection to",
            "http: in index.location",
        ),
        # a file of an authority that is none, or is not there
        (
            url,
            replace(right, ca=str(tmp_path / "no.pem")),
            2,
            "index.ca is no certificate in PEM",
            "name the file",
        ),
        (
            url,
            replace(right, ca=f"{ca}.gone"),
            2,
            "index.ca names no file",
            ca,
        ),
        # no server listens
        (
            f"https://127.0.0.1:{free_port()}",
            right,
            3,
            "no OpenSearch answers at",
            "lexops opensearch up",
        ),
    )
    home(
        tmp_path,
        monkeypatch,
        url,
        right,
    )
    (made := Home(tmp_path / "home")).make()
    made.catalog().close()
    for location, options, status, said, remedy in cases:
        home(
            tmp_path,
            monkeypatch,
            location,
            options,
        )
        assert run(["search", "工资", "--mode", "keyword"]) == status, said
        raised = one_line(capsys.readouterr().err)
        assert said in raised
        assert remedy in raised


@pytest.mark.parametrize(
    ("days", "asked", "said"),
    [
        # a name, an address that are not in the certificate
        (1, "search.example", "issued for another name"),
        (1, "10.0.0.1", "issued for another name"),
        # it ended half an hour ago
        (-1 / 48, "localhost", "has expired"),
        (1, "localhost", None),
        (1, "127.0.0.1", None),
    ],
)
def test_what_is_wrong_with_a_certificate_is_reported(
    days: float,
    asked: str,
    said: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By the words of Python's ssl, in a real handshake with certificates of ours."""
    monkeypatch.setattr(
        _certificates,
        "_DAYS",
        days,
    )
    _certificates.make_credentials(tmp_path)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(tmp_path / "node.pem", tmp_path / "node.key")
    client = ssl.create_default_context(cafile=str(tmp_path / "ca.pem"))
    client.verify_flags |= ssl.VERIFY_X509_STRICT  # as Python 3.13 does
    up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
    ours, theirs = (
        client.wrap_bio(
            down,
            up,
            server_hostname=asked,
        ),
        server.wrap_bio(
            up,
            down,
            server_side=True,
        ),
    )
    error = None
    for _ in range(3):
        for end in (ours, theirs):
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLError as failed:
                error = error or failed
    assert (error is None) == (said is None)
    if said is not None:
        raised = tls_failed("https://search.example", str(error))
        assert said in str(raised)
        assert raised.status == 3


def test_credentials_are_for_their_owner_and_are_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No other user reads keys and passwords, no key of the CA stays, a second call changes
    nothing; openssl reads and verifies them.
    """
    folder = tmp_path / "credentials"
    for _ in range(2):
        assert (
            run(
                [
                    "opensearch",
                    "credentials",
                    str(folder),
                    "--host",
                    "opensearch",
                    "--json",
                ]
            )
            == 0
        )
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first == second
    assert {*first["files"]} == {
        *("ca.pem", "node.pem", "node.key", "admin.pem", "admin.key"),
        *("publisher.password", "reader.password"),
    }
    open_to_all = {
        one.name for one in folder.iterdir() if stat.S_IMODE(one.stat().st_mode) != 0o600
    }
    assert open_to_all == {"ca.pem"}
    verified = [
        "openssl",
        "verify",
        "-x509_strict",
        "-CAfile",
        "ca.pem",
        "-verify_hostname",
        "opensearch",
        "node.pem",
    ]
    assert (
        subprocess.run(
            verified,
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        == "node.pem: OK\n"
    )
    assert (
        _administration.options(folder).password
        != _administration.options(folder, user="reader").password
    )


def test_up_finds_a_secure_server_and_says_how_to_use_it(
    secure: Secure,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By the credentials that it made, though no home knows them yet; what it prints is a home's
    lexops.toml, as it stands.
    """
    url, credentials, _ = secure
    monkeypatch.setenv("LEXOPS_HOME", str(tmp_path))
    monkeypatch.setenv("LEXOPS_PROFILE", "ci")
    assert (
        run(
            [
                "opensearch",
                "up",
                "--secure",
                "--port",
                url.rpartition(":")[2],
                "--data",
                str(credentials.parent),
                "--json",
            ]
        )
        == 0
    )
    raised = capsys.readouterr()
    found = json.loads(raised.out)
    assert (
        found["url"],
        found["way"],
        found["health"],
        found["credentials"],
    ) == (
        url,
        "assembled",
        "green",
        str(credentials),
    )
    toml, _, environment = raised.err.partition("in lexops.toml:\n")[2].partition(
        "and in the environment:\n"
    )
    (tmp_path / "lexops.toml").write_text(toml, encoding="utf-8")
    password = subprocess.run(
        ["bash", "-c", f"{environment}printenv LEXOPS_INDEX_PASSWORD"],
        capture_output=True,
        text=True,
        check=True,
    )
    index = load(
        "ci",
        tmp_path,
        {"LEXOPS_INDEX_PASSWORD": password.stdout.strip()},
    ).index
    store = OpenSearchStore(url, index)
    assert store.info()["version"] == "2.19.1"
    store.close()


def test_what_can_t_be_asked_is_one_line_and_status_2(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A prefix that is none, a folder without credentials or that is a file, a party that there
    is not.
    """
    monkeypatch.setenv("LEXOPS_HOME", str(tmp_path))
    (tmp_path / "file").write_text("")
    for words, said in (
        (["roles", "--prefix", "A*"], "index.prefix"),
        (["roles", "--apply", str(tmp_path)], "has no ca.pem, admin.pem, admin.key"),
        (["credentials", str(tmp_path / "file")], "can't be written"),
        (
            [
                "credentials",
                str(tmp_path / "new"),
                "--give",
                f"dashboards={tmp_path}",
            ],
            "choose one of node=DIR, publisher=DIR, reader=DIR",
        ),
    ):
        assert run(["opensearch", *words]) == 2
        assert said in one_line(capsys.readouterr().err)
    assert not (tmp_path / "new").exists()


def test_roles_are_printed_for_any_prefix(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the file for an administrator, and as what the plugin's API takes; the same roles."""
    assert run(["opensearch", "roles", "--prefix", "laws"]) == 0
    file = yaml.safe_load(capsys.readouterr().out)
    assert run(["opensearch", "roles", "--prefix", "laws", "--json"]) == 0
    patch = json.loads(capsys.readouterr().out)
    assert {one["path"].removeprefix("/"): one["value"] for one in patch} == {
        name: one for name, one in file.items() if name != "_meta"
    }
    assert {*file} == {"_meta", "laws_publisher", "laws_reader"}
    assert "lexops" not in json.dumps(patch)


def home(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    location: str,
    options: ServerOptions,
) -> None:
    """Settings of a home with its index there, as this user."""
    known = {"user": options.user, "ca": options.ca, "prefix": options.prefix}
    lines = "".join(f'{name} = "{value}"\n' for name, value in known.items() if value)
    (folder / "home").mkdir(exist_ok=True)
    (folder / "home" / "lexops.toml").write_text(
        f'[index]\nstore = "opensearch"\nlocation = "{location}"\n{lines}', encoding="utf-8"
    )
    monkeypatch.setenv("LEXOPS_HOME", str(folder / "home"))
    monkeypatch.setenv("LEXOPS_PROFILE", "ci")
    monkeypatch.setenv("LEXOPS_INDEX_PASSWORD", options.password or "")


def one_line(raised: str) -> str:
    """What stands on stderr, without who says it; it is one line."""
    (line,) = [line for line in raised.splitlines() if line]
    assert line.startswith("lexops: ")
    return line.removeprefix("lexops: ")


def other_authority(folder: Path) -> str:
    """The certificate of a CA that signed nothing here."""
    _certificates.make_credentials(folder / "other")
    return str(folder / "other" / "ca.pem")
