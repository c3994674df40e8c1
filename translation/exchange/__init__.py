"""Export and import of translations as XLIFF and PO files, one page or many at once."""
