"""Checks before anything is written: the server's version, its plugins, and the user's rights.

The error names all that is missing at once. Rights are asked for by calls that cannot change
anything: each needs one right, and asks for an index that does not exist or for something that no
server accepts. So the server itself says that a right is missing, in every version.
`perform_permission_check`, which asks for the same, came with 3.2, and reading the user's roles
would need an administrator.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from corpus.errors import ServiceUnfit
from indexing.opensearch._client import Answer, OpenSearchClient
from indexing.opensearch._errors import HOW_TO_ALLOW, WITHOUT_USER, denied
from indexing.opensearch._mapping import Json

OLDEST = (2, 19)
"""The first version that has all that lexops needs (`pagination_depth`); the tests run it."""

NEEDED_PLUGINS = ("opensearch-knn", "opensearch-neural-search")
"""Plugins for vectors and for the search pipeline. Every official distribution has them."""

_HARMLESS = (400, 403, 404, 409)  # statuses of probes
_MOST_NAMED = 9  # missing rights that a message names
_NOWHERE = "no.such"  # after the prefix: a generation's name has no dot

_EVERY_NODE = {"filter_path": "nodes.*.name,nodes.*.plugins.name"}
_NODE_NAMES = {"filter_path": "nodes.*.name"}
_CLUSTER_LEVEL = {"level": "cluster"}
_ONE_SECOND = {"keep_alive": "1s"}
_ALIAS_ONLY = {"require_alias": "true"}
_ALL_ROWS: Json = {"query": {"match_all": {}}}


class PermissionProbe(NamedTuple):
    """A call that needs one right and changes nothing."""

    right: str
    method: str
    path: str
    body: Any = None
    params: dict[str, str] | None = None


class Server(NamedTuple):
    """Version and plugins of the server that answered."""

    version: str
    plugins: list[str]


def probes(prefix: str, present: str | None = None) -> Iterator[PermissionProbe]:
    """Return a call for each right of a publisher.

    Two rights can only be asked of an index that exists; `present` is its name.
    """
    index = f"{prefix}-{_NOWHERE}"
    yield from _cluster_probes(index)
    yield from _reading_probes(index)
    yield from _index_probes(index, prefix)
    yield from _writing_probes(index)
    if present:
        yield PermissionProbe(
            "indices:data/write/bulk[s]",
            "POST",
            "/_bulk",
            _impossible_delete(present),
        )


def _cluster_probes(index: str) -> list[PermissionProbe]:
    pipeline = f"/_search/pipeline/{index}"
    unknown_processor: Json = {"request_processors": [{_NOWHERE: {}}]}
    unknown_script = {"script": {"lang": _NOWHERE, "source": "x"}}
    return [
        PermissionProbe("cluster:monitor/main", "GET", "/"),
        PermissionProbe(
            "cluster:monitor/nodes/info",
            "GET",
            "/_nodes/_local/plugins",
            params=_NODE_NAMES,
        ),
        PermissionProbe(
            "cluster:monitor/health",
            "GET",
            "/_cluster/health",
            params=_CLUSTER_LEVEL,
        ),
        PermissionProbe("cluster:admin/search/pipeline/get", "GET", pipeline),
        PermissionProbe(
            "cluster:admin/search/pipeline/put",
            "PUT",
            pipeline,
            unknown_processor,
        ),
        PermissionProbe("cluster:admin/search/pipeline/delete", "DELETE", pipeline),
        PermissionProbe(
            "cluster:admin/script/put",
            "PUT",
            f"/_scripts/{index}",
            unknown_script,
        ),
    ]


def _reading_probes(index: str) -> list[PermissionProbe]:
    search = f'{{"index":"{index}"}}\n{{"size":0}}\n'
    scroll = "/_search/scroll"
    return [
        PermissionProbe(
            "indices:data/read/msearch",
            "POST",
            "/_msearch",
            search,
        ),
        PermissionProbe(
            "indices:data/read/scroll",
            "POST",
            scroll,
            {"scroll_id": "x"},
        ),
        PermissionProbe(
            "indices:data/read/scroll/clear",
            "DELETE",
            scroll,
            {"scroll_id": ["x"]},
        ),
        PermissionProbe(
            "indices:data/read/search",
            "POST",
            f"/{index}/_search",
            {"size": 0},
        ),
        PermissionProbe(
            "indices:data/read/point_in_time/create",
            "POST",
            f"/{index}/_search/point_in_time",
            params=_ONE_SECOND,
        ),
    ]


def _index_probes(index: str, prefix: str) -> list[PermissionProbe]:
    no_shards = {"settings": {"index.number_of_shards": 0}}
    unknown_alias = {"actions": [{"remove": {"index": index, "alias": prefix}}]}
    return [
        PermissionProbe(
            "indices:admin/create",
            "PUT",
            f"/{index}",
            no_shards,
        ),
        PermissionProbe("indices:admin/delete", "DELETE", f"/{index}"),
        PermissionProbe("indices:admin/get", "GET", f"/{index}"),
        PermissionProbe(
            "indices:admin/aliases",
            "POST",
            "/_aliases",
            unknown_alias,
        ),
        PermissionProbe(
            "indices:admin/mapping/put",
            "PUT",
            f"/{index}/_mapping",
            {"_meta": {}},
        ),
        PermissionProbe("indices:admin/refresh", "POST", f"/{index}/_refresh"),
        PermissionProbe("indices:monitor/stats", "GET", f"/{index}/_stats/store"),
    ]


def _writing_probes(index: str) -> list[PermissionProbe]:
    document = f"/{index}/_doc/x"
    update = f"/{index}/_update/x"
    return [
        PermissionProbe(
            "indices:data/write/bulk",
            "POST",
            "/_bulk",
            _impossible_delete(index),
        ),
        PermissionProbe(
            "indices:data/write/index",
            "PUT",
            document,
            {},
            _ALIAS_ONLY,
        ),
        PermissionProbe("indices:data/write/delete", "DELETE", document),
        PermissionProbe(
            "indices:data/write/update",
            "POST",
            update,
            {"doc": {}},
            _ALIAS_ONLY,
        ),
        PermissionProbe(
            "indices:data/write/delete/byquery",
            "POST",
            f"/{index}/_delete_by_query",
            _ALL_ROWS,
        ),
        PermissionProbe(
            "indices:data/write/update/byquery",
            "POST",
            f"/{index}/_update_by_query",
            _ALL_ROWS,
        ),
    ]


def _impossible_delete(index: str) -> str:
    """Return a bulk request that deletes nothing: no document has been written so often."""
    target = f'"_index":"{index}","_id":"x","routing":"x"'
    condition = f'"if_seq_no":{1 << 40},"if_primary_term":1'
    return f'{{"delete":{{{target},{condition}}}}}\n'


def check(
    client: OpenSearchClient,
    prefix: str,
    index: str | None = None,
    *,
    rights: bool = True,
) -> Server:
    """Return the server, if lexops can publish to it.

    Args:
        client: The server.
        prefix: The alias that readers ask.
        index: One of our indices that exists, if there is one.
        rights: Whether to ask for the user's rights.

    Raises:
        ServiceUnfit: Something is missing; the message names all of it.
        ServiceUnreachable: The server does not answer.
    """
    missing: list[str] = []
    if rights:
        missing += missing_rights(client, prefix, index)
    version = _ask(client, "/", {}).get("version", {})
    nodes = _ask(client, "/_nodes/plugins", _EVERY_NODE).get("nodes", {})
    plugins = _common_plugins(nodes)
    faults = [*_version_faults(version)]
    if nodes:
        faults += [f"it lacks {name}" for name in NEEDED_PLUGINS if name not in plugins]
    if faults or missing:
        raise _unfit(client, faults, missing)
    return Server(str(version["number"]), plugins)


def _common_plugins(nodes: dict[str, Any]) -> list[str]:
    """Return the plugins that every node has: a shard may lie on any node."""
    plugins = [{plugin["name"] for plugin in node.get("plugins", ())} for node in nodes.values()]
    if not plugins:
        return []
    return sorted(set.intersection(*plugins))


def _unfit(
    client: OpenSearchClient,
    faults: list[str],
    missing: list[str],
) -> ServiceUnfit:
    reasons = list(faults)
    remedies = []
    if faults:
        remedies.append(
            "OpenSearch 2.19 or newer with its plugins is in every official distribution"
        )
    if missing:
        user = client.user or WITHOUT_USER
        reasons.append(f"{user} may not {_named_rights(missing)}")
        remedies.append(HOW_TO_ALLOW)
    return ServiceUnfit(
        f"OpenSearch at {client.url} can't be published to: {'; '.join(reasons)}",
        remedy="; ".join(remedies),
        rights=missing,
    )


def missing_rights(
    client: OpenSearchClient,
    prefix: str,
    index: str | None = None,
) -> Iterator[str]:
    """Return the rights that the user lacks, as roles.yml names them."""
    for probe in probes(prefix, index):
        params = {**(probe.params or {}), "ignore": _HARMLESS}
        answer = client.call(
            probe.method,
            probe.path,
            probe.body,
            params,
        )
        if probe.right in denied(answer):
            yield probe.right
    if index:
        yield from _missing_right_to_end_a_view(client, index)


def _missing_right_to_end_a_view(client: OpenSearchClient, index: str) -> list[str]:
    """Only the user who began a point in time can end it, so one is begun for the question."""
    path = f"/{index}/_search/point_in_time"
    view = client.call("POST", path, params={**_ONE_SECOND, "ignore": _HARMLESS})
    if "pit_id" not in view:
        return []
    body = {"pit_id": [view["pit_id"]]}
    answer = client.call(
        "DELETE",
        "/_search/point_in_time",
        body,
        {"ignore": _HARMLESS},
    )
    return denied(answer)


def _named_rights(rights: Sequence[str]) -> str:
    """Name the rights; a user who lacks nearly all of them lacks the role, so few are named."""
    if len(rights) <= _MOST_NAMED:
        return ", ".join(rights)
    others = f"and {len(rights) - 3} more things that a publisher does"
    return ", ".join([*rights[:3], others])


def _ask(
    client: OpenSearchClient,
    path: str,
    params: dict[str, Any],
) -> Answer:
    """Return the answer; an empty one where a right is missing, as `missing_rights` reports."""
    try:
        return client.call("GET", path, params=params)
    except ServiceUnfit as error:
        if not error.rights:
            raise
        return {}


def _version_faults(version: dict[str, Any]) -> Iterator[str]:
    if not version:
        return
    number = str(version["number"])
    if version.get("distribution") != "opensearch":
        yield f"it is no OpenSearch, but says {number}"
        return
    major_and_minor = tuple(map(int, number.split(".")[:2]))
    if major_and_minor < OLDEST:
        yield f"{number} is too old"
