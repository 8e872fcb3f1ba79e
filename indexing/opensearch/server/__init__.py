"""An OpenSearch server for this machine: `up` starts one, `down` ends it, `status` reports.

It is for development and tests, and listens only on loopback. lexops takes the URL of any other
server, and the folder deploy/ has one for containers.
"""

from indexing.opensearch.server._administration import (
    DASHBOARDS,
    Administrator,
    apply,
    as_patch,
    give,
    roles,
)
from indexing.opensearch.server._administration import options as options_of
from indexing.opensearch.server._certificates import LOCAL, USERS, make_credentials
from indexing.opensearch.server._lifecycle import (
    DEFAULT_HEAP,
    DEFAULT_URL,
    Started,
    StartMethod,
    cache_folder,
    data_folder,
    down,
    status,
    up,
)

__all__ = [
    "DASHBOARDS",
    "DEFAULT_HEAP",
    "DEFAULT_URL",
    "LOCAL",
    "USERS",
    "Administrator",
    "StartMethod",
    "Started",
    "apply",
    "as_patch",
    "cache_folder",
    "data_folder",
    "down",
    "give",
    "make_credentials",
    "options_of",
    "roles",
    "status",
    "up",
]
