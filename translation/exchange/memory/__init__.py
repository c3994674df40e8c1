"""Export and import of the translation memory as TMX files."""
