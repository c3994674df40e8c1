"""Imports of files in the admin: an upload, a preview, and a confirmation, all or nothing.

An app describes its import by three classes: a form that reads the file, a subclass of
``ImportWithPreview`` that compares and writes, and a subclass of ``ImportWithPreviewView``.
"""

MEBIBYTE = 1024 * 1024  # bytes
