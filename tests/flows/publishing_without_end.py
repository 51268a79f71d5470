"""What the killed child of ``test_publish`` does: publishes set after set."""

from __future__ import annotations

import hashlib
import json
import sys
from itertools import count
from pathlib import Path

from flows import swap
from flows.publish import publish


def work(output: str, way: str) -> None:
    """Publish without end; with ``in_two_steps`` as where names cannot be exchanged."""
    if way == "in_two_steps":
        vars(swap)["_exchange"] = lambda _one, _other: False
    for number in count():
        publish(Path(output), "catalogue", files(number))


def files(number: int) -> dict[str, bytes]:
    """Make a draft set of which every file tells its number."""
    documents = {f"draft/目录{n}.docx": f"第{number}套".encode() * 500 for n in range(5)}
    entries = [
        {"path": path, "title": path, "official": False, "sha256": hashlib.sha256(data).hexdigest()}
        for path, data in documents.items()
    ]
    manifest = {"status": "draft", "as_of": "2012-05-25", "documents": entries}
    return {**documents, "manifest.json": json.dumps(manifest).encode()}


if __name__ == "__main__":
    work(*sys.argv[1:])
