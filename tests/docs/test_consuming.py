"""docs/consuming.md: every example in it runs as it stands, in its order, as the reader of a real server with TLS and users that holds the sample archive's laws."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexing.opensearch.server import Administrator, apply, options_of

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "consuming.md"
EXAMPLES = re.findall(
    r"^```(sh|python)\n(.*?)^```$",
    DOCUMENT.read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)


@pytest.fixture
def environment(secure_opensearch: tuple[str, Path], tmp_path: Path) -> Iterator[dict[str, str]]:
    """What a reader of the document has set: the server, the alias and who he is, and the programs of this environment first on the path."""
    url, credentials = secure_opensearch
    prefix = f"d{uuid.uuid4().hex[:8]}"
    apply(
        url,
        credentials,
        prefix,
    )
    publisher, reader = (
        options_of(credentials, prefix),
        options_of(
            credentials,
            prefix,
            "reader",
        ),
    )
    home = {
        "store": "opensearch",
        "location": url,
        "prefix": prefix,
        "user": publisher.user,
        "ca": publisher.ca,
    }
    (tmp_path / "lexops.toml").write_text(
        "[index]\n" + "".join(f'{name} = "{value}"\n' for name, value in home.items())
    )
    programs = Path(sys.executable).parent
    given = {
        **os.environ,
        "LEXOPS_HOME": str(tmp_path),
        "LEXOPS_PROFILE": "ci",
        "PATH": f"{programs}:{os.environ['PATH']}",
    }
    secret = {"LEXOPS_INDEX_PASSWORD": publisher.password or ""}
    subprocess.run(
        [programs / "lexops", "run", "samples/archive/statutes"],
        cwd=ROOT,
        env=given | secret,
        check=True,
        capture_output=True,
    )
    who = {
        "CA": str(reader.ca),
        "READER": str(reader.user),
        "READER_PASSWORD": str(reader.password),
    }
    yield {**given, **who, "INDEX": url, "ALIAS": prefix}
    Administrator(url, credentials).ask("DELETE", f"/{prefix}-*")


def test_every_example_runs_and_finds(environment: dict[str, str]) -> None:
    """Shell as one script, since its parts build on each other; each Python block as a program."""
    shell = "\n".join(text for language, text in EXAMPLES if language == "sh")
    programs = [text for language, text in EXAMPLES if language == "python"]
    assert shell.count("curl") > 3
    assert programs
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", shell],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert '"schema_version"' in done.stdout
    assert (
        len(
            re.findall(
                r"^.+/第.+条.*@\d{4}-\d\d-\d\d$",
                done.stdout,
                re.MULTILINE,
            )
        )
        == 3
    )
    assert done.stdout.endswith("true\n")
    for program in programs:
        ran = subprocess.run(
            [sys.executable, "-c", program],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        assert (
            len(
                re.findall(
                    r"^\S+@\d{4}-\d\d-\d\d in force ",
                    ran.stdout,
                    re.MULTILINE,
                )
            )
            >= 2
        )
