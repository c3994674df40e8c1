"""Exchange of texts with translators' own tools: XLIFF and PO, one page or many at once."""
