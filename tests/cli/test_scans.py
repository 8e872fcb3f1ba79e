"""Scans from end to end: read, indexed, marked where OCR is not sure, set aside with a picture where nobody could read them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.main import run
from corpus.records import ScanTag
from samples.scans import Scan, as_image, as_pdf, scanned
from samples.typeset import Part, Style, typeset

CLAUSE = "平台企业应当在骑手接单之前公布计价规则"
LAW = [
    Part("title", "云岭市配送条例"),
    *(Part("paragraph", f"第{numeral}条　{CLAUSE}。") for numeral in "一二"),
]
POOR, COARSE = (
    Scan(blur=5.0, noise=20),
    Scan(dpi=80),
)  # nobody reads it; small print, of which figures may be lost


def test_a_scan_goes_from_its_page_to_readers_who_are_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, common = (
        tmp_path / "scans",
        [
            "--home",
            str(tmp_path / "home"),
            "--profile",
            "ci",
        ],
    )
    folder.mkdir()
    for name, scan in (("粗.png", COARSE), ("坏.pdf", POOR)):
        pages = scanned(
            typeset(LAW, Style(width=300, height=160, margin=24)),
            scan,
            1,
            (300, 160),
        )
        (folder / name).write_bytes(
            as_pdf(pages, scan)
            if name.endswith("pdf")
            else as_image(
                pages,
                "PNG",
                scan,
            )
        )
    assert run(["run", str(folder), *common]) == 0

    def call(*arguments: str) -> Any:
        capsys.readouterr()
        assert run([*arguments, "--json", *common]) == 0
        return json.loads(capsys.readouterr().out)

    def said(*arguments: str) -> str:
        capsys.readouterr()
        assert run([*arguments, *common]) == 0
        return " ".join(capsys.readouterr().out.split())

    [first, *_] = call("search", "计价规则", "--mode", "keyword")["hits"]
    assert first["text"].replace("　", " ").startswith(f"第一条 {CLAUSE}")
    assert first["source"]["page"] == 1
    [tag] = [tag for tag in first["tags"] if tag["scheme"] == "scan"]
    assert (tag["scheme"], tag["value"], tag["method"]) == ("scan", ScanTag.UNSURE, "ocr")
    assert [
        hit["id"]
        for hit in call(
            "search",
            CLAUSE,
            "--mode",
            "keyword",
            "--category",
            ScanTag.UNSURE,
        )["hits"]
    ]
    reported = f"read by OCR, confidence {tag['confidence']:.2f}: compare it with page 1"
    assert reported in said("search", "计价规则", "--mode", "keyword")
    assert reported in said("show", first["id"])
    assert "uncertain_scan" in {
        finding["code"] for finding in call("show", first["work"])["findings"]
    }

    poor = call("quarantine", "show", "坏.pdf")
    assert poor["code"] == "unreadable_scan"
    assert Path(poor["picture"]).read_bytes().startswith(b"\x89PNG")
    assert Path(poor["picture"]).name in said("quarantine", "show", "坏.pdf").replace(" ", "")
    assert call("run")["parsed"] == 0
