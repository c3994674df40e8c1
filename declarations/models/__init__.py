from .declaration_page import DeclarationPage, Reaffirmation, Signatory
from .index_page import DeclarationIndexPage

__all__ = ["DeclarationIndexPage", "DeclarationPage", "Reaffirmation", "Signatory"]
