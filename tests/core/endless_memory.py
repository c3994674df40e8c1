"""A process that takes memory until its limit, in place of one that decodes a picture."""

from core import picture_cleaning


def decode(*arguments):
    blocks = []
    while True:
        blocks.append(bytes(64 * 1024**2))


if __name__ == "__main__":
    picture_cleaning.clean_picture = decode
    picture_cleaning.main()
