"""Legacy files as LibreOffice writes them."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path


def as_doc(files: Sequence[bytes]) -> list[bytes]:
    """Save Word documents as .doc, in one call of ``soffice``."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        names = [f"{number:03d}" for number in range(len(files))]
        for name, data in zip(names, files, strict=True):
            (folder / f"{name}.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "doc:MS Word 97"]
        subprocess.run(
            [*command, *(f"{name}.docx" for name in names)],
            cwd=folder,
            check=True,
            capture_output=True,
            timeout=300,
        )
        return [(folder / f"{name}.doc").read_bytes() for name in names]
