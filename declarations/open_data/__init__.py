"""The declarations as open data: the documents and, apart, their numbered paragraphs."""

from .documents import DECLARATIONS
from .paragraphs import PARAGRAPHS

__all__ = ["DECLARATIONS", "PARAGRAPHS"]
