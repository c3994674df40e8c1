"""The dictionary of spelling corrections."""

from django.db import models


class KnownWord(models.Model):
    """A word of the pages in one language: its folded form ``word`` and the ``form`` to display.

    Rows may come from pages that are not public any more: a correction is offered only if a public
    page contains the word. ``prefix`` and ``suffix`` are the first and last two letters of
    ``word``, by which similar words are found: mistakes at both ends of a word are rare.
    """

    word = models.CharField(max_length=64)
    language = models.CharField(max_length=20)
    form = models.CharField(max_length=64)
    prefix = models.CharField(max_length=2)
    suffix = models.CharField(max_length=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("word", "language"), name="one_known_word_per_language")
        ]
        indexes = [
            models.Index(fields=("prefix",), name="known_word_prefix"),
            models.Index(fields=("suffix",), name="known_word_suffix"),
        ]

    def __str__(self):
        return self.form
