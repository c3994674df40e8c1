"""The pictures of README.md: ``make pictures`` takes them anew of the demonstration.

Each picture shows screens beside one another, so that a reader sees languages, scripts, phones and
dark colours at once.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.services import provision
from tests.services.website import ROOT, load, website

FOLDER = ROOT / "docs" / "screenshots"
BACKGROUND = "#e0dfda"
COLOURS = 160  # of a picture: enough for two schemes, and a third of the bytes
WIDE, PHONE = 1280, 360  # CSS pixels
# The system fonts of most devices are as narrow, other than that of a bare Debian.
FONT = ":root { --sans: 'Liberation Sans' }"


@dataclass(frozen=True)
class PicturedScreen:
    """A part of a page: from its top, or from the element that ``selector`` finds."""

    path: str
    width: int = WIDE
    is_dark: bool = False
    selector: str = "html"


@dataclass(frozen=True)
class ReadmePicture:
    """Screens of one height (CSS pixels), reduced by ``scale``, with a margin around each."""

    name: str
    height: int
    scale: float
    margin: int
    screens: tuple[PicturedScreen, ...]


DECLARATION = "declarations/2012-joint-declaration/"
PICTURES = (
    ReadmePicture(
        "overview",
        height=900,
        scale=0.6,
        margin=12,
        screens=(
            PicturedScreen("/en/"),
            PicturedScreen(f"/mk/{DECLARATION}"),
            PicturedScreen("/sr-cyrl/", PHONE, is_dark=True),
        ),
    ),
    ReadmePicture(
        "side-by-side",
        height=900,
        scale=0.8,
        margin=20,
        screens=(
            PicturedScreen(f"/sr-cyrl/{DECLARATION}?with=sr-latn&with=sq", selector="#paragraphs"),
            PicturedScreen(
                f"/mk/{DECLARATION}?with=sr-latn", PHONE, is_dark=True, selector=".paragraph"
            ),
        ),
    ),
    ReadmePicture(
        "meetings-and-help",
        height=1000,
        scale=0.75,
        margin=18,
        screens=(
            PicturedScreen("/sq/meetings/?view=pictures", selector=".statistics"),
            PicturedScreen("/mk/contacts-by-country/", PHONE),
            PicturedScreen("/hr/search/?q=Brdo", PHONE, is_dark=True),
        ),
    ),
)


def main() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        load(folder / "loaded")
        with website(folder / "loaded", folder / "served") as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=provision.headless_shell())
            for picture in PICTURES:
                write(picture, browser, url)
            browser.close()


def write(picture: ReadmePicture, browser: Browser, url: str) -> None:
    screens = [_screen(screen, picture, browser, url) for screen in picture.screens]
    margin = picture.margin
    width = sum(screen.width + margin for screen in screens) + margin
    canvas = Image.new("RGB", (width, screens[0].height + 2 * margin), BACKGROUND)
    left = margin
    for screen in screens:
        canvas.paste(screen, (left, margin))
        left += screen.width + margin
    canvas.quantize(COLOURS).save(FOLDER / f"{picture.name}.png", optimize=True)


def _screen(
    screen: PicturedScreen, picture: ReadmePicture, browser: Browser, url: str
) -> Image.Image:
    context = browser.new_context(
        viewport={"width": screen.width, "height": picture.height},
        color_scheme="dark" if screen.is_dark else "light",
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(url + screen.path)
    page.add_style_tag(content=FONT)
    page.locator(screen.selector).first.evaluate("element => element.scrollIntoView()")
    taken = Image.open(BytesIO(page.screenshot())).convert("RGB")
    context.close()
    size = (round(taken.width * picture.scale), round(taken.height * picture.scale))
    return taken.resize(size, Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
