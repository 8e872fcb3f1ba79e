"""The layers of a PDF file (optional content) that are switched off when it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, resolve1


class Layers:
    """Which layers are switched off.

    Args:
        document: The file.
    """

    def __init__(self, document: PDFDocument) -> None:
        self._off: set[int] = set()
        self._on: set[int] = set()
        self._is_off_at_first = False
        properties = resolve1(document.catalog.get("OCProperties"))
        if not isinstance(properties, dict):
            return
        setting = resolve1(properties.get("D"))
        if not isinstance(setting, dict):
            return
        self._is_off_at_first = _name(setting.get("BaseState")) == "OFF"
        self._off = _numbers(setting.get("OFF"))
        self._on = _numbers(setting.get("ON"))

    @property
    def has_hidden(self) -> bool:
        """Whether any layer is switched off."""
        return bool(self._off) or self._is_off_at_first

    def is_off(self, layer: Any) -> bool:
        """Decide whether a layer, or a group of layers, is switched off.

        Args:
            layer: What the property `OC` of a content refers to.

        Returns:
            True where the content is not shown.
        """
        group = resolve1(layer)
        if isinstance(group, dict) and _name(group.get("Type")) == "OCMD":
            return self._is_group_off(group)
        if not isinstance(layer, PDFObjRef):
            return False
        if self._is_off_at_first:
            return layer.objid not in self._on
        return layer.objid in self._off

    def _is_group_off(self, group: Mapping[str, Any]) -> bool:
        listed = group.get("OCGs")
        members = resolve1(listed)
        if not isinstance(members, list):
            members = [] if members is None else [listed]
        off = [self.is_off(member) for member in members if not _is_group(member)]
        if not off:
            return False
        policy = _name(group.get("P"))
        if policy == "AllOn":
            return any(off)
        if policy == "AnyOff":
            return not any(off)
        if policy == "AllOff":
            return not all(off)
        return all(off)


def _is_group(member: Any) -> bool:
    found = resolve1(member)
    return isinstance(found, dict) and _name(found.get("Type")) == "OCMD"


def _numbers(listed: Any) -> set[int]:
    found = resolve1(listed)
    if not isinstance(found, list):
        return set()
    return {member.objid for member in found if isinstance(member, PDFObjRef)}


def _name(value: Any) -> str:
    name = getattr(resolve1(value), "name", "")
    return name if isinstance(name, str) else ""
