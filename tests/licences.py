"""The licences of the packages that the site runs with: ``python -m tests.licences`` lists them.

The packages are those of ``uv.lock`` that this machine needs, without those for development; the
licences are what the installed packages say of themselves.
"""

import tomllib
from importlib.metadata import metadata
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "licences.md"
INTRODUCTION = """# Licences

The packages that the site runs with, and what each of them says of its licence.
`python -m tests.licences` (`make licences`) writes this list from `uv.lock` and the installed
packages. [LICENSE](../LICENSE) is that of the site itself.

| Package | Licence |
| --- | --- |
"""


def runtime_packages() -> list[str]:
    """Return the names of the packages that the project needs here, directly or not."""
    packages: dict[str, list[dict]] = {}
    for package in tomllib.loads((ROOT / "uv.lock").read_text())["package"]:
        packages.setdefault(package["name"], []).append(package)
    [project] = [name for name, found in packages.items() if "virtual" in found[0]["source"]]
    needed, waiting = set(), [{"name": project}]
    while waiting:
        item = waiting.pop()
        extras = item.get("extra", [])
        key = (item["name"], *extras)
        if key in needed or not Marker(item.get("marker", "python_version > '3'")).evaluate():
            continue
        needed.add(key)
        for package in packages[item["name"]]:
            waiting += package.get("dependencies", [])
            for extra in extras:
                waiting += package.get("optional-dependencies", {}).get(extra, [])
    return sorted({name for name, *_extras in needed} - {project})


def licence_of(package: str) -> str:
    """Return the SPDX expression of a package, or what it says in another way."""
    fields = metadata(package)
    if expression := fields.get("License-Expression"):
        return expression
    classifiers = [
        value.rpartition(" :: ")[2]
        for value in fields.get_all("Classifier", [])
        if value.startswith("License ::")
    ]
    named = fields.get("License", "").strip().partition("\n")[0]
    return "; ".join(classifiers) or named or "see the package"


def document() -> str:
    rows = [f"| {package} | {licence_of(package)} |" for package in runtime_packages()]
    return INTRODUCTION + "\n".join(rows) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(document())
