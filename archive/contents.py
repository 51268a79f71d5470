"""Contents by their digest: every text or file is kept once, however often it comes."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, insert, select, update

from archive.faults import DAMAGED
from archive.tables import ContentRow
from schemas.errors import MachineError

T = TypeVar("T")
_SAMPLE = 4096
_WORTH = 0.9


def in_batches(values: Iterable[T], size: int = 500) -> Iterator[list[T]]:
    """Cut a series into lists that fit into one statement."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch


class Contents:
    """Bytes by SHA-256."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ids(self, digests: Iterable[str]) -> dict[str, int]:
        """Look up digests; those not on record are left out."""
        found: dict[str, int] = {}
        for batch in in_batches(dict.fromkeys(digests)):
            query = select(ContentRow.sha256, ContentRow.id).where(ContentRow.sha256.in_(batch))
            found.update({digest: row for digest, row in self._connection.execute(query)})  # noqa: C416 - a Row is no pair for mypy
        return found

    def keep(self, contents: Sequence[tuple[str, int, bytes | None]]) -> dict[str, int]:
        """Keep contents that are not on record yet.

        Args:
            contents: Digest, size, and the bytes or None.

        Returns:
            Digest → id, for all of them.
        """
        known = self.ids(digest for digest, _, _ in contents)
        new = {digest: (size, data) for digest, size, data in contents if digest not in known}
        for batch in in_batches(new.items(), 50):
            rows = [_row(digest, size, data) for digest, (size, data) in batch]
            self._connection.execute(insert(ContentRow), rows)
        self._add_bodies((d, data) for d, _, data in contents if d in known and data is not None)
        return known | self.ids(new)

    def keep_bytes(self, data: bytes) -> int:
        """Keep bytes and give their id."""
        digest = hashlib.sha256(data).hexdigest()
        return self.keep([(digest, len(data), data)])[digest]

    def read(self, digest: str) -> bytes | None:
        """Give the bytes of a digest; None when only the digest is on record, or not even that.

        Raises:
            MachineError: The bytes are not those that were kept.
        """
        query = select(ContentRow.body, ContentRow.packed).where(ContentRow.sha256 == digest)
        row = self._connection.execute(query).first()
        return None if row is None or row.body is None else _unpack(row.body, row.packed, digest)

    def read_id(self, content_id: int) -> bytes | None:
        """Give the bytes of an id; raises like :meth:`read`."""
        query = select(ContentRow.sha256).where(ContentRow.id == content_id)
        return self.read(self._connection.execute(query).scalar_one())

    def damaged(self) -> Iterator[str]:
        """Hash everything that is kept anew, and give the digests that no longer hold."""
        kept = select(ContentRow.id).where(ContentRow.body.is_not(None)).order_by(ContentRow.id)
        for number in self._connection.execute(kept).scalars().all():
            query = select(ContentRow).where(ContentRow.id == number)
            row = self._connection.execute(query).one()  # one at a time: they may be large
            try:
                size = len(_unpack(row.body, row.packed, row.sha256))
            except MachineError:
                size = -1
            if size != row.size:
                yield row.sha256

    def _add_bodies(self, pairs: Iterable[tuple[str, bytes]]) -> None:
        """Add the bytes of contents of which only the digest was kept so far."""
        given = dict(pairs)
        for batch in in_batches(given):
            query = select(ContentRow.sha256).where(
                ContentRow.sha256.in_(batch), ContentRow.body.is_(None)
            )
            for digest in self._connection.execute(query).scalars().all():
                packed, body = _pack(given[digest])
                change = update(ContentRow).where(ContentRow.sha256 == digest)
                self._connection.execute(change.values(packed=packed, body=body))


def _row(digest: str, size: int, data: bytes | None) -> dict[str, Any]:
    packed, body = (False, None) if data is None else _pack(data)
    return {"sha256": digest, "size": size, "packed": packed, "body": body}


def _pack(data: bytes) -> tuple[bool, bytes]:
    """Compress what compression makes smaller; a .docx, being a zip file, mostly is not."""
    middle = max(0, len(data) // 2 - _SAMPLE // 2)
    sample = data[middle : middle + _SAMPLE]
    if len(zlib.compress(sample, 1)) > len(sample) * _WORTH:
        return False, data
    packed = zlib.compress(data, 6)
    return (True, packed) if len(packed) < len(data) else (False, data)


def _unpack(body: bytes, packed: bool, digest: str) -> bytes:  # noqa: FBT001 - the row's two columns
    try:
        data = zlib.decompress(body) if packed else bytes(body)
    except zlib.error as fault:
        raise MachineError(DAMAGED.format(name="档案库")) from fault
    if hashlib.sha256(data).hexdigest() != digest:
        raise MachineError(DAMAGED.format(name="档案库"))
    return data
