"""Run Lighthouse on pages of all types in three languages; a score below 100 is a failure.

``make lighthouse`` installs the tools. The pages are those of the demonstration with production
settings and collected, compressed files. Times depend on the load of the machine, so a page that
failed is measured again.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import urljoin
from urllib.request import Request, urlopen

from tests.browser.pages import (
    KINDS,
    LANGUAGE_LIST,
    STANDALONE_PATHS,
    UNSUPPORTED_LANGUAGE,
    path_of,
)
from tests.services import provision
from tests.services.website import load, website

TOOLS = Path(__file__).resolve().parent.parent.parent / ".tools" / "lighthouse"
CODES = ["en", "mk", "sr-latn"]
TRIES = 3
ROW = "{:<32}{:>12}{:>15}{:>16}{:>6}  {}"
TITLES = ("performance", "accessibility", "best practices", "SEO", "")
# Lighthouse does not score URLs with the status 404.
NOT_SCORED = {"404"}
# Excluded from search engines: duplicates of other texts, and the searches of readers.
NOT_FOR_SEARCH_ENGINES = {
    "languages side by side",
    "pictures of the work",
    "search",
    "contacts of a state",
}
UNTRANSLATED = {("meeting", "mk"), ("meeting", "sr-latn")}


class PageToMeasure(NamedTuple):
    kind: str
    code: str

    @property
    def path(self) -> str:
        return path_of(self.kind, self.code)

    @property
    def skipped(self) -> list[str]:
        """The audits that do not apply to this page."""
        audits = []
        if self.kind in NOT_FOR_SEARCH_ENGINES or self in UNTRANSLATED:
            audits.append("is-crawlable")
        if self.kind in STANDALONE_PATHS:
            audits.append("meta-description")  # it would reveal the purpose of the page
        return audits


class LighthouseResult(NamedTuple):
    """Scores in the order of ``TITLES``, the audits that failed, and the error, if any."""

    scores: list[int]
    failed: list[str]
    error: str = ""

    @property
    def is_perfect(self) -> bool:
        return not self.error and set(self.scores) == {100}


def pages() -> list[PageToMeasure]:
    kinds = [kind for kind in KINDS if kind not in NOT_SCORED | {LANGUAGE_LIST}]
    return [PageToMeasure(kind, code) for code in CODES for kind in kinds] + [
        PageToMeasure(LANGUAGE_LIST, CODES[0])
    ]


def measure(
    site: str, to_measure: list[PageToMeasure]
) -> Iterator[tuple[PageToMeasure, LighthouseResult]]:
    requests = [
        {
            "address": urljoin(site, page.path),
            "headers": UNSUPPORTED_LANGUAGE,
            "skipped": page.skipped,
        }
        for page in to_measure
    ]
    with subprocess.Popen(
        ["node", TOOLS / "measure.mjs"],
        env={**os.environ, "CHROME_PATH": provision.chromium()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as node:
        node.stdin.write(json.dumps(requests))
        node.stdin.close()
        for page, line in zip(to_measure, node.stdout, strict=True):
            yield page, LighthouseResult(**json.loads(line))


def warm_up(site: str) -> None:
    """Request each page once, since the first request compiles the templates."""
    for page in pages():
        urlopen(Request(urljoin(site, page.path), headers=UNSUPPORTED_LANGUAGE)).close()


def report(site: str) -> bool:
    """Print the scores of all pages; return whether all are 100."""
    print(ROW.format("page", *TITLES))  # noqa: T201 - the output of the command
    remaining = pages()
    for _ in range(TRIES):
        imperfect = []
        for page, result in measure(site, remaining):
            details = result.error or ", ".join(result.failed)
            print(ROW.format(f"{page.code} {page.kind}", *result.scores, details), flush=True)  # noqa: T201
            if not result.is_perfect:
                imperfect.append(page)
        remaining = imperfect
        if not remaining:
            return True
    return False


def main() -> int:
    with TemporaryDirectory() as loaded, TemporaryDirectory() as served:
        load(Path(loaded))
        with website(Path(loaded), Path(served)) as site:
            warm_up(site)
            return 0 if report(site) else 1


if __name__ == "__main__":
    sys.exit(main())
