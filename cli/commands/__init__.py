"""The commands, in the order in which `lexops --help` lists them.

Each module is light; what a command needs it imports when it runs.
"""

from __future__ import annotations

from cli.commands import (
    backup,
    changes,
    claims,
    dev,
    diff,
    doctor,
    evaluate,
    export,
    inspect,
    models,
    opensearch,
    publish,
    quarantine,
    reconcile,
    review,
    run,
    search,
    show,
    sources,
    status,
    tags,
)

COMMANDS = (
    run.register,
    search.register,
    show.register,
    diff.register,
    changes.register,
    status.register,
    dev.register,
    export.register,
    evaluate.register,
    inspect.register,
    quarantine.register,
    claims.register,
    review.register,
    sources.register,
    publish.register,
    reconcile.register,
    backup.register,
    models.register,
    tags.register,
    opensearch.register,
    doctor.register,
)
"""Each adds its command to the application."""
