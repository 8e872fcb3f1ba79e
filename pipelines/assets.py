"""The assets: `{layer}__{what}`, layers raw, core, index. Raw and core are partitioned by source; the index is fed by all.

A body is a table of contents; what it does stands in `stages`. A run over several sources is one run (`BackfillPolicy.single_run`).
"""

import warnings

import dagster as dg

from corpus.schema import SCHEMA_VERSION
from pipelines import _metadata as metadata
from pipelines.session import Session
from pipelines.stages import collecting, embedding, projecting, reading, resolving
from storage.catalog.sources import KnownSource

SOURCES = dg.DynamicPartitionsDefinition(name="source")
warnings.filterwarnings("ignore", message=".*backfill_policy", category=dg.BetaWarning)  # 1.13 is pinned; the words are for us
_ONE_RUN = dg.BackfillPolicy.single_run()


class CollectConfig(dg.Config):
    """`allow_deletes` lets through what the delete brake holds: many objects gone at once, or a root that is missing."""

    allow_deletes: bool = False


def _sources(context: dg.AssetExecutionContext, session: Session) -> list[KnownSource]:
    return session.catalog.sources.named(list(context.partition_keys))


@dg.asset(partitions_def=SOURCES, backfill_policy=_ONE_RUN, group_name="raw", kinds={"file"}, code_version="1")
def raw__objects(context: dg.AssetExecutionContext, config: CollectConfig, session: dg.ResourceParam[Session]) -> None:
    """What each source holds: objects seen, new, changed, gone; their bytes are kept as blobs."""
    sources = _sources(context, session)
    for name, found in collecting.collect(session, sources, allow_deletes=config.allow_deletes).items():
        context.add_asset_metadata(metadata.of_objects(found), partition_key=name)
        if found.refusal:
            context.log.warning("%s: %s — %s", name, found.refusal.detail, found.refusal.remedy)
    for one in sources:
        context.add_asset_metadata(metadata.of_quarantine(session, one), partition_key=one.source.name)
    context.add_asset_metadata(metadata.seconds(session, "collect"))


@dg.asset(
    partitions_def=SOURCES,
    backfill_policy=_ONE_RUN,
    deps=[raw__objects],
    group_name="core",
    kinds={"python"},
    code_version=reading.CODE_VERSION,
)
def core__documents(context: dg.AssetExecutionContext, session: dg.ResourceParam[Session]) -> None:
    """Clean text of every object, block by block; what can't be read is quarantined with its reason."""
    sources = _sources(context, session)
    tallies = reading.read_documents(session, sources)
    for one in sources:
        told = metadata.of_documents(tallies[one.source.name]) | metadata.of_quarantine(session, one)
        context.add_asset_metadata(told, partition_key=one.source.name)
    context.add_asset_metadata(metadata.seconds(session, "parse"))


@dg.asset(
    partitions_def=SOURCES,
    backfill_policy=_ONE_RUN,
    deps=[core__documents],
    group_name="core",
    kinds={"python"},
    code_version=resolving.CODE_VERSION,
)
def core__passages(context: dg.AssetExecutionContext, session: dg.ResourceParam[Session]) -> None:
    """What can be cited: works in their versions, and their passages, article by article."""
    sources = _sources(context, session)
    structures = resolving.find_structures(session, sources)
    resolved = resolving.resolve_works(session)
    for name, outcome in resolving.settle_sources(session, sources).items():
        context.add_asset_metadata(metadata.of_passages(structures[name], outcome), partition_key=name)
    context.add_asset_metadata(metadata.of_works(session, resolved) | metadata.seconds(session, "structure", "resolve"))


@dg.asset(deps=[core__passages], group_name="index", kinds={"onnx"}, code_version="1")
def index__embeddings(context: dg.AssetExecutionContext, session: dg.ResourceParam[Session]) -> None:
    """Vectors of every distinct text, by model; a text that was embedded once is not embedded again."""
    embedded = embedding.embed_passages(session)
    context.add_asset_metadata({"embedded": embedded, "model": session.embedder.fingerprint} | metadata.seconds(session, "embed"))


@dg.asset(deps=[index__embeddings], group_name="index", kinds={"lancedb"}, code_version=str(SCHEMA_VERSION))
def index__candidate(context: dg.AssetExecutionContext, session: dg.ResourceParam[Session]) -> None:
    """What the index has yet to be told, written and not yet visible."""
    context.add_asset_metadata(metadata.of_index(projecting.write_delta(session)) | metadata.seconds(session, "index"))


@dg.asset(deps=[index__candidate], group_name="index", kinds={"lancedb"}, code_version=str(SCHEMA_VERSION))
def index__live(context: dg.AssetExecutionContext, session: dg.ResourceParam[Session]) -> None:
    """What readers get: the generation that searches go to, whole."""
    context.add_asset_metadata({"generation": projecting.publish(session) or "none yet"} | metadata.seconds(session, "publish"))


ASSETS = (raw__objects, core__documents, core__passages, index__embeddings, index__candidate, index__live)
