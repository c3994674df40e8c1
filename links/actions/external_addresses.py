"""Collect the addresses of other sites that pages link to, and check whether they answer."""

import time
from collections import defaultdict, deque
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from links.choices import LinkOutcome
from links.external_links import external_links
from links.external_requests import ask
from links.models import ExternalAddress

DAYS_BETWEEN_CHECKS = 7
# Addresses that failed are asked each night. It is less than a day, as runs differ in length.
HOURS_BETWEEN_FAILED_CHECKS = 20
MAX_CHECKS_PER_RUN = 1000
SECONDS_BETWEEN_REQUESTS = 3  # to the same host


class CollectExternalAddresses:
    """Store which live pages link to which addresses of other sites."""

    @transaction.atomic
    def execute(self) -> None:
        found = external_links()
        stored = set(ExternalAddress.objects.values_list("url", flat=True))
        ExternalAddress.objects.filter(url__in=stored - found.keys()).delete()
        ExternalAddress.objects.bulk_create(
            [ExternalAddress(url=url) for url in found if url not in stored], batch_size=500
        )
        self._store_pages(found)

    def _store_pages(self, found: dict[str, set[int]]) -> None:
        relation = ExternalAddress.pages.through
        ids = dict(ExternalAddress.objects.values_list("url", "pk"))
        wanted = {(ids[url], page) for url, pages in found.items() for page in pages}
        stored = {
            (address, page): pk
            for pk, address, page in relation.objects.values_list(
                "pk", "externaladdress_id", "page_id"
            )
        }
        gone = [pk for pair, pk in stored.items() if pair not in wanted]
        relation.objects.filter(pk__in=gone).delete()
        relation.objects.bulk_create(
            [
                relation(externaladdress_id=address, page_id=page)
                for address, page in wanted - stored.keys()
            ],
            batch_size=500,
        )


class CheckExternalAddress:
    """Ask one address whether it still answers, and store the answer."""

    def __init__(self, address: ExternalAddress):
        self.address = address

    def execute(self) -> bool:
        """Return ``False`` without a request if another process has just asked it."""
        now = timezone.now()
        same = ExternalAddress.objects.filter(pk=self.address.pk)
        if not same.filter(checked_at=self.address.checked_at).update(checked_at=now):
            return False
        answer = ask(self.address.url)
        has_failed = answer.outcome != LinkOutcome.ANSWERS
        with transaction.atomic():
            # The address may have been removed meanwhile.
            stored = same.select_for_update().first()
            if stored:
                stored.outcome, stored.status = answer
                stored.failures = stored.failures + 1 if has_failed else 0
                stored.failing_since = (stored.failing_since or now) if has_failed else None
                stored.save(update_fields=["outcome", "status", "failures", "failing_since"])
        return True


class CheckExternalAddresses:
    """Check the addresses that are due, one after the other and none too soon after its host's.

    Hosts take turns, so that the pauses between requests to one host are short.
    """

    def __init__(self, pause: float = SECONDS_BETWEEN_REQUESTS):
        self.pause = pause

    def execute(self) -> int:
        """Return the number of addresses that were checked."""
        asked_at: dict[str, float] = {}
        count = 0
        for host, address in _in_turns(list(due_addresses()[:MAX_CHECKS_PER_RUN])):
            wait = asked_at.get(host, -self.pause) + self.pause - time.monotonic()
            if host in asked_at and wait > 0:
                time.sleep(wait)
            count += CheckExternalAddress(address).execute()
            asked_at[host] = time.monotonic()
        return count


def due_addresses():
    """Return the addresses to check now, those first that were checked longest ago."""
    now = timezone.now()
    week_ago = now - timedelta(days=DAYS_BETWEEN_CHECKS)
    last_night = now - timedelta(hours=HOURS_BETWEEN_FAILED_CHECKS)
    due = Q(checked_at=None) | Q(checked_at__lt=week_ago)
    due |= Q(failures__gt=0, checked_at__lt=last_night)
    return ExternalAddress.objects.filter(due).order_by(F("checked_at").asc(nulls_first=True), "pk")


def _in_turns(addresses: list[ExternalAddress]) -> Iterator[tuple[str, ExternalAddress]]:
    by_host: dict[str, deque] = defaultdict(deque)
    for address in addresses:
        by_host[host_of(address.url)].append(address)
    while by_host:
        for host in list(by_host):
            yield host, by_host[host].popleft()
            if not by_host[host]:
                del by_host[host]


def host_of(url: str) -> str:
    """Return the host of an address; "" if it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
