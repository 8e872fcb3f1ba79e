"""An archive in three states, made by changing files of all sorts; always at the same place, since a source is where it is."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.pipelines.conftest import statute

_SENTENCE = "本条另有补充的，从其补充。"


class Archive:
    """Sources at `root/now`, and what they were and will be at `root/0`, `root/1`, …"""

    def __init__(
        self,
        root: Path,
        sources: Sequence[Path],
        changes: Sequence[Callable[[Path], None]],
    ) -> None:
        self._root = root
        self.names = [source.name for source in sources]
        for source in sources:
            shutil.copytree(
                source,
                root / "0" / source.name,
                symlinks=True,
            )
        for number, change in enumerate(changes, start=1):
            shutil.copytree(
                root / str(number - 1),
                root / str(number),
                symlinks=True,
            )
            change(root / str(number))

    @property
    def sources(self) -> list[Path]:
        """The folders that are to be read."""
        return [self._root / "now" / name for name in self.names]

    def become(self, state: int) -> None:
        """Let the sources be as in this state."""
        shutil.rmtree(self._root / "now", ignore_errors=True)
        shutil.copytree(
            self._root / str(state),
            self._root / "now",
            symlinks=True,
        )


def changed(seed: int, *, share: float = 0.03) -> Callable[[Path], None]:
    """A change of an archive: this share of its files each is edited, renamed, deleted, emptied and copied; laws come."""

    def change(archive: Path) -> None:
        chance = random.Random(seed)
        files = sorted(
            path
            for path in archive.rglob("*")
            if path.is_file() and not path.name.startswith(("~", "."))
        )
        laws = [
            path
            for path in files
            if path.suffix == ".md"
            and "\n第二条" in path.read_text(encoding="utf-8", errors="replace")
        ]
        count = max(1, round(share * len(files)))
        edited = chance.sample(laws, count)
        others = chance.sample([path for path in files if path not in edited], 4 * count)
        for path in edited:
            _edit(path)
        for path in others[:count]:
            path.rename(path.with_name(f"改名{seed}-{path.name}"))
        for path in others[count : 2 * count]:
            path.unlink()
        for path in others[2 * count : 3 * count]:
            path.write_bytes(b"")
        for path in others[3 * count :]:
            shutil.copy(path, path.with_name(f"副本{seed}-{path.name}"))
        home = edited[0].parent
        for number in range(count):
            title = f"云岭市第{'一二三四五六七八九十'[number % 10]}次试办条例"
            (home / f"{title}{seed}.md").write_text(
                statute(title, date=f"20{seed % 80 + 10}-05-{number % 28 + 1:02}"), encoding="utf-8"
            )

    return change


def _edit(path: Path) -> None:
    """Add a sentence to the second article, as an editor does: the file is another, its name the same."""
    lines = path.read_text(encoding="utf-8").split("\n")
    number = next(number for number, line in enumerate(lines) if line.startswith("第二条"))
    lines[number] += _SENTENCE
    path.write_text("\n".join(lines), encoding="utf-8")
