"""Beginning a generation: its index, its search pipeline and its search template."""

from __future__ import annotations

import re

from corpus.errors import UsageError
from indexing.opensearch import _template as template
from indexing.opensearch._generations import StoredGeneration
from indexing.opensearch._indices import GenerationIndices
from indexing.opensearch._mapping import index_body, pipeline_body, pipeline_name
from indexing.opensearch.options import ServerOptions
from indexing.store import IndexMeta

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


def begin_generation(
    indices: GenerationIndices,
    options: ServerOptions,
    name: str,
    meta: IndexMeta,
) -> None:
    """Create the index of an empty generation; replace an unpublished one of that name.

    Raises UsageError where the name is not possible or in use, ServiceUnfit where the server or the
    user's rights do not suffice.
    """
    unpublished = _check_name(indices, name)
    indices.check_server()
    if unpublished is not None:
        indices.delete(unpublished)
    indices.forget(name)
    generation = StoredGeneration(
        index=f"{indices.alias}-{name}",
        prefix=indices.alias,
        name=name,
        meta=meta,
        pipeline=pipeline_name(indices.alias, options.dense_weight),
        template=template.name(indices.alias),
    )
    _put_index(indices, options, generation)


def _check_name(indices: GenerationIndices, name: str) -> StoredGeneration | None:
    """Check that a generation may have this name; return the unpublished one that has it."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"a generation can't be called {name!r} in OpenSearch",
            remedy="use small letters, digits, - and _",
        )
    state = indices.state()
    by_name = {generation.name: generation for generation in state.stored}
    existing = by_name.get(name)
    if existing is not None and existing.published:
        raise UsageError(f"generation {name!r} was published already", remedy="choose another name")
    index = f"{indices.alias}-{name}"
    if existing is None and index in state.indices:
        raise UsageError(
            f"there is an index {index} that lexops did not make",
            remedy="delete it if it is not needed, or set another index.prefix; then run again",
        )
    return existing


def _put_index(
    indices: GenerationIndices,
    options: ServerOptions,
    generation: StoredGeneration,
) -> None:
    weight = options.dense_weight
    pipeline = pipeline_name(indices.alias, weight)
    body = index_body(
        generation.as_meta(),
        generation.meta.dimension,
        options,
        pipeline,
    )
    body["aliases"] = {generation.write_alias: {}}
    indices.order("PUT", f"/_search/pipeline/{pipeline}", pipeline_body(weight))
    indices.order("PUT", f"/_scripts/{template.name(indices.alias)}", template.body())
    indices.order("PUT", f"/{generation.index}", body)
