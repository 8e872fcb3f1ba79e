"""The assets: `{layer}__{what}`, in the layers raw, core and index.

A body reads like a table of contents: the work is in `stages`. The UI shows the docstring of an
asset. Kinds name no engine, because the profile chooses model and store; the metadata names them.
No asset has partitions, so "Materialize all" is one run
(docs/adr/0035-assets-without-partitions.md).
"""

import dagster as dg
from pydantic import Field

from corpus.errors import UsageError
from corpus.schema import SCHEMA_VERSION
from corpus.steering import escape_steering
from pipelines import _metadata as metadata
from pipelines._questions import result_of, specs_of
from pipelines._tag_metadata import of_tags
from pipelines.session import Session
from pipelines.stages import (
    checking,
    collecting,
    embedding,
    projecting,
    reading,
    resolving,
    structuring,
    tagging,
    works,
)
from pipelines.stages.citing import CITE
from pipelines.stages.comparing import COMPARE
from pipelines.stages.identifying import IDENTIFY
from pipelines.stages.reading import READ
from pipelines.stages.resolving import RESOLVE
from pipelines.stages.structuring import STRUCTURE
from pipelines.stages.weighing import WEIGH

_PASSAGES_VERSION = ".".join(
    stage.code_version for stage in (STRUCTURE, COMPARE, IDENTIFY, WEIGH, RESOLVE)
)


class CollectConfig(dg.Config):
    """The options of a scan.

    Attributes:
        sources: The names of the sources that this run updates; none for all of them.
        allow_deletes: Whether to let through what the delete brake holds: many objects that are
            gone at once, or a missing root.
    """

    sources: list[str] = Field(default_factory=list)
    allow_deletes: bool = False


@dg.asset(
    group_name="raw",
    kinds={"file"},
    code_version="1",
    check_specs=specs_of("raw__objects", [checking.deletes_held]),
)
def raw__objects(
    context: dg.AssetExecutionContext,
    config: CollectConfig,
    session: dg.ResourceParam[Session],
) -> dg.MaterializeResult:  # type: ignore[type-arg] # Dagster 1.13 reads it bare
    """What each source holds: objects seen, new, changed, gone; their bytes are kept as blobs.

    The metadata has a line for each source of the run. It lists the files that are gone or held by
    the delete brake (`what changed`), and those that are ignored. `core__documents` lists what
    cannot be read.
    """
    session.choose(config.sources)
    sources = session.sources()
    if not sources:
        raise UsageError("no source is registered yet", remedy="run `lexops run PATH`")
    found = collecting.collect(
        session,
        sources,
        allow_deletes=config.allow_deletes,
    )
    for name, collected in found.items():
        refusal = collected.refusal
        if refusal is not None:
            context.log.warning(
                "%s: %s — %s",
                name,
                escape_steering(refusal.detail, one_line=True),
                refusal.remedy,
            )
    return dg.MaterializeResult(
        metadata=metadata.of_objects(found) | metadata.seconds(session, "collect"),
        check_results=[result_of(checking.deletes_held(session))],
    )


@dg.asset(
    deps=[raw__objects],
    group_name="core",
    kinds={"python"},
    code_version=READ.code_version,
)
def core__documents(context: dg.AssetExecutionContext, session: dg.ResourceParam[Session]) -> None:
    """Clean text of every object, block by block; what cannot be read is quarantined.

    The metadata lists each such file with the reason and the remedy. `lexops quarantine show FILE`
    shows an excerpt, `lexops quarantine replay` tries it again. The metadata also has the least
    certain readings of the run. `lexops show --reading FILE` shows a file and what was read of it.
    """
    tallies = reading.read_documents(session, session.sources())
    context.add_asset_metadata(
        metadata.of_documents(session, tallies) | metadata.seconds(session, "parse")
    )


