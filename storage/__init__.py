"""What lexops stores: the catalog (one SQL database), the original bytes, and the home they lie in.

The catalog is the only source of truth; an index is a projection of it that can be made again.

Nothing is re-exported here, so that `storage.home` loads neither SQLAlchemy nor fsspec.
"""
