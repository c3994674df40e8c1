"""Decode an untrusted picture in a separate process, and write it without metadata.

Run as a module, it reads the picture from standard input, and from the arguments its limits: the
pixels of all frames together, and the CPU time in seconds. It writes the clean picture to standard
output. Its exit status is a ``CleaningStatus``.

Everything but pixels, transparency, colour profile and the timing of an animation is left out:
position, camera and owner, comments and thumbnails can identify people.
"""

import sys
from enum import IntEnum
from pathlib import Path
from typing import BinaryIO

# Pillow finds the other formats by itself.
from PIL import AvifImagePlugin, Image, ImageOps, WebPImagePlugin  # noqa: F401

from core.limited_processes import limit_this_process

# A picture of so many pixels as docs/files.md says takes less, in every format.
MAX_MEMORY = 512 * 1024**2  # bytes of address space
MAX_OUTPUT = 100 * 1024**2  # bytes
FORMATS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")
SAVE_OPTIONS = {
    # The encoder's threads and its slower settings take several times the memory.
    "AVIF": {"quality": 92, "speed": 8, "max_threads": 1},
    "JPEG": {"quality": 92},
    "WEBP": {"quality": 92},
}
NO_METADATA = {"exif": b"", "xmp": b"", "comment": b""}


class CleaningStatus(IntEnum):
    """How the process ended, unless it exceeded a limit."""

    CLEAN = 0
    DAMAGED = 2
    TOO_LARGE = 3


def clean_picture(source: BinaryIO, target: BinaryIO, max_pixels: int) -> CleaningStatus:
    """Write the picture again, upright. Raises whatever Pillow does for a damaged one."""
    # The limit of Pillow holds for one frame, and is higher.
    Image.MAX_IMAGE_PIXELS = None
    picture = Image.open(source, formats=FORMATS)
    # Telephones write several pictures into one file (MPO), of which the first one is used.
    image_format = "JPEG" if picture.format == "MPO" else picture.format
    frames = 1 if image_format == "JPEG" else getattr(picture, "n_frames", 1)
    if picture.width * picture.height * frames > max_pixels:
        return CleaningStatus.TOO_LARGE
    picture.load()
    options = {**NO_METADATA, **SAVE_OPTIONS.get(image_format, {})}
    if profile := picture.info.get("icc_profile"):
        options["icc_profile"] = profile
    if frames > 1:
        options["save_all"] = True
    else:
        ImageOps.exif_transpose(picture, in_place=True)
    picture.save(target, image_format, **options)
    return CleaningStatus.CLEAN


def _peak_memory() -> int:
    """Return the largest amount of memory that this process has used, in bytes; 0 if not known.

    ``getrusage`` would also count the memory of the process that has started this one.
    """
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def main() -> None:
    max_pixels, seconds = map(int, sys.argv[1:])
    limit_this_process(seconds, MAX_MEMORY, MAX_OUTPUT)
    try:
        status = clean_picture(sys.stdin.buffer, sys.stdout.buffer, max_pixels)
    except MemoryError:
        status = CleaningStatus.TOO_LARGE
    except Exception:
        # Pillow raises errors of many classes, depending on the position of the damage. So do the
        # libraries of AVIF and WebP if they get no more memory.
        is_too_large = _peak_memory() > MAX_MEMORY / 2
        status = CleaningStatus.TOO_LARGE if is_too_large else CleaningStatus.DAMAGED
    sys.exit(status)


if __name__ == "__main__":
    main()