@dg.asset(
    deps=[core__documents],
    group_name="core",
    kinds={"python"},
    code_version=_PASSAGES_VERSION,
)
def core__passages(context: dg.AssetExecutionContext, session: dg.ResourceParam[Session]) -> None:
    """What can be cited: works in their versions, and their passages, article by article.

    Of several copies, one represents all. The table `sources` says in which state the files of each
    source are. The whole archive is resolved and checked, since a law may be in several sources.
    `lexops show ID` shows a passage, or a work with its versions and findings.
    """
    structures = structuring.find_structures(session, session.sources())
    compared, resolved = works.make_works(session)
    resolving.settle_sources(session, session.sources())
    context.add_asset_metadata(
        metadata.of_passages(session, structures)
        | metadata.of_works(session, resolved)
        | metadata.of_claims(session)
        | metadata.of_duplicates(compared)
        | metadata.seconds(
            session,
            "structure",
            "compare",
            "identify",
            "weigh",
            "resolve",
        )
    )


@dg.asset(
    deps=[core__passages],
    group_name="core",
    kinds={"python"},
    code_version=CITE.code_version,
)
def core__citations(context: dg.AssetExecutionContext, session: dg.ResourceParam[Session]) -> None:
    """What passages cite: each citation with the passage that it means, or why it has none.

    A work is looked at again when its text changed, or something that it cites. `lexops show ID`
    shows what a passage cites, and what cites it.
    """
    found = works.cite_works(session)
    context.add_asset_metadata(
        metadata.of_citations(session, found) | metadata.seconds(session, "cite")
    )


@dg.asset(
    deps=[core__citations],
    group_name="index",
    kinds={"embeddings"},
    code_version="1",
)
def index__embeddings(
    context: dg.AssetExecutionContext, session: dg.ResourceParam[Session]
) -> None:
    """Vectors of every distinct text, by model. No text is embedded twice."""
    embedded = embedding.embed_passages(session)
    context.add_asset_metadata(
        metadata.of_embeddings(session, embedded) | metadata.seconds(session, "embed")
    )


@dg.asset(
    deps=[index__embeddings],
    group_name="core",
    kinds={"python"},
    code_version=str(tagging.TAG_VERSION),
)
def core__tags(context: dg.AssetExecutionContext, session: dg.ResourceParam[Session]) -> None:
    """What passages are about: tags of every scheme, with confidence and evidence.

    Each scheme has a key of its own: a changed scheme tags anew, and nothing is parsed or embedded.
    What is not sure enough is a suggestion: `lexops review` shows it, and no reader sees it.
    """
    done = tagging.tag_passages(session)
    for scheme in done:
        for lost in scheme.missing:
            context.log.warning(escape_steering(lost.describe(), one_line=True))
    context.add_asset_metadata(of_tags(session, done) | metadata.seconds(session, "tag"))


@dg.asset(
    deps=[core__tags],
    group_name="index",
    kinds={"index"},
    code_version=str(SCHEMA_VERSION),
)
def index__candidate(context: dg.AssetExecutionContext, session: dg.ResourceParam[Session]) -> None:
    """What readers do not have yet, written to the index and not yet visible."""
    written = projecting.write_delta(session)
    context.add_asset_metadata(
        metadata.of_index(session, written) | metadata.seconds(session, "index")
    )


@dg.asset(
    deps=[index__candidate],
    group_name="index",
    kinds={"index"},
    code_version=str(SCHEMA_VERSION),
    check_specs=specs_of("index__live", [checking.nothing_refused]),
)
def index__live(session: dg.ResourceParam[Session]) -> dg.MaterializeResult:  # type: ignore[type-arg] # Dagster 1.13 reads it bare
    """What readers get: the generation that searches go to, whole."""
    generation = projecting.publish(session)
    return dg.MaterializeResult(
        metadata=metadata.of_live(session, generation) | metadata.seconds(session, "publish"),
        check_results=[result_of(checking.nothing_refused(session))],
    )


INDEX_ASSETS = (index__embeddings, core__tags, index__candidate, index__live)
ASSETS = (
    raw__objects,
    core__documents,
    core__passages,
    core__citations,
    *INDEX_ASSETS,
)
