"""The numbers of the paragraphs of a page."""

from collections import Counter
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from .paragraph_number import ParagraphNumber, number_paragraphs


class NumberedParagraphsMixin:
    """A mixin for pages whose paragraphs have permanent numbers.

    A number is given when the paragraph is first saved in a live page, in the same transaction,
    however that happens: by an editor, a workflow, a schedule, an import or a translation. The
    stream itself contains only numbers that an editor has given, because the document has them.

    The field ``known_numbers`` has the numbers of the paragraphs that were published last, so that
    readers need no further query. It cannot be wrong, only incomplete: a number never changes.
    """

    @cached_property
    def registered_numbers(self) -> dict[str, int]:
        """The numbers of all paragraphs that were ever published, also of those removed since."""
        return ParagraphNumber.objects.of_document(self.translation_key)

    @property
    def numbers(self) -> dict[str, int]:
        """The numbers of the paragraphs by the ids of their blocks, in reading order.

        Those that were never published have the number that publication would give them now.
        """
        given, known = self._given_numbers(), self.known_numbers
        is_known = given.keys() <= known.keys()
        return number_paragraphs(given, known if is_known else self.registered_numbers)

    @cached_property
    def numbers_of_document(self) -> set[int]:
        """The numbers that the document itself has, as editors gave them; the site gave others."""
        return {number for number in self._given_numbers().values() if number}

    @property
    def contains_cited_block(self) -> bool:
        """Whether this version has the paragraph of ``with_cited_block``."""
        return any(block["id"] == str(self.cited_block) for block in self.paragraphs.raw_data)

    def refresh_from_db(self, *args, **kwargs):
        vars(self).pop("registered_numbers", None)
        super().refresh_from_db(*args, **kwargs)

    def clean(self):
        super().clean()
        vars(self).pop("registered_numbers", None)
        self._refuse_repeated_numbers()

    def save(self, *args, **kwargs):
        if not self._publishes_paragraphs(kwargs.get("update_fields")):
            return super().save(*args, **kwargs)
        with transaction.atomic():
            self._register_numbers()
            return super().save(*args, **kwargs)

    def _publishes_paragraphs(self, update_fields) -> bool:
        """Whether saving shows these paragraphs to readers.

        Wagtail saves a page that is published for the first time as live, even if it is only to go
        live at a later time.
        """
        is_written = (
            "paragraphs" not in self.get_deferred_fields()
            if update_fields is None
            else "paragraphs" in update_fields
        )
        is_scheduled = self.go_live_at and self.go_live_at > timezone.now()
        return is_written and self.live and not is_scheduled

    def _register_numbers(self) -> None:
        """Register the numbers of the paragraphs that have none.

        The lock is taken only if there are any: a translation rarely has one, and would otherwise
        wait for the source, which may wait for the translation. Raises ``ValidationError`` if an
        editor gave a number that another paragraph has received in the meantime.
        """
        given = self._given_numbers()
        vars(self).pop("registered_numbers", None)
        if not given.keys() <= self.registered_numbers.keys():
            self._register_missing_numbers(given)
        self.known_numbers = {block: self.registered_numbers[block] for block in given}

    def _register_missing_numbers(self, given: dict[str, int | None]) -> None:
        ParagraphNumber.objects.lock(self.translation_key)
        del self.registered_numbers
        self._refuse_repeated_numbers()
        registered = self.registered_numbers
        numbers = number_paragraphs(given, registered)
        ParagraphNumber.objects.register(
            self.translation_key,
            {block: number for block, number in numbers.items() if block not in registered},
        )
        del self.registered_numbers

    def _given_numbers(self) -> dict[str, int | None]:
        """Return the numbers that editors gave, by the ids of the blocks, which are made unique."""
        given: dict[str, int | None] = {}
        for block in self.paragraphs:
            block.id = _unique_id(block.id, given)
            given[block.id] = block.value["number"]
        return given

    def _refuse_repeated_numbers(self) -> None:
        """Raise ``ValidationError`` for given numbers of two paragraphs, also of removed ones."""
        numbers = self.numbers
        taken = {number: block for block, number in self.registered_numbers.items()}
        repeated = {number for number, count in Counter(numbers.values()).items() if count > 1}
        removed = {
            number
            for block, number in numbers.items()
            if taken.get(number, block) != block and number not in repeated
        }
        problems = []
        if repeated:
            message = _("A number stands for one paragraph only. Used more than once: %(numbers)s.")
            problems.append(message % {"numbers": _in_order(repeated)})
        if removed:
            message = _(
                "These numbers were given to other paragraphs, which are cited by them, even if "
                "they were removed: %(numbers)s. Leave the field empty, or choose another number."
            )
            problems.append(message % {"numbers": _in_order(removed)})
        if problems:
            raise ValidationError({"paragraphs": problems})


def _unique_id(block_id: str | None, others) -> str:
    """Return the id in its usual form; a new one if it is missing, repeated or no UUID at all."""
    try:
        unique = str(UUID(block_id))
    except (TypeError, ValueError, AttributeError):
        return str(uuid4())
    return str(uuid4()) if unique in others else unique


def _in_order(numbers: set[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))
