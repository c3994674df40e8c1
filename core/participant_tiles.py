"""The tiles of the participants: a scheme, not a map, without borders."""

from .territories import designations

# Each line is a row of tiles. Four columns leave room for the names on a phone.
TILES = (
    ("", "", "", "MD"),
    ("SI", "HR", "RS", "RO"),
    ("", "BA", "XK", "BG"),
    ("", "ME", "MK", ""),
    ("", "AL", "", ""),
)


def participant_tiles() -> list[tuple[str, int, int]]:
    """Return code, column and row of each state that has a page, in the order of reading.

    A state without a place here has the column and the row 0: it comes after the others.
    """
    codes = {code for code, designation in designations().items() if designation.url}
    placed = [
        (code, column, row)
        for row, tiles in enumerate(TILES, start=1)
        for column, code in enumerate(tiles, start=1)
        if code in codes
    ]
    others = codes - {code for code, *_place in placed}
    return [*placed, *((code, 0, 0) for code in sorted(others))]
