"""A folder outside the outputs that appears whole: written beside its place, then swapped in."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from flows import swap
from flows.faults import told_in_chinese
from flows.inbox import displayed


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder; what was there before goes, at once and wholly.

    Args:
        folder: New, empty, or one whose contents may go.
        files: Plain file name → content.

    Raises:
        MachineError: No room or no rights; what was there before is untouched.
    """
    with told_in_chinese(f"文件夹“{displayed(folder)}”"):
        folder = folder.resolve()
        folder.parent.mkdir(parents=True, exist_ok=True)
        swap.recover(folder)
        draft = swap.draft_of(folder)
        try:
            draft.mkdir()
            for name, content in sorted(files.items()):
                (draft / name).write_bytes(content)
            swap.sync_tree(draft)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        swap.put_in_place(folder)
