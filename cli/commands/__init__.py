"""The commands, in the order in which `lexops --help` lists them. Each module is light; what a command needs it imports when it runs."""

from __future__ import annotations

from cli.commands import (
    backup,
    changes,
    dev,
    diff,
    doctor,
    evaluate,
    export,
    models,
    opensearch,
    publish,
    quarantine,
    reconcile,
    run,
    search,
    show,
    sources,
    status,
)

COMMANDS = tuple(
    module.register
    for module in (
        run,
        search,
        show,
        diff,
        changes,
        status,
        dev,
        export,
        evaluate,
        quarantine,
        sources,
        publish,
        reconcile,
        backup,
        models,
        opensearch,
        doctor,
    )
)
"""Each adds its command to the application."""
