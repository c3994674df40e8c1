"""Pages as files: a tagged PDF (PDF/UA-1) made from the page's HTML, and the card for sharing, an
image with the title.
"""

from .printing import draw_card, print_page
from .sizes import keep_size, known_size

__all__ = ["draw_card", "keep_size", "known_size", "print_page"]
