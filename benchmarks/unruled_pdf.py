"""Forms in PDF files without rulings: ``python -m benchmarks.unruled_pdf [-v] [SEED …]``.

The Word forms among the samples, which lie in ``shared/samples/forms`` beside the checkout, are set
anew without rulings or with few of them, printed by LibreOffice, read, and held against what is
told of them: how many fields are right, how many are wrong without a finding on their page, and
how many files that were read without an error have a finding that doubts it. A seed draws fonts,
sizes, widths, spacings and shades; ``plain`` only takes the rulings off. Without seeds it does both
once. It takes some two minutes a seed, nearly all of them LibreOffice's.

Options:
    -v: Name each field that is wrong.
    --samples FOLDER: Where the samples lie.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks.field_scores import Score, has_tables, score
from benchmarks.restyled import Style, drawn_style, restyled
from extractors.read import read_file

_SAMPLES: Final = Path(__file__).resolve().parents[2] / "shared" / "samples" / "forms"
_TOLD: Final = ".truth.json"
_AT_ONCE: Final = 20  # files that LibreOffice prints in one go


def corpus(samples: Path, seed: str, folder: Path) -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """Write the samples' forms as PDF files without rulings.

    Yields:
        A file, and its forms as they were filled in.
    """
    told = {}
    for truth in sorted(samples.glob(f"*.docx{_TOLD}")):
        forms = json.loads(truth.read_text(encoding="utf-8"))["forms"]
        if has_tables(forms):
            source = truth.with_name(truth.name.removesuffix(_TOLD))
            number = source.name[:3]
            rng = random.Random(f"{seed}{number}")  # noqa: S311 - no secret
            style = Style() if seed == "plain" else drawn_style(rng)
            written = folder / f"{number}.docx"
            written.write_bytes(restyled(source.read_bytes(), style, rng))
            told[written] = forms
    files = list(told)
    for first in range(0, len(files), _AT_ONCE):
        _print(files[first : first + _AT_ONCE], folder)
    yield from ((file.with_suffix(".pdf"), forms) for file, forms in told.items())


def _print(files: list[Path], folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True)


def measure(samples: Path, seed: str, *, named: bool) -> Score:
    """Read the corpus of a seed; name what is wrong if wanted."""
    whole = Score()
    with tempfile.TemporaryDirectory() as folder:
        for file, forms in corpus(samples, seed, Path(folder)):
            own = score(read_file(file.read_bytes(), file=file.name), forms)
            whole.add(own)
            if named and own.wrong:
                print(f"{file.stem}: {own.right}/{own.fields}")
                print(*(f"    {wrong}" for wrong in own.wrong), sep="\n")
    return whole


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("seeds", nargs="*", default=["plain", "1"])
    parser.add_argument("--samples", type=Path, default=_SAMPLES)
    parser.add_argument("-v", action="store_true", dest="named")
    asked = parser.parse_args()
    if not asked.samples.is_dir():
        print(f"No samples in {asked.samples}")
        return
    print("| seed | fields | right | wrong in silence | files without error | of these doubted |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for seed in asked.seeds:
        got = measure(asked.samples, seed, named=asked.named)
        right, silent = 100 * got.right / got.fields, 100 * got.silent / got.fields
        files = f"{got.clean} of {got.files}"
        print(
            f"| {seed} | {got.fields} | {right:.2f} % | {silent:.2f} % | {files} | {got.alarmed} |"
        )


if __name__ == "__main__":
    main()
