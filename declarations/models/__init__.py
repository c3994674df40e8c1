from .declaration_page import DeclarationPage
from .index_page import DeclarationIndexPage
from .relations import Reaffirmation, Signatory

__all__ = ["DeclarationIndexPage", "DeclarationPage", "Reaffirmation", "Signatory"]
