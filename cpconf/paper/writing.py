"""Objects of a PDF written as one compact file: object streams, cross-reference stream, identity from content."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from reportlab.pdfbase import pdfdoc

_PER_STREAM = 200  # objects packed together
_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class Raw(pdfdoc.PDFObject):
    """An object of the file whose bytes are already written."""

    __RefOnly__ = 1

    def __init__(self, body: bytes = b"", *, is_stream: bool = False) -> None:
        self.body = body
        self.is_stream = is_stream

    def format(self, document: Any) -> bytes:
        return self.body

    def digest(self, signature: Any) -> None:
        """Nothing: the file's identity comes from its content (reportlab asks this of the information dictionary)."""


def stream(content: bytes, entries: str = "", *, is_packed: bool = True) -> Raw:
    """A stream object; the line end before `endstream` is what PDF/A asks for and reportlab's own streams lack."""
    packed = zlib.compress(content, 6) if is_packed else content
    filtered = "/Filter /FlateDecode " if is_packed else ""
    head = f"<< {entries} {filtered}/Length {len(packed)} >>\nstream\n"
    return Raw(head.encode("ascii") + packed + b"\nendstream\n", is_stream=True)


def padded(content: bytes) -> bytes:
    """`content` with as many spaces behind it as it takes to end otherwise than in a line end once it is compressed.

    Else a checker cannot tell the last byte, the lowest of a sum of all bytes, from the line end that follows it.
    """
    while zlib.compress(content, 6)[-1:] in (b"\r", b"\n"):
        content += b" "
    return content


def written(document: Any) -> bytes:
    """The whole file. Equal objects give equal bytes."""
    root, info = document.Reference(document.Catalog), document.Reference(document.info)
    streams, others = _bodies(document)
    identity = hashlib.sha256(b"".join((*streams.values(), *others.values()))).hexdigest()[:32]
    numbers = [document.idToObjectNumberAndVersion[reference.name][0] for reference in (root, info)]
    trailer = f"/Root {numbers[0]} 0 R /Info {numbers[1]} 0 R /ID [<{identity}> <{identity}>]"
    count = len(streams) + len(others) + 1
    places: dict[int, tuple[int, int, int]] = {}
    packed = iter(others.items())
    while group := list(islice(packed, _PER_STREAM)):
        places.update({number: (2, count, index) for index, (number, _) in enumerate(group)})
        streams[count] = _object_stream(group).body
        count += 1
    parts, size = [_HEAD], len(_HEAD)
    for number, body in streams.items():
        places[number] = (1, size, 0)
        parts.append(b"%d 0 obj\n%bendobj\n" % (number, body))
        size += len(parts[-1])
    places[count] = (1, size, 0)
    parts.append(b"%d 0 obj\n%bendobj\nstartxref\n%d\n%%%%EOF\n" % (count, _cross_reference(places, trailer), size))
    return b"".join(parts)


def _bodies(document: Any) -> tuple[dict[int, bytes], dict[int, bytes]]:
    """Stream objects and all others by number; writing one may bring forth more, so the counting goes on."""
    streams: dict[int, bytes] = {}
    others: dict[int, bytes] = {}
    for number in _numbers(document):
        content = document.idToObject[document.numberToId[number]]
        body = pdfdoc.format(content, document, toplevel=1)
        while body.startswith(b"%"):  # reportlab's comments
            body = body.partition(b"\n")[2]
        (streams if isinstance(content, Raw) and content.is_stream else others)[number] = body
    return streams, others


def _numbers(document: Any) -> Iterator[int]:
    number = 1
    while number in document.numberToId:
        yield number
        number += 1


def _object_stream(group: Sequence[tuple[int, bytes]]) -> Raw:
    head: list[str] = []
    size = 0
    for number, body in group:
        head.append(f"{number} {size}")
        size += len(body) + 1
    index = " ".join(head).encode("ascii") + b"\n"
    content = padded(index + b"\n".join(body for _, body in group) + b"\n")
    return stream(content, f"/Type /ObjStm /N {len(group)} /First {len(index)}")


def _cross_reference(places: Mapping[int, tuple[int, int, int]], trailer: str) -> bytes:
    used = b"".join(_entry(*place) for _, place in sorted(places.items()))
    generations = range(65535, 0, -1)  # of the unused object 0: one with which the stream does not end in a line end
    rows = next(rows for rows in (_entry(0, 0, one) + used for one in generations) if padded(rows) == rows)
    return stream(rows, f"/Type /XRef /Size {len(places) + 1} /W [1 4 2] {trailer}").body


def _entry(kind: int, first: int, second: int) -> bytes:
    return bytes((kind,)) + first.to_bytes(4, "big") + second.to_bytes(2, "big")
