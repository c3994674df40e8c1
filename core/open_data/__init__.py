"""Open data: one table of columns for each data set writes its files and reads them back.

A room describes its records as columns (``columns``, ``data_sets``). Everything else follows from
that table: CSV, JSON and XLSX (``writing``), the JSON Schema (``schemas``), the page that explains
the columns (``views``), the fields of the API (``core.api``), and the import (``reading``,
``importing``, ``screens``).
"""
