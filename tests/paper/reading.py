"""A finished PDF as its readers meet it: aloud through the structure tree, by eye through its text, by a checker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from io import BytesIO
from typing import Any

import page
import pikepdf
import pypdfium2


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the structure tree with what lies directly in it, in reading order."""

    role: str
    depth: int
    text: str
    scope: str = ""


def failures(pdf: bytes, profile: page.ValidationProfile = page.ValidationProfile.PDF_UA_1) -> list[str]:
    """The rules of PDF/UA-1 (or another profile) that the file breaks."""
    report = page.validate_pdf_bytes(pdf, profile=profile)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def elements(pdf: bytes) -> list[Element]:
    """The structure tree from top to bottom."""
    with pikepdf.open(BytesIO(pdf)) as file:
        marked = {one.obj.objgen: dict(_marked(one)) for one in file.pages}
        (document,) = file.Root.StructTreeRoot.K
        return list(_elements(document, 0, marked))


def aloud(pdf: bytes) -> str:
    """Everything that a screen reader reads, one element a line."""
    return "\n".join(element.text for element in elements(pdf) if element.text)


def seen(pdf: bytes) -> list[str]:
    """The text of each page as a viewer finds it, running head and foot included."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page_text(document, number) for number in range(len(document))]
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Without white space: lines break where they like."""
    return re.sub(r"\s", "", text)


def strings(value: object) -> Iterator[str]:
    """Every text that a sheet holds."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from strings(item)
    elif type(value) is str:
        yield value


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    leaf = document[number]
    text = leaf.get_textpage()
    found = str(text.get_text_bounded())
    text.close()
    leaf.close()
    return found


def _elements(node: Any, depth: int, marked: dict[Any, dict[int, str]]) -> Iterator[Element]:
    kids = list(node.get("/K", []))
    home = node.get("/Pg")
    texts = []
    for kid in kids:
        if isinstance(kid, int):
            texts.append(marked[home.objgen][kid])
        elif kid.get("/Type") == "/MCR":
            texts.append(marked[kid.Pg.objgen][int(kid.MCID)])
    scope = str(node.A.get("/Scope", "")) if "/A" in node else ""
    yield Element(str(node.S)[1:], depth, " ".join(texts), scope[1:])
    for kid in kids:
        if not isinstance(kid, int) and kid.get("/Type") == "/StructElem":
            yield from _elements(kid, depth + 1, marked)


def _marked(leaf: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """Marked content number and its text, ActualText in place of the glyphs that it covers."""
    maps = {name: _to_unicode(font) for name, font in leaf.Resources.Font.items()}
    letters: dict[int, str] = {}
    number, stack, text, silent = -1, [""], "", False
    for instruction in pikepdf.parse_content_stream(leaf):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BDC":
                properties = operands[1]
                number = int(properties.MCID) if "/MCID" in properties else number
                actual = str(properties.ActualText) if "/ActualText" in properties else ""
                stack.append(str(operands[0]) + actual)
                text += actual
                silent = silent or bool(actual)
            case "EMC":
                if stack.pop() in ("/Artifact",) or len(stack) == 1:
                    yield number, text.strip()
                    number, text = -1, ""
                silent = False
            case "Tf":
                letters = maps[str(operands[0])]
            case "Tm":
                text += " "
            case "TJ" if not silent:
                text += "".join(_read(bytes(part), letters) for part in operands[0] if isinstance(part, pikepdf.String))


def _read(codes: bytes, letters: dict[int, str]) -> str:
    return "".join(letters[int.from_bytes(codes[at : at + 2], "big")] for at in range(0, len(codes), 2))


def _to_unicode(font: Any) -> dict[int, str]:
    rows = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>\n", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode("ascii")).decode("utf-16-be") for code, text in rows}
