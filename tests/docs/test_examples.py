"""The examples in docstrings are executed, as the API reference shows them."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from collections.abc import Iterator

import pytest

PACKAGES = ("configs", "corpus", "ingestion", "law", "indexing", "quality", "retrieval", "storage")
OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
NOT_IMPORTED = ("storage.migrations", "indexing.onnx.")  # scripts, and modules of an extra


def modules() -> Iterator[str]:
    for package in PACKAGES:
        yield package
        path = importlib.import_module(package).__path__
        for module in pkgutil.walk_packages(path, f"{package}."):
            if not module.name.startswith(NOT_IMPORTED):
                yield module.name


def examples() -> list[doctest.DocTest]:
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = []
    for name in modules():
        module = importlib.import_module(name)
        found += [test for test in finder.find(module, name) if test.examples]
    return found


def test_every_example_gives_what_its_docstring_shows(capsys: pytest.CaptureFixture[str]) -> None:
    tests = examples()
    assert len(tests) > 40
    runner = doctest.DocTestRunner(optionflags=OPTIONS)
    for test in tests:
        runner.run(test)
    assert runner.failures == 0, capsys.readouterr().out
