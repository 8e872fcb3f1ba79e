"""A home whose index is a service, behind a bad line; and readers that ask the service itself all the while.

What readers get is written down whole, and judged when the trial is over: every answer is all of the old state or all of the new one,
or an error that says so. They do not go through the line: the line is the writer's.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from opensearchpy.exceptions import TransportError

from configs.loading import load
from configs.settings import Settings
from corpus.errors import LexopsError
from indexing.embedders import open_embedder
from indexing.opensearch._documents import EMPTY_DIGEST, update_digest
from indexing.opensearch.options import ServerOptions
from indexing.opensearch.store import OpenSearchStore
from pipelines.reconciliation import Depth, Reconciled
from pipelines.session import open_session
from pipelines.stages import reconciling, undoing
from retrieval.client import connect
from storage.home import Home
from tests.faults import runs
from tests.opensearch import sweep
from tests.pipelines.conftest import statute

State = frozenset[tuple[str, str]]
"""(id, row hash) of every row."""

_KEPT, _EDITED, _FIRST, _SECOND = (
    "云岭市工时管理条例",
    "云岭市工资支付条例",
    "云岭市休假保障条例",
    "云岭市集体合同条例",
)


class Ended(NamedTuple):
    """How a run ended."""

    status: int
    line: str


GOOD = Ended(0, "")


@dataclass
class Service:
    """A home, its archive, and its index at a server. `url` is how the writer reaches it."""

    root: Path
    server: str
    url: str
    prefix: str = field(default_factory=lambda: f"f{uuid.uuid4().hex[:8]}")
    changes: int = 0

    def __post_init__(self) -> None:
        self.archive.mkdir(parents=True)
        for title, date in (
            (_KEPT, "2015-05-01"),
            (_KEPT, "2020-05-01"),
            (_EDITED, "2020-05-01"),
            (_FIRST, "2020-05-01"),
        ):
            self._put(title, date)
        self.configure()

    @property
    def archive(self) -> Path:
        """The one source."""
        return self.root / "laws"

    @property
    def home(self) -> Home:
        """Under the profile `ci`."""
        return Home(self.root / "home")

    @property
    def settings(self) -> Settings:
        """As a command of this home would read them."""
        return load(
            "ci",
            self.home.root,
            {},
        )

    def configure(self, **options: object) -> None:
        """Write the home's settings, with these of `index` besides."""
        self.home.root.mkdir(exist_ok=True)
        given = {
            "store": "opensearch",
            "location": self.url,
            "prefix": self.prefix,
            **options,
        }
        lines = [
            f"{name} = {str(value) if isinstance(value, int | float) else repr(value)}"
            for name, value in given.items()
        ]
        (self.home.root / "lexops.toml").write_text(
            "\n".join(["[index]", *lines, ""]).replace("'", '"'), encoding="utf-8"
        )

    def change(self) -> None:
        """One law is edited, one deleted, one added."""
        self.changes += 1
        self._put(
            _EDITED,
            "2020-05-01",
            say=f"用人单位应当在每月{self.changes}日支付工资",
        )
        gone, added = (_FIRST, _SECOND) if self.changes % 2 else (_SECOND, _FIRST)
        self._file(gone, "2020-05-01").unlink()
        self._put(added, "2020-05-01")

    def run(self) -> Ended:
        """Update the home in this process: the exit status that a command would have, and its line."""
        try:
            report = runs.run(
                self.home.root,
                [self.archive],
                processes=0,
            )
        except LexopsError as error:
            return Ended(int(error.status), str(error))
        return Ended(
            int(report.exit), "; ".join(f"{one.detail} — {one.remedy}" for one in report.refused)
        )

    def reconcile(self) -> Reconciled:
        """The index against the catalog, every row whole."""
        with open_session(
            self.settings,
            self.home,
            "a test",
        ) as session:
            return reconciling.reconcile(session, Depth(sample=None))

    def begin_generation(self) -> None:
        """What `lexops publish --rebuild` does before its update."""
        with open_session(
            self.settings,
            self.home,
            "a test",
        ) as session:
            undoing.begin_generation(session)

    def assert_whole(self) -> None:
        """No drift, and the digest in `_meta` is that of the rows."""
        found = self.reconcile()
        assert found.same, found.says
        assert self.digest_is_right()

    def state(self) -> State:
        """What readers get."""
        with self.store() as store:
            return _hashes(store)

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        **params: Any,
    ) -> Any:
        """What somebody with every right asks of the server itself."""
        with self.store() as store:
            return store._client.call(
                method,
                path,
                body,
                params,
            )

    def live_index(self) -> str:
        """The index that the alias is on."""
        return str(next(iter(self.call("GET", f"/_alias/{self.prefix}"))))

    def indices(self) -> list[str]:
        """Every index of this prefix, or named so."""
        return sorted(
            self.call(
                "GET",
                f"/{self.prefix}*",
                filter_path="*.aliases",
            )
        )

    def digest_is_right(self) -> bool:
        """Whether `_meta` says of the live generation what its rows say."""
        (one,) = self.call("GET", f"/{self.prefix}").values()
        return bool(
            one["mappings"]["_meta"]["lexops"]["digest"]
            == update_digest(
                EMPTY_DIGEST,
                self.state(),
                (),
            )
        )

    @contextmanager
    def store(self) -> Iterator[OpenSearchStore]:
        """The store, straight at the server."""
        store = OpenSearchStore(self.server, ServerOptions(prefix=self.prefix))
        try:
            yield store
        finally:
            store.close()

    @contextmanager
    def watched(self) -> Iterator[Readers]:
        """Readers ask while the block runs."""
        readers = Readers(self)
        threads = [
            threading.Thread(target=readers.ask, args=(one,))
            for one in (readers.plain, readers.client, readers.reader)
        ]
        for thread in threads:
            thread.start()
        try:
            yield readers
        finally:
            readers.over.set()
            for thread in threads:
                thread.join()

    def sweep(self) -> None:
        """Remove everything of the prefix."""
        for index in self.indices():
            self.call("DELETE", f"/{index}")
        sweep(self.server, ServerOptions(prefix=self.prefix))

    def _file(
        self,
        title: str,
        date: str,
    ) -> Path:
        return self.archive / f"{title}({date}).md"

    def _put(
        self,
        title: str,
        date: str,
        **text: str,
    ) -> None:
        self._file(title, date).write_text(
            statute(
                title,
                date,
                **text,
            ),
            encoding="utf-8",
        )


