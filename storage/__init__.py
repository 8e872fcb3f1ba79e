"""What lexops knows and keeps: the catalog (one SQL database), the blobs (original bytes), the writer's lock, the home.

| module    | what it holds                                                             |
| --------- | ------------------------------------------------------------------------- |
| `home`    | the home folder: its layout, and the doors to all that follows            |
| `catalog` | sources, objects, documents, works, passages, vectors, generations, runs  |
| `packing` | records as the catalog keeps them                                         |
| `blobs`   | original bytes by sha256, in a folder, in memory, or in an object store   |
| `backup`  | a home's catalog, blobs and index, saved together and restored            |
| `lock`    | one writer a home                                                         |

The catalog is the only source of truth; an index is a projection of it that can be made again.
"""
