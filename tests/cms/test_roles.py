"""Each role can open in the admin what ``docs/roles.md`` says, and nothing else."""

import pytest
from django.db import connection

from tests import grids, role_table

pytestmark = pytest.mark.usefixtures("demonstration")
# A sample of the addresses: each of them is opened by six people. Nothing of it depends on the
# database.
IS_COMPLETE = grids.is_full and connection.vendor == "sqlite"
SAMPLE = 30


def test_every_address_of_the_admin_is_in_the_table():
    written = role_table.written_outcomes()
    assert sorted(written) == role_table.admin_addresses()


def test_each_role_can_open_what_the_table_says():
    """With ``--full`` every address; a failure prints the table as it has to be."""
    written = role_table.written_outcomes()
    paths = role_table.admin_addresses()[:: 1 if IS_COMPLETE else SAMPLE]
    walk = role_table.RoleWalk()
    measured = {path: walk.outcomes(path) for path in paths}
    wrong = {path: row for path, row in measured.items() if row != written.get(path)}
    assert not wrong, role_table.table({**written, **measured})
