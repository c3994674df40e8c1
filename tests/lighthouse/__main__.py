"""What Lighthouse says of each kind of page in three languages; less than 100 is a failure.

``make lighthouse`` brings the tools. The pages are those of the demonstration as its readers get
them: with production settings, and files collected and compressed. The time of a page depends on
what else the machine does, so a page that failed is measured again and its best time counts.
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

from tests.browser.pages import ALONE, ENTRANCE, KINDS, NO_LANGUAGE_OF_OURS, address
from tests.services import provision
from tests.services.website import load, website

TOOLS = Path(__file__).resolve().parent.parent.parent / ".tools" / "lighthouse"
CODES = ["en", "mk", "sr-latn"]
TRIES = 3
ROW = "{:<32}{:>12}{:>15}{:>16}{:>6}  {}"
TITLES = ("performance", "accessibility", "best practices", "SEO", "")
# Lighthouse does not judge an address that answers that there is no page.
NOT_JUDGED = {"404"}
# Kept from search engines on purpose: they would find the same text twice, or somebody's question.
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
        return address(self.kind, self.code)

    @property
    def skipped(self) -> list[str]:
        """The audits that ask for what this page withholds on purpose."""
        audits = []
        if self.kind in NOT_FOR_SEARCH_ENGINES or self in UNTRANSLATED:
            audits.append("is-crawlable")
        if self.kind in ALONE:
            audits.append("meta-description")  # would say what the page is for
        return audits


class Verdict(NamedTuple):
    """The scores in the order of the titles, the audits that failed, and what went wrong."""

    scores: list[int]
    failed: list[str]
    error: str = ""

    @property
    def is_perfect(self) -> bool:
        return not self.error and set(self.scores) == {100}


def pages() -> list[PageToMeasure]:
    kinds = [kind for kind in KINDS if kind not in NOT_JUDGED | {ENTRANCE}]
    return [PageToMeasure(kind, code) for code in CODES for kind in kinds] + [
        PageToMeasure(ENTRANCE, CODES[0])
    ]


def measure(site: str, asked: list[PageToMeasure]) -> Iterator[tuple[PageToMeasure, Verdict]]:
    questions = [
        {
            "address": urljoin(site, page.path),
            "headers": NO_LANGUAGE_OF_OURS,
            "skipped": page.skipped,
        }
        for page in asked
    ]
    with subprocess.Popen(
        ["node", TOOLS / "measure.mjs"],
        env={**os.environ, "CHROME_PATH": provision.chromium()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as node:
        node.stdin.write(json.dumps(questions))
        node.stdin.close()
        for page, line in zip(asked, node.stdout, strict=True):
            yield page, Verdict(**json.loads(line))


def warm(site: str) -> None:
    """Open each page once: the first visitor of a server waits for its templates."""
    for page in pages():
        urlopen(Request(urljoin(site, page.path), headers=NO_LANGUAGE_OF_OURS)).close()


def report(site: str) -> bool:
    """Print the scores of all pages, and say whether all are 100."""
    print(ROW.format("page", *TITLES))  # noqa: T201 - the report is what it is for
    left = pages()
    for _ in range(TRIES):
        imperfect = []
        for page, verdict in measure(site, left):
            what = verdict.error or ", ".join(verdict.failed)
            print(ROW.format(f"{page.code} {page.kind}", *verdict.scores, what), flush=True)  # noqa: T201
            if not verdict.is_perfect:
                imperfect.append(page)
        left = imperfect
        if not left:
            return True
    return False


def main() -> int:
    with TemporaryDirectory() as loaded, TemporaryDirectory() as served:
        load(Path(loaded))
        with website(Path(loaded), Path(served)) as site:
            warm(site)
            return 0 if report(site) else 1


if __name__ == "__main__":
    sys.exit(main())
