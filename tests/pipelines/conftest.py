"""Small archives of our own sentences, and homes to run them in."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from configs.loading import home_of, load
from configs.settings import Index, Settings
from corpus.notation.numerals import ArticleNumber
from indexing import stores
from indexing.store import IndexStore
from pipelines._instance import open_instance
from pipelines.report import RunReport
from pipelines.run import update
from pipelines.session import open_session
from storage.home import Home
from tests.faults import runs
from tests.opensearch import sweep
from tests.pipelines.benches import bench, lance, template  # noqa: F401 - fixtures
from tests.storage.conftest import postgres  # noqa: F401 - a fixture


def statute(
    title: str,
    date: str = "2020-05-01",
    articles: int = 3,
    say: str = "用人单位应当按月足额支付工资",
) -> str:
    """A law of our own, with so many articles."""
    body = "\n\n".join(
        f"{ArticleNumber(number)} {say}，{title}第{number}项另有规定的除外。"
        for number in range(1, articles + 1)
    )
    return f"# {title}\n\n（{date[:4]}年{int(date[5:7])}月{int(date[8:])}日云岭市人民代表大会常务委员会通过）\n\n{body}\n"


@pytest.fixture(scope="session")
def dagster_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Dagster's own databases, made once: it takes seconds, and they are the same in every new home."""
    home = Home(tmp_path_factory.mktemp("template"))
    with home.writer("tests"), open_instance(home):
        pass
    return home.dagster


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A new home."""
    return Home(tmp_path / "home")


@pytest.fixture
def home_with_dagster(home: Home, dagster_template: Path) -> Home:
    """The new home, with Dagster's databases in it."""
    shutil.copytree(dagster_template, home.dagster)
    return home


@pytest.fixture
def server(opensearch: str) -> Iterator[Index]:
    """Settings for an index of its own on the shared server."""
    index = Index(
        store="opensearch",
        location=opensearch,
        prefix=f"p{uuid.uuid4().hex[:8]}",
    )
    yield index
    sweep(opensearch, index)


@pytest.fixture
def settings(home: Home, request: pytest.FixtureRequest) -> Settings:
    """The profile `ci`, reading one file at a time; with the index in the engine that `--index` names."""
    made = replace(
        load(
            "ci",
            home.root,
            {},
        ),
        processes=1,
    )
    return (
        replace(made, index=request.getfixturevalue("server"))
        if request.config.getoption("--index") == "opensearch"
        else made
    )


@pytest.fixture
def store(settings: Settings, home: Home) -> Iterator[IndexStore]:
    """The home's index store."""
    opened = stores.open_store(
        settings.index.store,
        settings.index.location or str(home.index),
        settings.index,
    )
    yield opened
    opened.close()


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    """A source of four laws."""
    folder = tmp_path / "laws"
    folder.mkdir()
    for title in (
        "云岭市工资支付条例",
        "云岭市工时管理条例",
        "云岭市休假保障条例",
        "云岭市集体合同条例",
    ):
        (folder / f"{title}.md").write_text(statute(title), encoding="utf-8")
    return folder


Run = Callable[..., RunReport]


@pytest.fixture
def run(settings: Settings, home: Home) -> Run:
    """Update the home with these sources, stage after stage: what the job does, without the seconds that Dagster takes."""

    def stages(
        *sources: object,
        allow_deletes: bool = False,
        retry: Sequence[int] = (),
        settings: Settings = settings,
    ) -> RunReport:
        with open_session(
            settings,
            home_of(settings, home.root),
            "a test",
        ) as session:
            chosen = session.register([str(one) for one in sources])
            session.begin()
            session.catalog.objects.retry(retry)
            runs.work_through(
                session,
                chosen,
                allow_deletes=allow_deletes,
            )
        return session.report

    return stages


@pytest.fixture
def run_job(settings: Settings, home_with_dagster: Home) -> Run:
    """Update the home with these sources through the job, as `lexops run` does."""
    home = home_with_dagster
    return lambda *sources, **options: update(
        options.pop("settings", settings),
        home,
        [str(one) for one in sources],
        **options,
    )


@pytest.fixture
def indexed(store: IndexStore) -> Callable[[], dict[str, str]]:
    """What searches see now: row hashes by id."""

    def read() -> dict[str, str]:
        reader = store.open()
        try:
            return dict(reader.hashes())
        finally:
            reader.close()

    return read


@pytest.fixture
def state(home: Home) -> Callable[[], dict[str, tuple[str, str | None]]]:
    """State and reason of every object, by source and path."""

    def read() -> dict[str, tuple[str, str | None]]:
        with home.reading_catalog() as catalog:
            return {
                f"{source}/{path}": (what, code)
                for source, path, what, code in catalog.objects.outcomes()
            }

    return read


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LEXOPS_HOME", "LEXOPS_PROFILE", "DAGSTER_HOME"):
        monkeypatch.delenv(name, raising=False)
