"""Libraries that would report their use leave no trace, and so have made no id to report under."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

IMPORTS = {
    "embedding": "from indexing.onnx._session import load_weights; "
    "from pathlib import Path; load_weights(Path('none'))",
    "OCR": "from ingestion.ocr.engine import engine; engine()",
}


@pytest.mark.parametrize("what", IMPORTS)
def test_reports_are_forbidden_before_onnx_runtime_is_imported(what: str, tmp_path: Path) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ORT_", "DO_NOT", "XDG_"))
    }
    environment |= {"HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS[what]],
        env=environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "onnxruntime" in done.stderr or done.returncode == 0, done.stderr
    assert list(tmp_path.rglob("*")) == []
