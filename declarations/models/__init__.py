from .declaration_page import DeclarationPage
from .index_page import DeclarationIndexPage
from .paragraph_number import ParagraphNumber
from .relations import Reaffirmation, Signatory

__all__ = [
    "DeclarationIndexPage",
    "DeclarationPage",
    "ParagraphNumber",
    "Reaffirmation",
    "Signatory",
]
