"""Open data: the records of the site as files, and their import.

An app describes its records as columns (``columns``, ``data_sets``). Everything else is made from
that description: the CSV, JSON and XLSX files (``export_files``), the JSON Schema
(``json_schema``), the page that documents the columns (``views``), the fields of the API
(``api``), and the import (``import_files``, ``importing``, ``admin_views``).
"""
