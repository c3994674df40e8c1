"""Pages as files: a tagged PDF (PDF/UA-1) made from the page's HTML, and the card for sharing, an
image with the title.
"""

from .rendering import SiteNames, render_pdf, render_sharing_card
from .sizes import cache_file_size, cache_pdf_size, cached_file_size, cached_pdf_size

__all__ = [
    "SiteNames",
    "cache_file_size",
    "cache_pdf_size",
    "cached_file_size",
    "cached_pdf_size",
    "render_pdf",
    "render_sharing_card",
]
