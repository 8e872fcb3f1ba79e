"""A service that asks an index in OpenSearch while others write, in a process of its own.

Questions come at their moments, whether the earlier ones are answered or not (an open loop). So a
slow answer also counts for the questions that wait behind it. Every fourth question asks for a
whole law that is being edited, and checks whether two of its versions come in one answer.
"""

from __future__ import annotations

import json
import multiprocessing
import queue
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from indexing.opensearch import _template as template
from indexing.opensearch._client import OpenSearchClient
from indexing.opensearch.options import ServerOptions

THREADS = 16
"""Questions that may be under way at once: ten a second that take a second each are ten."""

VERSION = re.compile(r"（稿本(\w+)）")
"""What each article of the edited law says of itself."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question ready to be sent.

    Attributes:
        params: Parameters of the search template, the vector among them.
        whole: How many articles of the edited law must come; None for other questions.
    """

    params: dict[str, Any]
    whole: int | None = None


@dataclass(slots=True)
class AskingTally:
    """What came of the questions.

    Attributes:
        took: Milliseconds by kind of question.
        errors: The errors.
        empty: How many answers were empty.
        mixed: The answers that mix versions of the edited law, or have not all of it.
    """

    took: dict[str, list[float]] = field(default_factory=lambda: {"hybrid": [], "law": []})
    errors: list[str] = field(default_factory=list)
    empty: int = 0
    mixed: list[str] = field(default_factory=list)


class Service:
    """Asks the stored template through the alias, as any client does."""

    def __init__(
        self,
        url: str,
        options: ServerOptions,
    ) -> None:
        self._client = OpenSearchClient(url, options, patient=False)
        self._prefix = options.prefix

    def ask(self, asked: AskedQuestion) -> list[dict[str, Any]]:
        """Ask a question once; nothing is tried twice.

        Args:
            asked: The question.

        Returns:
            The raw results.

        Raises:
            LexopsError: If the server refuses it or does not answer.
        """
        body = {"id": template.name(self._prefix), "params": asked.params}
        answer = self._client.call(
            "POST",
            f"/{self._prefix}/_search/template",
            body,
            {"allow_partial_search_results": "false"},
        )
        return list(answer["hits"]["hits"])

    def versions(self, law: str) -> list[str]:
        """Read which version each article of the edited law belongs to, as the alias shows it now.

        Args:
            law: The name of the law.

        Returns:
            The version of each article; empty where the law is not in the index.
        """
        body = {"size": 100, "_source": ["text"], "query": {"term": {"work": law}}}
        hits = self._client.call(
            "POST",
            f"/{self._prefix}/_search",
            body,
            {"search_pipeline": "_none"},
        )["hits"]["hits"]
        return [found[1] for hit in hits if (found := VERSION.search(hit["_source"]["text"]))]

    def close(self) -> None:
        """End the connections."""
        self._client.close()


def judge(
    asked: AskedQuestion,
    hits: Sequence[dict[str, Any]],
    tally: AskingTally,
) -> None:
    """Note an answer that is empty, mixes two versions of the edited law, or has not all of it.

    Args:
        asked: The question.
        hits: The raw results.
        tally: The counts.
    """
    if not hits:
        tally.empty += 1
    if asked.whole is not None:
        said = [
            found[1] if (found := VERSION.search(hit["_source"]["text"])) else "" for hit in hits
        ]
        if len(set(said)) != 1 or len(said) != asked.whole:
            tally.mixed.append(json.dumps(said, ensure_ascii=False))


@contextmanager
def asking(
    url: str,
    options: ServerOptions,
    questions: Sequence[AskedQuestion],
    rate: float,
) -> Iterator[Callable[[], AskingTally]]:
    """Let a process ask questions, round and round, until the block ends.

    Args:
        url: The server.
        options: The options of the server.
        questions: The questions.
        rate: Questions a second.

    Yields:
        A function that ends the questions and returns the counts.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(
        target=_ask_on,
        args=(
            url,
            options,
            list(questions),
            rate,
            there,
        ),
        daemon=True,
    )
    process.start()
    there.close()
    assert here.recv() == "ready", "it says so first"

    def end() -> AskingTally:
        here.send("end")
        tally: AskingTally = here.recv()
        process.join()
        return tally

    try:
        yield end
    finally:
        process.kill()
        process.join()


class _Threads:
    """Threads that send what is put before them, and note what came of it."""

    def __init__(self, service: Service) -> None:
        self.tally = AskingTally()
        self._service = service
        self._lock = threading.Lock()
        self._waiting: queue.Queue[tuple[float, AskedQuestion] | None] = queue.Queue()
        self._threads = [threading.Thread(target=self._work) for _ in range(THREADS)]
        for thread in self._threads:
            thread.start()

    def put(
        self,
        due: float,
        asked: AskedQuestion,
    ) -> None:
        """Have a question sent whose moment has come."""
        self._waiting.put((due, asked))

    def end(self) -> AskingTally:
        """Wait for what is under way; what came of all."""
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()
        return self.tally

    def _work(self) -> None:
        while (one := self._waiting.get()) is not None:
            due, asked = one
            hits = []
            problem = None
            try:
                hits = self._service.ask(asked)
            except Exception as error:  # noqa: BLE001 - whatever a service would meet is counted
                problem = f"{type(error).__name__}: {error}"
            took = (time.perf_counter() - due) * 1000
            with self._lock:
                self.tally.took["hybrid" if asked.whole is None else "law"].append(took)
                if problem is None:
                    judge(asked, hits, self.tally)
                else:
                    self.tally.errors.append(problem)


def _ask_on(
    url: str,
    options: ServerOptions,
    questions: list[AskedQuestion],
    rate: float,
    reported: Connection[Any, Any],
) -> None:
    service = Service(url, options)
    for asked in questions[:20]:
        service.ask(asked)  # warms it
    threads = _Threads(service)
    reported.send("ready")
    began = time.perf_counter()
    number = 0
    while not reported.poll():
        due = began + number / rate
        if (wait := due - time.perf_counter()) > 0:
            time.sleep(wait)
        threads.put(due, questions[number % len(questions)])
        number += 1
    tally = threads.end()
    service.close()
    reported.send(tally)
