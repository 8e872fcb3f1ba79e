"""How passages are written for people: header, validity, and what OCR is unsure of."""

from __future__ import annotations

from typing import Any

from corpus.records import SCANNED, ScanTag, tag_name


def headline(row: dict[str, Any]) -> str:
    """Return the header of a passage, with its article.

    Args:
        row: A row of the export.

    Returns:
        One line.
    """
    context: str = row["context"]
    article: str | None = row["article"]
    if article is None or context.endswith(article):
        return context
    return f"{context} › {article}"


def describe_scan(row: dict[str, Any]) -> list[str]:
    """Say what a reader should know of a passage that OCR has read.

    Args:
        row: A row of the export.

    Returns:
        One sentence for each mark of OCR; none for a passage that is no scan.
    """
    page = f"page {row['source']['page']}" if row["source"]["page"] else "the page"
    sentences: list[str] = []
    for tag in row["tags"]:
        if tag["scheme"] != SCANNED:
            continue
        sentence = f"read by OCR, confidence {tag['confidence']:.2f}"
        if tag["value"] == ScanTag.UNSURE:
            sentence += f": compare it with {page}"
        sentences.append(sentence)
    return sentences


def describe_tags(row: dict[str, Any]) -> list[str]:
    """Say which tags a passage has, in the form that `--tag` takes. The marks of OCR are left out.

    Args:
        row: A row of the export.

    Returns:
        One line, such as `tags: union=劳动合同 (0.97)`; none where there are no tags.
    """
    surest: dict[str, float] = {}
    for tag in row["tags"]:
        if tag["scheme"] != SCANNED:
            name = tag_name(tag["scheme"], tag["value"])
            surest[name] = max(tag["confidence"], surest.get(name, 0.0))
    if not surest:
        return []
    shown = (f"{name} ({confidence:.2f})" for name, confidence in surest.items())
    return [f"tags: {', '.join(shown)}"]


def describe_cautions(row: dict[str, Any]) -> list[str]:
    """Say what a reader has to know beside the text of a passage.

    Args:
        row: A row of the export.

    Returns:
        One line for each caution, such as `! open claim: …`.
    """
    lines: list[str] = []
    for caution in row["cautions"]:
        name = caution["code"].replace("_", " ")
        origin = f" ({caution['by']})" if caution["by"] else ""
        lines.append(f"! {name}: {caution['words']}{origin}")
    return lines


def describe_validity(row: dict[str, Any]) -> str:
    """Say what is known of when a passage is in force.

    Args:
        row: A row of the export, with the status of the day that was asked for.

    Returns:
        One line.
    """
    version = f"version of {row['promulgated']}" if row["promulgated"] else "undated"
    since = row["valid_from"]
    until = row["valid_to"]
    if row["status"] == "draft":
        return f"{version}, a draft: was never law"
    if since is None:
        if until:
            return f"{version}, {row['status']} since {until}"
        return f"{version}, validity not determined"
    if since == until:
        return f"{version}, another text of that version counts as law"
    span = f"{since} to {until}" if until else f"since {since}"
    return f"{version}, {row['status']}: {span} ({row['valid_from_basis']})"
