#!/usr/bin/env python3
"""Sets everything up, then runs it: demo, test, app, cpconf or setup; knows only the standard library."""

from __future__ import annotations

import ctypes
import hashlib
import os
import pathlib
import platform
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.lock"

# soname -> Debian package. The first group is needed even without a display.
CORE = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
DISPLAY = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
USAGE = """usage: python3 run.py WHAT [ARGUMENT ...]

  demo             the program on an invented authority; with no display (or with
                   --out FOLDER) the main job in the terminal, PDFs left in FOLDER
  test             all the checks: style, types, layers, tests
  app              the program on your own store
  cpconf ...       the terminal commands (cpconf --help lists them)
  setup            only prepare the environment
"""


def missing_packages() -> list[str]:
    """Debian packages whose library cannot be loaded; an empty list off Linux."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = {**CORE, **DISPLAY} if has_display() else CORE
    missing = []
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def has_display() -> bool:
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def install_system_libraries() -> None:
    packages = missing_packages()
    if not packages:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        sys.exit("System libraries are missing. Please run:\n  sudo apt-get update && sudo " + " ".join(command))
    print("Installing system libraries: " + " ".join(packages), flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update", "-q"], command):
        subprocess.run(step, check=True, env=quiet, stdout=subprocess.DEVNULL)


def prepare_environment() -> None:
    """Make .venv from the locked, hashed list; needs neither python3-venv nor a compiler."""
    want = hashlib.sha256(LOCK.read_bytes() + platform.python_version().encode()).hexdigest()
    stamp = VENV / ".stamp"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == want:
        return
    print("Preparing the environment (.venv); this happens once.", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(VENV)], check=True)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(PYTHON),
        "--disable-pip-version-check",
        "install",
        "-q",
    ]
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)], check=True, env=compiled)
    stamp.write_text(want)


def main() -> int:
    if sys.version_info < (3, 11):
        sys.exit("Python 3.11 or newer is needed; this is " + platform.python_version() + ".")
    commands = {
        "demo": ["-m", "cpconf.cli", "demo"],
        "test": ["-m", "tests"],
        "app": ["-m", "ui.app"],
        "cpconf": ["-m", "cpconf.cli"],
        "setup": ["-c", "print('Ready: python3 run.py demo')"],
    }
    what = sys.argv[1] if len(sys.argv) > 1 else ""
    if what not in commands:
        print(USAGE)
        return 0 if what in ("-h", "--help", "help") else 2
    install_system_libraries()
    prepare_environment()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if not has_display():
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    if what == "demo" and has_display() and not any(word.startswith("--out") for word in sys.argv):
        commands["demo"] = ["-m", "ui.app", "--demo"]
    where = ROOT if what == "test" else None  # files that a person names lie where that person is
    return subprocess.call([str(PYTHON), *commands[what], *sys.argv[2:]], env=environment, cwd=where)


if __name__ == "__main__":
    sys.exit(main())
