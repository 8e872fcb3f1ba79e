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
from collections.abc import Iterator
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
        document = docx.Document(str(path))
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    if path.suffix not in {".md", ".txt", ".html"}:
        raise ValueError(f"no reader for {path.suffix}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    return str(html.fromstring(text).text_content()) if path.suffix == ".html" else text


def split(text: str) -> Iterator[tuple[str, str]]:
    """Split a text into passages.

    Args:
        text: The text.

    Yields:
        The label and the text of each article; other text comes in pieces of about 800 characters with
        an empty label.
    """
    label = ""
    lines = list[str]()
    for line in [*(line.strip() for line in text.splitlines()), "#"]:
        head = ARTICLE.match(line)
        if lines and (
            head or HEADING.match(line + " ") or (not label and sum(map(len, lines)) > PIECE)
        ):
            yield label, "\n".join(lines)
            label = "" if not head else label
            lines = []
        label = head[0] if head else label
        lines += [line] if line and not HEADING.match(line + " ") else []


def main(home: str, model: str, *sources: str) -> None:
    """Update the index and print on stdout what was done.

    Args:
        home: The folder of the index.
        model: The embedding model.
        *sources: The folders.
    """
    known = Path(home, "seen.json")
    seen: dict[str, str] = json.loads(known.read_text(encoding="utf-8")) if known.exists() else {}
    files = [
        path
        for source in sources
        for path in sorted(Path(source).rglob("*"))
        if path.is_file() and path.name[0] not in ".~"
    ]
    now = {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    stale = [path for path in seen if now.get(path) != seen[path]]
    done = {sha: path for path, sha in seen.items() if path not in stale}
    rows = list[dict[str, object]]()
    failed = list[str]()
    for path, sha in now.items():
        if seen.get(path) == sha or done.setdefault(sha, path) != path:
            continue
        try:
            rows += [
                {"path": path, "title": Path(path).stem, "article": label, "text": text}
                for label, text in split(read(Path(path)))
            ]
        except Exception as error:  # noqa: BLE001 - one bad file must not stop the rest
            failed.append(path)
            print(f"{path}: {error}", file=sys.stderr)
    with open_embedder(model) as embedder:
        vectors = embedder.embed_passages([f"{row['title']} {row['text']}" for row in rows])
    database = lancedb.connect(home)
    if rows or stale:
        data = [row | {"vector": vector} for row, vector in zip(rows, vectors, strict=True)]
        if "passages" in database.list_tables().tables:
            table = database.open_table("passages")
            for path in stale:
                table.delete("path = '" + path.replace("'", "''") + "'")
            if data:
                table.add(data)
        else:
            table = database.create_table("passages", data)
        table.create_index(
            "text",
            config=FTS(base_tokenizer="icu", stem=False, remove_stop_words=False),
            replace=True,
        )
    known.write_text(
        json.dumps(
            {path: sha for path, sha in now.items() if path not in failed}, ensure_ascii=False
        ),
        encoding="utf-8",
    )
    print(
        json.dumps(
            {"files": len(files), "failed": failed, "embedded": len(rows)}, ensure_ascii=False
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
