"""What a server has to have before anything is written: its version, its plugins, and the rights of the user who asks; all that lack at once.

Rights are asked for by calls that can't do anything: each needs one right, and asks something of an index that is not there, or
something that no server takes. So a right that lacks is told by the server itself, in every version; `perform_permission_check`, which
asks for the same, came with 3.2, and reading the user's roles would need an administrator.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from corpus.errors import ServiceUnfit
from indexing.opensearch._client import HOW_TO_ALLOW, Answer, OpenSearchClient, denied

OLDEST = (2, 19)
"""The first version with all that is asked for here (`pagination_depth`), and what the tests run."""

NEEDED_PLUGINS = ("opensearch-knn", "opensearch-neural-search")
"""What a server must have: vectors, and the search pipeline's processors. Every official distribution does."""

_HARMLESS = (400, 403, 404, 409)
_MANY = 9
_NOWHERE = "no.such"  # of a prefix: a generation's name has no dot


class PermissionProbe(NamedTuple):
    """A call that needs one right and does nothing."""

    right: str
    method: str
    path: str
    body: Any = None
    params: dict[str, str] | None = None


def probes(prefix: str, present: str | None = None) -> Iterator[PermissionProbe]:
    """A call for each right of a publisher; two rights can only be asked of an index that is `present`."""
    index = f"{prefix}-{_NOWHERE}"
    every: dict[str, Any] = {"query": {"match_all": {}}}
    yield PermissionProbe("cluster:monitor/main", "GET", "/")
    yield PermissionProbe(
        "cluster:monitor/nodes/info",
        "GET",
        "/_nodes/_local/plugins",
        None,
        {"filter_path": "nodes.*.name"},
    )
    yield PermissionProbe(
        "cluster:monitor/health",
        "GET",
        "/_cluster/health",
        None,
        {"level": "cluster"},
    )
    yield PermissionProbe("cluster:admin/search/pipeline/get", "GET", f"/_search/pipeline/{index}")
    yield PermissionProbe(
        "cluster:admin/search/pipeline/put",
        "PUT",
        f"/_search/pipeline/{index}",
        {"request_processors": [{_NOWHERE: {}}]},
    )
    yield PermissionProbe(
        "cluster:admin/search/pipeline/delete", "DELETE", f"/_search/pipeline/{index}"
    )
    yield PermissionProbe(
        "cluster:admin/script/put",
        "PUT",
        f"/_scripts/{index}",
        {"script": {"lang": _NOWHERE, "source": "x"}},
    )
    yield PermissionProbe(
        "indices:data/write/bulk",
        "POST",
        "/_bulk",
        _never(index),
    )
    yield PermissionProbe(
        "indices:data/read/msearch",
        "POST",
        "/_msearch",
        f'{{"index":"{index}"}}\n{{"size":0}}\n',
    )
    yield PermissionProbe(
        "indices:data/read/scroll",
        "POST",
        "/_search/scroll",
        {"scroll_id": "x"},
    )
    yield PermissionProbe(
        "indices:data/read/scroll/clear",
        "DELETE",
        "/_search/scroll",
        {"scroll_id": ["x"]},
    )
    yield PermissionProbe(
        "indices:admin/create",
        "PUT",
        f"/{index}",
        {"settings": {"index.number_of_shards": 0}},
    )
    yield PermissionProbe("indices:admin/delete", "DELETE", f"/{index}")
    yield PermissionProbe("indices:admin/get", "GET", f"/{index}")
    yield PermissionProbe(
        "indices:admin/aliases",
        "POST",
        "/_aliases",
        {"actions": [{"remove": {"index": index, "alias": prefix}}]},
    )
    yield PermissionProbe(
        "indices:admin/mapping/put",
        "PUT",
        f"/{index}/_mapping",
        {"_meta": {}},
    )
    yield PermissionProbe("indices:admin/refresh", "POST", f"/{index}/_refresh")
    yield PermissionProbe("indices:monitor/stats", "GET", f"/{index}/_stats/store")
    yield PermissionProbe(
        "indices:data/read/search",
        "POST",
        f"/{index}/_search",
        {"size": 0},
    )
    yield PermissionProbe(
        "indices:data/read/point_in_time/create",
        "POST",
        f"/{index}/_search/point_in_time",
        None,
        {"keep_alive": "1s"},
    )
    yield PermissionProbe(
        "indices:data/write/index",
        "PUT",
        f"/{index}/_doc/x",
        {},
        {"require_alias": "true"},
    )
    yield PermissionProbe("indices:data/write/delete", "DELETE", f"/{index}/_doc/x")
    yield PermissionProbe(
        "indices:data/write/update",
        "POST",
        f"/{index}/_update/x",
        {"doc": {}},
        {"require_alias": "true"},
    )
    yield PermissionProbe(
        "indices:data/write/delete/byquery",
        "POST",
        f"/{index}/_delete_by_query",
        every,
    )
    yield PermissionProbe(
        "indices:data/write/update/byquery",
        "POST",
        f"/{index}/_update_by_query",
        every,
    )
    if present:
        yield PermissionProbe(
            "indices:data/write/bulk[s]",
            "POST",
            "/_bulk",
            _never(present),
        )


