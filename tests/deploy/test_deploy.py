"""deploy/: what can be held without a container engine.

Files fit each other, the programs' options, the settings and the tested version.
"""

from __future__ import annotations

import re
import shlex
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.main import run
from configs.loading import load
from indexing.opensearch.server import DASHBOARDS, USERS, options_of
from indexing.opensearch.server._assembly import VERSION

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")


def mounts() -> list[tuple[str, str, str]]:
    """Service, what is mounted, where; variables with their defaults."""
    found = []
    for name, one in SERVICES.items():
        for mount in one.get("volumes", ()):
            source, target = (
                re.sub(
                    r"\$\{\w+:-([^}]*)\}",
                    r"\1",
                    mount,
                )
                .removesuffix(":ro")
                .split(":")
            )
            found.append((name, source, target))
    return found


def test_images_are_of_the_version_that_is_tested() -> None:
    images = {name: one["image"] for name, one in SERVICES.items() if "build" not in one}
    assert images == {
        "opensearch": f"opensearchproject/opensearch:{VERSION}",
        "dashboards": f"opensearchproject/opensearch-dashboards:{VERSION}",
    }


def test_nothing_is_open_to_other_machines() -> None:
    """Dagster's UI has no users at all, so every port is on loopback; and no password stands in a file of the repository."""
    ports = [port for one in SERVICES.values() for port in one.get("ports", ())]
    assert len(ports) == 3
    assert all(port.startswith("127.0.0.1:") for port in ports)
    texts = [path.read_text(encoding="utf-8") for path in DEPLOY.iterdir() if path.is_file()]
    assert not any(
        re.search(r"(?i)password\s*[:=]\s*['\"]?(?!\$|'|dash)\w+", text) for text in texts
    )


def test_what_is_named_is_there() -> None:
    """Files and folders that are mounted, volumes, services that are waited for, users whose password is read."""
    sources = [source for _, source, _ in mounts()]
    assert [one for one in sources if one.startswith(".") and not (DEPLOY / one).exists()] == []
    assert {one for one in sources if not one.startswith(".")} == set(COMPOSE["volumes"])
    waits = [
        (name, other, how["condition"])
        for name, one in SERVICES.items()
        for other, how in one.get("depends_on", {}).items()
    ]
    for name, other, condition in waits:
        assert other in SERVICES, name
        assert condition != "service_healthy" or "healthcheck" in SERVICES[other], name
    read = {
        who
        for one in SERVICES.values()
        for who in re.findall(r"/credentials/(\w+)\.password", str(one.get("command")))
    }
    assert read == {"publisher", "dashboards"} <= {*USERS, *DASHBOARDS}


def test_each_party_is_given_what_it_reads_and_no_more(tmp_path: Path) -> None:
    """The command of the first service, as it stands, with folders of ours for its volumes."""
    words = SERVICES["credentials"]["command"]
    for _, _, target in [one for one in mounts() if one[0] == "credentials"]:
        words = words.replace(target, str(tmp_path / target.strip("/")))
    assert run(shlex.split(words)) == 0
    given = {
        path.name: {one.name for one in path.iterdir()} for path in (tmp_path / "give").iterdir()
    }
    assert given["publisher"] == {"ca.pem", "publisher.password"}
    assert given["dashboards"] == {"ca.pem", "dashboards.password"}
    assert "admin.key" not in given["node"]
    settings = yaml.safe_load((DEPLOY / "opensearch.yml").read_text(encoding="utf-8"))
    files = {
        str(one).removeprefix("opensearch-security/")
        for name, one in settings.items()
        if name.endswith("_filepath")
    }
    assert files <= given["node"]
    assert all(
        stat.S_IMODE(one.stat().st_mode) == 0o600 for one in (tmp_path / "give" / "node").iterdir()
    )
    toml = tomllib.loads((DEPLOY / "lexops.toml").read_text(encoding="utf-8"))
    assert options_of(tmp_path / "credentials").user == toml["index"]["user"]


def test_the_node_is_set_up_as_the_one_of_the_tests() -> None:
    """Every setting of `lexops opensearch up --secure`, with its value."""
    ours = yaml.safe_load(
        (ROOT / "indexing/opensearch/server/files/security/opensearch.yml").read_text(
            encoding="utf-8"
        )
    )
    deployed = yaml.safe_load((DEPLOY / "opensearch.yml").read_text(encoding="utf-8"))
    assert ours.items() <= deployed.items()
    assert deployed["node.name"] in SERVICES["credentials"]["command"]


def test_settings_are_known(tmp_path: Path) -> None:
    """lexops.toml under the profile that Compose names; and every LEXOPS_ variable is one that lexops reads."""
    profile = SERVICES["lexops"]["environment"]["LEXOPS_PROFILE"]
    shutil.copy(DEPLOY / "lexops.toml", tmp_path)
    index = load(
        profile,
        tmp_path,
        {"LEXOPS_INDEX_PASSWORD": "x"},
    ).index
    assert (index.location, index.password, index.ca) == (
        "https://opensearch:9200",
        "x",
        "/credentials/ca.pem",
    )
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8") + DOCKERFILE
    named = set(re.findall(r"LEXOPS_\w+", text)) - {
        "LEXOPS_PORT"
    }  # a port of the host, for Compose itself
    known = set(
        re.findall(r"`(LEXOPS_\w+)`", (ROOT / "docs" / "settings.md").read_text(encoding="utf-8"))
    )
    assert named <= known


def test_the_image_is_built_of_what_is_copied(tmp_path: Path) -> None:
    """A wheel with every package, from an empty folder that holds the Dockerfile's copies and nothing else; none of them is ignored."""
    copies = [
        words.split()
        for words in re.findall(
            r"^COPY (?!--from)(.+)$",
            DOCKERFILE,
            re.MULTILINE,
        )
    ]
    names = [name for *sources, _ in copies for name in sources]
    kept = {
        line[1:]
        for line in (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    }
    assert set(names) == kept
    for name in names:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, tmp_path / name)
    build = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        str(tmp_path / "dist"),
    ]
    subprocess.run(
        build,
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "hatch"
    ]["build"]["targets"]["wheel"]["packages"]
    assert set(packages) <= set(names)
    assert len(list((tmp_path / "dist").glob("*.whl"))) == 1


@pytest.mark.parametrize("words", [["dev", "--help"], ["opensearch", "roles", "--help"]])
def test_the_other_commands_exist(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """With the options that Compose gives them."""
    assert run(words) == 0
    said = capsys.readouterr().out
    assert ("--host" if words[0] == "dev" else "--apply") in said


def test_the_image_runs_as_nobody_special() -> None:
    """A user without rights, whose folders are its own."""
    last = DOCKERFILE.rsplit("FROM ", 1)[1]
    assert last.index("USER lexops") < last.index("ENTRYPOINT")
    targets = {
        target
        for name, source, target in mounts()
        if "build" in SERVICES[name] and not source.startswith(".")
    }
    made = set(re.findall(r"(?<= )/\S+", re.search(r"install --directory (.*)", last)[1]))  # type: ignore[index]
    assert targets <= made
