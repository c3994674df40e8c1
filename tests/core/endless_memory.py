"""A process that takes memory until its limit, in place of one that decodes a picture."""

from core import picture_cleaning


def decode(source, target, max_pixels: int):
    """Fail as Python does at the limit, or for an even number of pixels as a library in C does."""
    blocks = []
    try:
        while True:
            blocks.append(b"x" * 16 * 1024**2)
    except MemoryError:
        if max_pixels % 2:
            raise
        raise ValueError from None


if __name__ == "__main__":
    picture_cleaning.clean_picture = decode
    picture_cleaning.main()
