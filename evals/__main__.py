"""`python -m evals [NAME] [OPTIONS]`: run the claims, or the measurement of that name."""

from __future__ import annotations

import importlib
import sys

MEASUREMENTS = {
    "articles": "articles against an independent reading",
    "as_of": "versions by day, asked by citation",
    "boost": "settings of the ranking's boost",
    "cases": "facts of criminal judgments",
    "citations": "citations found and resolved",
    "claims": "the claims of a YAML file (the default)",
    "data": "mails, workbooks, CSV, JSON and XML",
    "lay_words": "words of laypeople and what they add to search",
    "law_metadata": "what is read of a law's head note",
    "lawyers_view": "sixty works as a lawyer sees them",
    "near_duplicates": "copies and look-alikes",
    "office": "Word, presentations, RTF and OpenDocument",
    "parsing": "printed PDF files",
    "scans": "scanned pages",
    "tagging": "tags against labelled texts",
    "tagging_review": "the order of the review queue",
    "tagging_union": "tags of union work without training",
    "template": "the stored template of OpenSearch",
    "vectors": "forms of vectors in OpenSearch",
    "web": "web pages",
}


def main(arguments: list[str]) -> int:
    """Run one measurement.

    Args:
        arguments: The name of a measurement and its options. Without a name the claims are run.

    Returns:
        The exit status: 0 done, 1 a claim failed, 2 wrong usage.
    """
    if arguments and arguments[0] in ("-h", "--help"):
        sys.stdout.write(_usage())
        return 0
    name = "claims"
    options = arguments
    if arguments and arguments[0] in MEASUREMENTS:
        name = arguments[0]
        options = arguments[1:]
    elif arguments and not arguments[0].startswith("-") and not arguments[0].endswith(".yaml"):
        sys.stderr.write(f"no measurement is called {arguments[0]!r}\n{_usage()}")
        return 2
    sys.argv[0] = f"python -m evals {name}"
    status = importlib.import_module(f"evals.{name}").main(options)
    return int(status or 0)


def _usage() -> str:
    lines = [f"  {name:16} {subject}" for name, subject in MEASUREMENTS.items()]
    return (
        "python -m evals [NAME] [OPTIONS]; NAME --help lists the options\n\n"
        + "\n".join(lines)
        + "\n"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
