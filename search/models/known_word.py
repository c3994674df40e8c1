"""The words of the site, from which a mistyped word is corrected."""

from django.db import models


class KnownWord(models.Model):
    """A word of the pages of one language, as it is written there and as it is matched.

    Whether a reader may be shown it is decided when a correction is looked for: only words of
    public pages are. ``head`` and ``tail`` are the first and last two letters of ``word``, by which
    its neighbours are found: a slip of the finger seldom hits both ends.
    """

    word = models.CharField(max_length=64)
    language = models.CharField(max_length=20)
    form = models.CharField(max_length=64)
    head = models.CharField(max_length=2)
    tail = models.CharField(max_length=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("word", "language"), name="one_known_word_per_language")
        ]
        indexes = [
            models.Index(fields=("head",), name="known_word_head"),
            models.Index(fields=("tail",), name="known_word_tail"),
        ]

    def __str__(self):
        return self.form
