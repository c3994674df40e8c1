"""The data sets of the declarations: the documents, and their numbered paragraphs."""

from .documents import DECLARATIONS
from .paragraphs import PARAGRAPHS

__all__ = ["DECLARATIONS", "PARAGRAPHS"]
