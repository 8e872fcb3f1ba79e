"""Who decides: the names that decisions keep."""

from __future__ import annotations

from corpus.errors import UsageError


def name_of(given: str | None, option: str) -> str:
    """Return the name of who decides.

    Args:
        given: The name as given; None means the user of the operating system.
        option: The option that takes it, for the message.

    Returns:
        The name.

    Raises:
        UsageError: The name is empty, or can't be shown.
    """
    name = given.strip() if given is not None else _user()
    if not name or not name.isprintable():
        raise UsageError("a decision needs a name", remedy=f"give it with {option} NAME")
    return name


def _user() -> str:
    """The name of the user, as the operating system has it."""
    import getpass

    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # no such user in a container
        return "unknown"
