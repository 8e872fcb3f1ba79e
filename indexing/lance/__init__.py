"""The index store that is embedded: LanceDB, a folder and no service.

`indexing.lance.store.LanceStore` implements `indexing.store.IndexStore`; this package exports
nothing itself, because importing LanceDB takes a second.
"""
