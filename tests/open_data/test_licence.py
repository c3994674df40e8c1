"""The licence of the data: stated where one was chosen, and nowhere otherwise."""

import json

import pytest

from core.licence import DataLicence
from core.models import LayoutSettings
from tests import specimens as specimen
from tests.data_set_files import fetch
from tests.public_pages import read

pytestmark = pytest.mark.django_db
CC_BY = "https://creativecommons.org/licenses/by/4.0/"


def catalogue(soup) -> dict:
    return json.loads(soup.select_one('script[type="application/ld+json"]').string)


def test_none_is_stated_until_somebody_chooses_one(client, home):
    specimen.meeting(home)
    soup = read(client, "/en/data/")
    assert "names no licence" in soup.main.get_text()
    assert not soup.select('[rel~="license"]')
    assert "license" not in json.dumps(catalogue(soup))
    assert json.loads(fetch(client, "meetings", "json"))["license"] is None
    assert "Link" not in client.get("/en/meetings/data.csv").headers


def test_the_chosen_one_is_on_the_page_in_the_files_and_in_their_description(client, home):
    specimen.meeting(home)
    LayoutSettings(data_licence=DataLicence.CC_BY).save()
    soup = read(client, "/mk/data/")
    assert soup.select_one("main [rel~=license]").get_text() == "CC BY 4.0"
    found = catalogue(soup)
    assert {found["license"], *(item["license"] for item in found["dataset"])} == {CC_BY}
    assert json.loads(fetch(client, "meetings", "json", "mk"))["license"] == CC_BY
    for ending in ("csv", "xlsx"):
        headers = client.get(f"/mk/meetings/data.{ending}").headers
        assert headers["Link"] == f'<{CC_BY}>; rel="license"'


def test_catalogues_of_data_find_every_file(client, home):
    found = catalogue(read(client, "/mk/data/"))
    assert found["@type"] == "DataCatalog"
    for data_set in found["dataset"]:
        assert data_set["name"]
        assert data_set["inLanguage"] == "mk"
        kinds = [item["encodingFormat"].rpartition("/")[2] for item in data_set["distribution"]]
        assert kinds[:2] == ["csv", "json"]
        assert all("/mk/" in item["contentUrl"] for item in data_set["distribution"])


def test_each_licence_has_the_name_by_which_it_is_known():
    names = [licence.short_name for licence in DataLicence]
    assert names == ["", "CC BY 4.0", "CC BY-SA 4.0", "CC0 1.0"]
