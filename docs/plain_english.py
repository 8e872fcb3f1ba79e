"""Check identifiers and prose for words that lexops does not use, and class names for doubles.

`python docs/plain_english.py` prints one line per finding and exits with status 1 if there is any.
The words, with the term to use instead, are in `plain_english.toml` beside this file.
"""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import tokenize
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
_WORDS_FILE = Path(__file__).with_suffix(".toml")
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_WORD = re.compile(r"[A-Za-z]+")
_CODE_IN_MARKDOWN = re.compile(r"```.*?```|`[^`\n]*`|<!--.*?-->|\]\([^)]*\)", re.DOTALL)
_CODE_IN_PROSE = re.compile(r"``?[^`\n]*``?|\S*/\S*\.\w+")
_NOT_OURS = ("samples/archive/", "samples/originals/", "tests/cases/")
LONGEST_LINE = 100


class StyleFinding(NamedTuple):
    """One place that needs another word.

    Attributes:
        path: File, relative to the repository's root.
        line: Line number, from 1.
        message: What is wrong, and what to write instead.
    """

    path: str
    line: int
    message: str


class Rules:
    """The words that are not used, and the files in which a word has its ordinary meaning."""

    def __init__(self, path: Path = _WORDS_FILE) -> None:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        self._instead = {word: entry["use"] for word, entry in table["words"].items()}
        self._exceptions = table["except"]
        self._long_lines = tuple(table["long_lines"]["paths"])

    def instead_of(self, word: str, path: str) -> str | None:
        """Return the term to use.

        Args:
            word: A word of an identifier or of prose.
            path: The file that contains it, relative to the repository's root.

        Returns:
            The term to use instead of `word`; None where `word` is allowed.
        """
        instead = self._instead.get(word.lower())
        if instead is None:
            return None
        for prefix, exception in self._exceptions.items():
            if not path.startswith(prefix):
                continue
            if "all" in exception["words"] or word.lower() in exception["words"]:
                return None
        return instead

    def limits_lines(self, path: str) -> bool:
        """Decide whether the lines of a file are limited.

        Args:
            path: The file, relative to the repository's root.

        Returns:
            False for files with long texts or tables, which the list of words names.
        """
        return not path.startswith(self._long_lines)


def main() -> int:
    """Check every file of the repository.

    Returns:
        The exit status: 0 where nothing was found, else 1.
    """
    rules = Rules()
    findings = [finding for path in tracked_files() for finding in check_file(path, rules)]
    findings += double_class_names()
    for finding in findings:
        sys.stdout.write(f"{finding.path}:{finding.line}: {finding.message}\n")
    return 1 if findings else 0


def tracked_files() -> list[str]:
    """Return the Python and Markdown files of the repository that we wrote."""
    listed = subprocess.run(
        ["git", "-c", "core.quotePath=off", "ls-files", "*.py", "*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for path in listed.stdout.splitlines() if not path.startswith(_NOT_OURS)]


def check_file(path: str, rules: Rules) -> list[StyleFinding]:
    """Check one file.

    Args:
        path: The file, relative to the repository's root.
        rules: The words that are not used.

    Returns:
        A finding for each word, and for each line of Python over 100 columns.
    """
    text = (ROOT / path).read_text(encoding="utf-8")
    if path.endswith(".md"):
        return list(_check_words(_without_code(text), path, 1, rules))
    found = list(_check_python(text, path, rules))
    if rules.limits_lines(path):
        found += _check_lines(text, path)
    return found


def double_class_names() -> list[StyleFinding]:
    """Return a finding for each class name that stands for two classes of the packages."""
    places: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for path in tracked_files():
        if not path.endswith(".py") or path.startswith(("tests/", "storage/migrations/")):
            continue
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places[node.name].append((path, node.lineno))
    findings = []
    for name, found in places.items():
        if len(found) > 1:
            (first, _), (second, line) = found[:2]
            findings.append(StyleFinding(second, line, f"class {name} exists in {first} too"))
    return findings


def _check_lines(text: str, path: str) -> Iterator[StyleFinding]:
    """Check the length of docstrings and comments. The formatter decides about code."""
    inside = _docstring_lines(text)
    for number, line in enumerate(text.splitlines(), start=1):
        is_prose = number in inside or line.lstrip().startswith("#")
        if is_prose and len(line) > LONGEST_LINE and "noqa" not in line:
            message = f"the line has {len(line)} columns; {LONGEST_LINE} are allowed"
            yield StyleFinding(path, number, message)


def _check_python(text: str, path: str, rules: Rules) -> Iterator[StyleFinding]:
    prose_lines = _docstring_lines(text)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        line = token.start[0]
        if token.type == tokenize.NAME:
            for part in _PARTS.findall(token.string):
                instead = rules.instead_of(part, path)
                if instead:
                    message = f"identifier {token.string}: {part.lower()} → {instead}"
                    yield StyleFinding(path, line, message)
        elif token.type == tokenize.COMMENT:
            yield from _check_words(_CODE_IN_PROSE.sub(" ", token.string), path, line, rules)
        elif token.type == tokenize.STRING and line in prose_lines:
            prose = _CODE_IN_PROSE.sub(" ", token.string)
            yield from _check_words(prose, path, line, rules)


def _docstring_lines(text: str) -> set[int]:
    """Return the lines of strings that stand alone, as docstrings do."""
    lines: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines


def _check_words(prose: str, path: str, first_line: int, rules: Rules) -> Iterator[StyleFinding]:
    for offset, line in enumerate(prose.split("\n")):
        for word in _WORD.findall(line):
            instead = rules.instead_of(word, path)
            if instead:
                yield StyleFinding(path, first_line + offset, f"{word} → {instead}")


def _without_code(markdown: str) -> str:
    """Blank the code of a Markdown text, keeping its line numbers."""
    return _CODE_IN_MARKDOWN.sub(lambda code: "\n" * code.group().count("\n"), markdown)


if __name__ == "__main__":
    sys.exit(main())
