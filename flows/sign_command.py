"""``lianfang keygen`` and ``lianfang sign``, from arguments to exit code."""

from __future__ import annotations

import os
from pathlib import Path

from flows.cli_words import phase_named
from flows.console import Console
from flows.inbox import displayed
from flows.keys import PASSWORD, new_key
from flows.outputs import MANIFEST, PUBLIC_KEY, SIGNATURE
from flows.settings import Workspace
from flows.signing import sign
from schemas.schedule import PHASE_NAMES


def make_key(root: Path, place: Path) -> int:
    """Make the college's key."""
    workspace = Workspace.open(root)
    mark = new_key(workspace, place, os.environ.get(PASSWORD) or None)
    console = Console()
    console.say(
        f"私钥已写到 {displayed(place)}，只有您能读；请另存一份在安全的地方，不要放进工作目录。"
    )
    console.say(f"公钥已写到 {displayed(root / PUBLIC_KEY)}，指纹 {mark}；请抄下指纹，另存公钥。")
    return 0


def sign_phase(root: Path, name: str, key: Path | None) -> int:
    """Sign a phase's official set."""
    phase = phase_named(name)
    workspace = Workspace.open(root)
    mark = sign(workspace, phase, key, os.environ.get(PASSWORD) or None)
    Console().say(
        f"{PHASE_NAMES[phase]}阶段的清单 {MANIFEST} 已签名（{SIGNATURE}），公钥指纹 {mark}。"
    )
    return 0