def _never(index: str) -> str:
    """A bulk request that deletes nothing: no document has been written so often."""
    return f'{{"delete":{{"_index":"{index}","_id":"x","routing":"x","if_seq_no":{1 << 40},"if_primary_term":1}}}}\n'


class Server(NamedTuple):
    """What answers."""

    version: str
    plugins: list[str]


def check(
    client: OpenSearchClient,
    prefix: str,
    index: str | None = None,
    *,
    rights: bool = True,
) -> Server:
    """The server, if it can be published to; `index` is one of ours that is there, if any. Raises ServiceUnfit with all that lacks, else ServiceUnreachable."""
    lacking = list(missing_rights(client, prefix, index)) if rights else []
    version = _asked(
        client,
        "GET",
        "/",
        {},
    ).get("version", {})
    nodes = _asked(
        client,
        "GET",
        "/_nodes/plugins",
        {"filter_path": "nodes.*.name,nodes.*.plugins.name"},
    ).get("nodes", {})
    # on every node: a shard may lie on each
    each = [{plugin["name"] for plugin in node.get("plugins", ())} for node in nodes.values()]
    plugins = sorted(set.intersection(*each)) if each else []
    wrong = [
        *_too_old(version),
        *(f"it lacks {name}" for name in NEEDED_PLUGINS if nodes and name not in plugins),
    ]
    if wrong or lacking:
        may_not = [f"{client.user or 'who asks'} may not {_told(lacking)}"] if lacking else []
        remedies = [
            *(
                ["OpenSearch 2.19 or newer with its plugins is in every official distribution"]
                if wrong
                else []
            ),
            *([HOW_TO_ALLOW] if lacking else []),
        ]
        message = (
            f"OpenSearch at {client.url} can't be published to: {'; '.join((*wrong, *may_not))}"
        )
        raise ServiceUnfit(message, remedy="; ".join(remedies), rights=lacking)
    return Server(str(version["number"]), plugins)


def missing_rights(
    client: OpenSearchClient, prefix: str, index: str | None = None
) -> Iterator[str]:
    """The rights that who asks lacks, as roles.yml names them."""
    for one in probes(prefix, index):
        answer = client.call(
            one.method,
            one.path,
            one.body,
            {**(one.params or {}), "ignore": _HARMLESS},
        )
        if one.right in denied(answer):
            yield one.right
    if index:
        # a point in time can be ended by who made it, and by nobody else
        view = client.call(
            "POST",
            f"/{index}/_search/point_in_time",
            params={"keep_alive": "1s", "ignore": _HARMLESS},
        )
        if "pit_id" in view:
            yield from denied(
                client.call(
                    "DELETE",
                    "/_search/point_in_time",
                    {"pit_id": [view["pit_id"]]},
                    {"ignore": _HARMLESS},
                )
            )


def _told(rights: Sequence[str]) -> str:
    """The rights; of who lacks nearly all a few, because what lacks is the role."""
    if len(rights) <= _MANY:
        few = rights
    else:
        few = [*rights[:3], f"and {len(rights) - 3} more things that a publisher does"]
    return ", ".join(few)


def _asked(
    client: OpenSearchClient,
    method: str,
    path: str,
    params: dict[str, Any],
) -> Answer:
    """The answer; nothing where a right lacks, which `missing_rights` has told."""
    try:
        return client.call(method, path, params=params)
    except ServiceUnfit as error:
        if not error.rights:
            raise
        return {}


def _too_old(version: dict[str, Any]) -> Iterator[str]:
    if not version:
        return
    number = str(version["number"])
    if version.get("distribution") != "opensearch":
        yield f"it is no OpenSearch, but says {number}"
    elif tuple(map(int, number.split(".")[:2])) < OLDEST:
        yield f"{number} is too old"
