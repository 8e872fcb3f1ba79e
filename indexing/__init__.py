"""Vectors and the indexes that hold them: embedders on one side, stores on the other. Nothing here knows a catalog.

| module                           | what it holds                                                                 |
| -------------------------------- | ----------------------------------------------------------------------------- |
| `embedder`                       | the `Embedder` Protocol: texts in, vectors of length 1 out                    |
| `embedders`                      | `open_embedder(name)`: the one place that knows them all                      |
| `onnx_embedder`                  | the default: bge-small-zh by ONNX Runtime, one process a core                 |
| `hashing_embedder`               | hashed n-grams, without a model: for tests and the profile `ci`               |
| `sentence_transformers_embedder` | any sentence-transformers model (extra `transformers`)                        |
| `models`, `fetching`             | the models as data; how their files come here and are checked                 |
| `preflight`                      | whether the default model can be had, asked before anything is installed      |
| `store`                          | the `IndexStore` Protocol: generations, publications, readers, two legs       |
| `stores`                         | `open_store(kind, location)`: the one place that knows every engine           |
| `lance_store`                    | the embedded default: LanceDB, a folder and no service                        |
| `opensearch_store`               | the service: OpenSearch 2.19 and newer                                        |
| `client`                         | for services: asks an index in OpenSearch, refuses what it does not know      |
| `opensearch_server`              | one for this machine: found or started, ended, looked at                      |
| `comparison`                     | what an index should hold, against what it does hold                          |
| `analysis`                       | text → terms, the analyzer that every engine shares                           |
| `testing`                        | the batteries of tests that every embedder and every store passes             |

Importing this package loads no engine: each is imported by the function that needs it.
"""
