"""A process that embeds for its parent: `python -m indexing.onnx._worker FOLDER MAX_TOKENS`.

Standard input: a JSON list of texts on each line. Standard output: for each line, their vectors as
raw float32. It ends when its input ends, and so with its parent, however that dies.
`multiprocessing` was set aside: its workers outlive a killed parent, fork in a process full of
threads can deadlock, and spawn imports the parent's main module again.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from indexing.onnx._session import OnnxSession


def main(folder: str, max_tokens: str) -> None:
    """Answer until the input ends."""
    # Ctrl-C reaches the whole group, and the parent decides what ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints must not end up among the vectors.
    os.dup2(2, 1)
    session = OnnxSession(Path(folder), max_tokens=int(max_tokens))
    for line in sys.stdin.buffer:
        for text in json.loads(line):
            answers.write(session.embed(text).tobytes())
        answers.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
