"""The glossary: agreed terms in every language, as screens and as a table."""
