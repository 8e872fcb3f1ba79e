"""Typed, frozen settings, made of the rooms' own option dataclasses; profiles as TOML.

| module      | what it holds                                                          |
| ----------- | ---------------------------------------------------------------------- |
| `settings`  | `Settings`, section by section                                         |
| `loading`   | `load`: profile, then HOME/lexops.toml; the one reader of LEXOPS_*     |
|             | `home_of`: the home that settings mean                                 |
| `typed`     | a table of TOML to a dataclass, or one line that says what is wrong    |
| `profiles/` | `local` (default), `ci` (no model needed), `opensearch`, `opensearch-cluster` |

Rooms get values, never this package. pydantic-settings was set aside: every option already is a dataclass of its room.
"""
