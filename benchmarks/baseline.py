"""What a user writes instead of lexops in an hour.

`python -m benchmarks.baseline HOME MODEL PATH...` updates an index; it is run again after every
change. It has a map of what was seen (path → sha256), articles by a regular expression, the same
embedder, and one bulk write to LanceDB with a full-text index. It does what a competent user thinks
of: headings end an article, two encodings, a file with the bytes of another is skipped, a changed
file's rows are replaced and a removed file's rows are deleted. What can't be read is reported and
does not stop the rest. `benchmarks.losses` measures what that leaves.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx
import lancedb
from lancedb.index import FTS
from lxml import html  # type: ignore[import-untyped]

from indexing.embedders import open_embedder

ARTICLE = re.compile(
    r"第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?(?=[\s　])"
)
HEADING = re.compile(r"#+\s|第[一二三四五六七八九十百]+(?:编|分编|章|节)[\s　]")
PIECE = 800  # characters of a passage that is no article


def read(path: Path) -> str:
    """Read the text of a file.

    Args:
        path: The file.

    Returns:
        Its text.

    Raises:
        ValueError: If the kind of file is not known. The readers raise errors of their own.
    """
    data = path.read_bytes()
    if path.suffix == ".docx":
        return _read_word(path)
    if path.suffix not in {".md", ".txt", ".html"}:
        raise ValueError(f"no reader for {path.suffix}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    if path.suffix == ".html":
        return str(html.fromstring(text).text_content())
    return text


def _read_word(path: Path) -> str:
    document = docx.Document(str(path))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        for row in table.rows:
            lines += [cell.text for cell in row.cells]
    return "\n".join(lines)


def split(text: str) -> Iterator[tuple[str, str]]:
    """Split a text into passages.

    Args:
        text: The text.

    Yields:
        The label and the text of each article; other text comes in pieces of about 800 characters
        with an empty label.
    """
    label = ""
    lines = list[str]()
    for line in [*(line.strip() for line in text.splitlines()), "#"]:
        head = ARTICLE.match(line)
        is_heading = HEADING.match(line + " ")
        is_full = not label and sum(map(len, lines)) > PIECE
        if lines and (head or is_heading or is_full):
            yield label, "\n".join(lines)
            label = ""
            lines = []
        if head:
            label = head[0]
        if line and not is_heading:
            lines.append(line)


def main(home: str, model: str, *sources: str) -> None:
    """Update the index and print on stdout what was done.

    Args:
        home: The folder of the index.
        model: The embedding model.
        *sources: The folders.
    """
    known = Path(home, "seen.json")
    seen: dict[str, str] = {}
    if known.exists():
        seen = json.loads(known.read_text(encoding="utf-8"))
    now = _digests(sources)
    stale = [path for path in seen if now.get(path) != seen[path]]
    rows, failed = _read_new(now, seen, stale)
    with open_embedder(model) as embedder:
        vectors = embedder.embed_passages([f"{row['title']} {row['text']}" for row in rows])
    data = [row | {"vector": vector} for row, vector in zip(rows, vectors, strict=True)]
    if data or stale:
        _write(home, data, stale)
    done = {path: digest for path, digest in now.items() if path not in failed}
    known.write_text(json.dumps(done, ensure_ascii=False), encoding="utf-8")
    report = {"files": len(now), "failed": failed, "embedded": len(rows)}
    print(json.dumps(report, ensure_ascii=False))


def _digests(sources: Sequence[str]) -> dict[str, str]:
    """Return the sha256 of every file, by path."""
    digests = {}
    for source in sources:
        for path in sorted(Path(source).rglob("*")):
            if path.is_file() and path.name[0] not in ".~":
                digests[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return digests


def _read_new(
    now: dict[str, str],
    seen: dict[str, str],
    stale: list[str],
) -> tuple[list[dict[str, object]], list[str]]:
    """Return the rows of the files that are new, and the files that can't be read."""
    done = {digest: path for path, digest in seen.items() if path not in stale}
    rows: list[dict[str, object]] = []
    failed: list[str] = []
    for path, digest in now.items():
        if seen.get(path) == digest or done.setdefault(digest, path) != path:
            continue
        title = Path(path).stem
        try:
            for label, text in split(read(Path(path))):
                rows.append({"path": path, "title": title, "article": label, "text": text})
        except Exception as error:  # noqa: BLE001 - one bad file must not stop the rest
            failed.append(path)
            print(f"{path}: {error}", file=sys.stderr)
    return rows, failed


def _write(
    home: str,
    data: list[dict[str, object]],
    stale: list[str],
) -> None:
    database = lancedb.connect(home)
    if "passages" in database.list_tables().tables:
        table = database.open_table("passages")
        for path in stale:
            table.delete("path = '" + path.replace("'", "''") + "'")
        if data:
            table.add(data)
    else:
        table = database.create_table("passages", data)
    words = FTS(base_tokenizer="icu", stem=False, remove_stop_words=False)
    table.create_index("text", config=words, replace=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
