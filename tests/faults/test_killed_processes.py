"""A process is killed in the middle of its work: all of it is stored, or nothing."""

import pytest
from django.db import connection
from django.test import override_settings

from tests import grids
from tests.services.index_updates import updated_indexes
from tests.services.site_copies import SiteCopies, SiteTemplate
from tests.site_templates import NEW_SITE

from .interrupted_work import WORK
from .killing import COMMIT, run_in_child
from .site_state import differences, missing_files, site_state

pytestmark = [
    pytest.mark.postgresql,
    # Production has PostgreSQL; the transactions are the same.
    pytest.mark.skipif(
        connection.vendor == "sqlite" and not (grids.is_full or grids.has_all_faults),
        reason="with --full or --faults",
    ),
]

# As in production: a task is a row that a worker takes.
SETTINGS = {"TASKS": {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}}


def chosen_points(points: list[str]) -> list[int]:
    """Return before what to kill: commits and the end, or with ``--faults`` each statement."""
    everything = range(len(points))
    if grids.has_all_faults:
        return list(everything)
    return [at for at in everything if points[at] == COMMIT or at == len(points) - 1]


@pytest.fixture
def sites(run_folder, worker_id, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), override_settings(**SETTINGS), updated_indexes():
        copies = SiteCopies(run_folder, f"{worker_id}-faults")
        yield copies
        copies.remove()


@pytest.mark.parametrize("work", WORK, ids=lambda work: work.name)
def test_killed_work_is_done_or_not_begun(sites, work, record_property):
    template = SiteTemplate(f"fault_{work.name}", lambda folder: work.prepare(), base=NEW_SITE)
    with sites.using(template):
        before = site_state()
        complete = run_in_child(work.begin, kill_before=None)
        after = site_state()
        assert differences(before, after)
        found, chosen = [], chosen_points(complete.points)
        for point in chosen:
            sites.renew()
            assert run_in_child(work.begin, point).was_killed
            state = site_state()
            is_half = state not in (before, after)
            is_lost = point == len(complete.points) - 1 and state != after
            if is_half or is_lost or missing_files():
                found.append((point, complete.points[point], differences(before, state)))
        record_property("fault", (work.name, len(chosen), len(found)))
        assert not found, found
