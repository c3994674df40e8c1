"""The translation editor: one page in one language, source and target text side by side."""
