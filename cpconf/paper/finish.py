"""A drawn canvas closed into one file: fonts, structure tree, metadata; reads no clock and knows no subject."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from cpconf.paper.colours import srgb_profile
from cpconf.paper.fonts import Face
from cpconf.paper.tagging import Node, TaggedCanvas
from cpconf.paper.writing import Raw, padded, stream, written

PRODUCER = "cpconf with reportlab"


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What the file says about itself; all texts already printable."""

    title: str
    author: str
    language: str
    issued_on: date


def close(canvas: TaggedCanvas, particulars: Particulars) -> bytes:
    """The finished file. Equal drawings and particulars give equal bytes."""
    document = canvas._doc
    _embed_fonts(canvas)
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
    catalog.OutputIntents = _output_intent(canvas)
    catalog.StructTreeRoot = _structure(canvas)
    xmp = _xmp(particulars).encode("utf-8")
    catalog.Metadata = stream(xmp, "/Type /Metadata /Subtype /XML", is_packed=False)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    document.info = Raw(_info(particulars))
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        catalog.Outlines = None
    return written(document)


def _number(canvas: TaggedCanvas, written: Any) -> int:
    reference = canvas._doc.Reference(written)
    return int(canvas._doc.idToObjectNumberAndVersion[reference.name][0])


def _embed_fonts(canvas: TaggedCanvas) -> None:
    fonts = canvas._doc.idToObject["BasicFonts"].dict
    for face in sorted(canvas.glyphs, key=lambda face: face.resource):
        numbers = frozenset(canvas.glyphs[face])
        fonts[face.resource] = canvas._doc.Reference(_font(canvas, face, numbers))


def _font(canvas: TaggedCanvas, face: Face, numbers: frozenset[int]) -> Raw:
    """A composite font whose codes are the glyph numbers, so that its widths are those of the embedded file."""
    program = padded(face.program(numbers))
    tag = "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
    name = f"{tag}+{face.name}"
    measures = face.measures()
    flags = 4 | (64 if measures["slant"] else 0)
    box = " ".join(map(str, measures["box"]))
    file = _number(canvas, stream(program, f"/Length1 {len(program)}"))
    descriptor = _number(
        canvas,
        Raw(
            f"<< /Type /FontDescriptor /FontName /{name} /Flags {flags} /FontBBox [{box}] "
            f"/ItalicAngle {measures['slant']:g} /Ascent {measures['ascent']} /Descent {measures['descent']} "
            f"/CapHeight {measures['capital']} /StemV 80 /FontFile2 {file} 0 R >>\n".encode("ascii")
        ),
    )
    widths = " ".join(f"{number} [{face.advance(number)}]" for number in sorted(numbers))
    letters = _letters(face, numbers, canvas.letters.get(face, {})).encode("ascii")
    to_unicode = _number(canvas, stream(padded(letters)))
    return Raw(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /ToUnicode {to_unicode} 0 R "
        f"/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDToGIDMap /Identity "
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/FontDescriptor {descriptor} 0 R /DW 1000 /W [{widths}] >>] >>\n".encode("ascii")
    )


def _letters(face: Face, numbers: Iterable[int], shaped: dict[int, str]) -> str:
    """The map from glyphs to text that copying and reading aloud use (ToUnicode)."""
    pairs = [(number, face.character(number) or shaped.get(number, " ")) for number in sorted(numbers)]
    rows = [f"<{number:04x}> <{text.encode('utf-16-be').hex()}>" for number, text in pairs]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )


def _structure(canvas: TaggedCanvas) -> Raw:
    """The structure tree and, for each page, which element every piece of marked content belongs to."""
    root = Raw()
    root_number = _number(canvas, root)
    pages = [canvas._doc.idToObjectNumberAndVersion[name][0] for name, _ in canvas.pages]
    found: dict[int, int] = {}
    top = _element(canvas, canvas.root, root_number, pages, found)
    parents = " ".join(
        f"{index} [{' '.join(f'{found[id(node)]} 0 R' for node in marked)}]"
        for index, (_, marked) in enumerate(canvas.pages)
    )
    root.body = (
        f"<< /Type /StructTreeRoot /K [{top} 0 R] /ParentTree << /Nums [{parents}] >> "
        f"/ParentTreeNextKey {len(pages)} >>\n".encode("ascii")
    )
    return root


def _element(canvas: TaggedCanvas, node: Node, parent: int, pages: list[int], found: dict[int, int]) -> int:
    written = Raw()
    number = found[id(node)] = _number(canvas, written)
    home = next((kid[0] for kid in node.kids if isinstance(kid, tuple)), None)
    kids = [
        (str(kid[1]) if kid[0] == home else f"<< /Type /MCR /Pg {pages[kid[0]]} 0 R /MCID {kid[1]} >>")
        if isinstance(kid, tuple)
        else f"{_element(canvas, kid, number, pages, found)} 0 R"
        for kid in node.kids
    ]
    page = f"/Pg {pages[home]} 0 R " if home is not None else ""
    owned = f"/A << /O /Table /Scope /{node.scope} >> " if node.scope else ""
    if node.numbering:
        owned = f"/A << /O /List /ListNumbering /{node.numbering} >> "
    content = f"/K [{' '.join(kids)}] " if kids else ""
    written.body = f"<< /Type /StructElem /S /{node.role} /P {parent} 0 R {page}{owned}{content}>>\n".encode("ascii")
    return number


def _output_intent(canvas: TaggedCanvas) -> Raw:
    profile = _number(canvas, stream(srgb_profile(), "/N 3", is_packed=False))
    return Raw(
        f"[<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB) "
        f"/DestOutputProfile {profile} 0 R >>]\n".encode("ascii")
    )


def _text(value: str) -> str:
    return f"<feff{value.encode('utf-16-be').hex()}>"


def _info(particulars: Particulars) -> bytes:
    day = particulars.issued_on.strftime("D:%Y%m%d000000Z")
    return (
        f"<< /Title {_text(particulars.title)} /Author {_text(particulars.author)} /Creator {_text('cpconf')} "
        f"/Producer {_text(PRODUCER)} /CreationDate ({day}) /ModDate ({day}) >>\n".encode("ascii")
    )


def _xmp(particulars: Particulars) -> str:
    day = particulars.issued_on.isoformat() + "T00:00:00Z"
    schemas = "".join(
        f"<pdfaProperty:{name}>{value}</pdfaProperty:{name}>"
        for name, value in (
            ("name", "part"), ("valueType", "Integer"), ("category", "internal"), ("description", "PDF/UA part"),
        )
    )  # fmt: skip
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
        'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" '
        'xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
        'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" '
        'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(particulars.title)}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:creator><rdf:Seq><rdf:li>{escape(particulars.author)}</rdf:li></rdf:Seq></dc:creator>"
        f"<dc:language><rdf:Bag><rdf:li>{escape(particulars.language)}</rdf:li></rdf:Bag></dc:language>"
        f"<xmp:CreatorTool>cpconf</xmp:CreatorTool><xmp:CreateDate>{day}</xmp:CreateDate>"
        f"<xmp:ModifyDate>{day}</xmp:ModifyDate><pdf:Producer>{PRODUCER}</pdf:Producer>"
        '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
        "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
        "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
        "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
        f'<rdf:li rdf:parseType="Resource">{schemas}</rdf:li>'
        "</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    )
