"""The data sets of the declarations: the documents, and their numbered paragraphs."""

from .documents import DECLARATION_DATA_SET
from .paragraphs import PARAGRAPH_DATA_SET

__all__ = ["DECLARATION_DATA_SET", "PARAGRAPH_DATA_SET"]
