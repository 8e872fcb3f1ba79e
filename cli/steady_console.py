"""A console that no text of a file steers. Importing it loads rich."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from corpus.steering import escape_steering, has_steering


class SteadyConsole(Console):
    """Writes control characters and the like as escapes, whatever is printed."""

    def render(
        self,
        renderable: RenderableType,
        options: ConsoleOptions | None = None,
    ) -> Iterable[Segment]:
        """Make the pieces of what is printed.

        Args:
            renderable: What is printed.
            options: How.

        Yields:
            The pieces; the codes of rich itself stay.
        """
        for segment in super().render(renderable, options):
            if segment.control or not has_steering(segment.text):
                yield segment
            else:
                yield Segment(escape_steering(segment.text), segment.style)
