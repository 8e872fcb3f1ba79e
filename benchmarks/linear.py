"""Cost of large inputs, from files to readers: `python -m benchmarks.linear`.

Form letters, one file with many citations, versions of one work, and tables of many rows are loaded
into new homes at one, four and sixteen times the size. Each load is a process of its own, from the
scan to the published index. The CPU seconds of one unit have to stay as they are. The exit status
is 1 where they grow by more than half.
"""

from __future__ import annotations

import csv
import io
import multiprocessing
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from openpyxl import Workbook

from benchmarks.authority import letters, versions
from benchmarks.growth import Kind, measure_kinds
from tests.faults.runs import run

Files = Iterator[tuple[str, bytes]]

_CITATIONS_IN_AN_ARTICLE = 4
_WORDS = (
    "渡口应当在候船亭张贴当日水位和班次，值守人员每两小时查看一次缆绳和跳板，并把结果记入簿册。"
)
_COLUMNS = ("序号", "单位", "岗位", "姓名", "月份", "应发", "实发")


def form_letters(count: int) -> Files:
    """Write one form letter to many people.

    Args:
        count: How many letters.

    Yields:
        The name and the bytes of each file.
    """
    for name, text in letters(count):
        yield name, text.encode()


def many_versions(count: int) -> Files:
    """Write versions of one law.

    Args:
        count: How many versions.

    Yields:
        The name and the bytes of each file.
    """
    for name, text in versions(count):
        yield name, text.encode()


def citing_file(count: int) -> Files:
    """Write one Markdown file whose articles cite other articles and another work.

    Args:
        count: How many citations; each four of them take 630 bytes.

    Yields:
        The name and the bytes of the file.
    """
    articles = []
    for number in range(1, count // _CITATIONS_IN_AN_ARTICLE + 1):
        cited = 1 + number * 7 % max(1, count // _CITATIONS_IN_AN_ARTICLE)
        articles.append(
            f"第{number}条 依照本办法第{cited}条和《中华人民共和国渡运法》第{number % 90 + 1}条、"
            f"第{number % 80 + 2}条第一款的规定，{_WORDS}{_WORDS}"
            f"违反前条规定的，由渡口管理机构责令改正。{_WORDS}"
        )
    head = "# 云岭市渡口值守办法\n\n（2021年3月4日云岭市人民政府公布）"
    yield "云岭市渡口值守办法.md", "\n\n".join([head, *articles]).encode()


def _rows(count: int) -> Iterator[tuple[object, ...]]:
    for number in range(count):
        unit = f"云岭市第{number % 97}渡口运输队"
        paid = 4000 + number % 900
        yield number + 1, unit, "船员", f"甲某{number}", number % 12 + 1, paid, paid - 300


def csv_table(count: int) -> Files:
    """Write a table as CSV.

    Args:
        count: How many rows.

    Yields:
        The name and the bytes of the file.
    """
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(_COLUMNS)
    writer.writerows(_rows(count))
    yield "工资表.csv", written.getvalue().encode()


def xlsx_table(count: int) -> Files:
    """Write a table as an Excel workbook.

    Args:
        count: How many rows.

    Yields:
        The name and the bytes of the file.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("工资表")
    sheet.append(_COLUMNS)
    for row in _rows(count):
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    yield "工资表.xlsx", written.getvalue()


def load(make: Callable[[int], Files], count: int) -> dict[str, float]:
    """Load files into a new home and publish them.

    Args:
        make: Writes the files.
        count: How many units they have.

    Returns:
        CPU seconds by stage.

    Raises:
        RuntimeError: A file is not indexed, or nothing was published.
    """
    with tempfile.TemporaryDirectory(prefix="lexops-linear-") as scratch:
        folder = Path(scratch) / "files"
        folder.mkdir()
        for name, data in make(count):
            (folder / name).write_bytes(data)
        report = run(Path(scratch) / "home", [folder])
        found = report.sources["files"]
        if found.indexed != found.seen or report.generation is None:
            raise RuntimeError(f"{count} units were not published: {found} {report.refused}")
        return dict(report.cpu_seconds)


def _measure(make: Callable[[int], Files], count: int) -> dict[str, float]:
    """Load in a new process, so that no load finds what an earlier one left in memory."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh) as pool:
        return pool.submit(load, make, count).result()


KINDS = (
    Kind("form letters", 625, partial(_measure, form_letters)),
    Kind("citations in one file", 1_900, partial(_measure, citing_file)),
    Kind("versions of one work", 125, partial(_measure, many_versions)),
    Kind("rows of a CSV table", 6_250, partial(_measure, csv_table)),
    Kind("rows of an XLSX table", 6_250, partial(_measure, xlsx_table)),
)

if __name__ == "__main__":
    sys.exit(
        measure_kinds(
            KINDS,
            "python -m benchmarks.linear",
            "Measure how the cost of large inputs grows.",
        )
    )
