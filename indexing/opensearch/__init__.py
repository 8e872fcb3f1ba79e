"""The index store that is a service: OpenSearch 2.19 and newer.

`indexing.opensearch.store.OpenSearchStore` implements `indexing.store.IndexStore`; the package
`indexing.opensearch.server` starts a server on this machine. `indexing.opensearch` exports only the
options, so that settings can be read without loading the engine's client.
"""

from indexing.opensearch.options import ServerOptions, VectorEngine, VectorForm

__all__ = [
    "ServerOptions",
    "VectorEngine",
    "VectorForm",
]