class Readers:
    """Who asks while something happens: a plain client through the alias, the template's client, and lexops' own reader."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.answers: list[tuple[str, State]] = []
        self.errors: list[tuple[str, Exception]] = []
        self.over = threading.Event()

    def ask(self, way: Callable[[], State]) -> None:
        """Ask in one way until it is over, once at least."""
        while True:
            try:
                self.answers.append((way.__name__, way()))
            except (LexopsError, TransportError) as error:
                self.errors.append((way.__name__, error))
            if self.over.is_set():
                return
            time.sleep(0.05)  # they share two cores with the writer

    def strange(self, *states: State, but: Collection[str] = ()) -> list[str]:
        """Answers that are none of these states, each with what it has too much or too little.

        The answers of the ways in `but` are not looked at. The client folds passages with the same
        text into one result. So its answer must be a part of one state, and not empty.
        """
        strange = []
        for way, answer in self.answers:
            if way in but or answer in states:
                continue
            if way == "client" and answer and any(answer <= state for state in states):
                continue
            nearest = min((answer ^ state for state in states), key=len)
            strange.append(f"{way}: {sorted(nearest)}")
        return strange

    def plain(self) -> State:
        """A search that knows nothing but the alias."""
        body = {"size": 1_000, "_source": ["id", "row_hash"], "query": {"match_all": {}}}
        answer = self._service.call(
            "POST",
            f"/{self._service.prefix}/_search",
            body,
            allow_partial_search_results="false",
        )
        hits = [hit["_source"] for hit in answer["hits"]["hits"]]
        return frozenset((hit["id"], hit["row_hash"]) for hit in hits)

    def client(self) -> State:
        """The client for services, asked for all that there is."""
        options = ServerOptions(prefix=self._service.prefix)
        with connect(
            self._service.server,
            options,
            open_embedder("hashing"),
        ) as index:
            results = index.search(
                "用人单位支付工资另有规定的除外",
                k=200,
                as_of="any",
            )
            return frozenset((result.row["id"], result.row["row_hash"]) for result in results)

    def reader(self) -> State:
        """A point in time, as `lexops search` holds it."""
        with self._service.store() as store:
            return _hashes(store)


def _hashes(store: OpenSearchStore) -> State:
    reader = store.open()
    try:
        return frozenset(reader.hashes())
    finally:
        reader.close()
