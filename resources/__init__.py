"""Where the program's own files (fonts, icons, wording, help) lie; knows nothing of what they mean."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

_HERE = Path(str(files(__name__)))


def path(name: str) -> Path:
    """The file or folder `name` ("fonts/NotoSans_400Regular.ttf") inside this package, installed or frozen."""
    return _HERE.joinpath(*name.split("/"))
