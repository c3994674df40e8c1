"""The formats, texts and queries of every data set in every language."""

import json
from itertools import product

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validate

from core.languages import site_language
from open_data.data_sets import get_data_set
from tests import grids
from tests.data_set_files import PATHS, csv_rows, fetch, records, sheet_rows
from tests.public_pages import read

CODES = grids.codes()
ENDINGS = ["csv", "json", "xlsx", "schema.json"]
MOST_QUERIES = 10

pytestmark = pytest.mark.django_db
each_language = pytest.mark.parametrize("code", CODES)
each_data_set = pytest.mark.parametrize(("code", "name"), grids.combinations(CODES, [*PATHS]))
each_file = pytest.mark.parametrize(
    ("code", "file"), grids.combinations(CODES, list(product(PATHS, ENDINGS)))
)


@each_data_set
def test_the_json_is_valid_under_the_schema_that_it_refers_to(client, specimens, code, name):
    data = json.loads(fetch(client, name, "json", code))
    address = data["$schema"].removeprefix(settings.SITE_ADDRESS)
    schema = client.get(address).json()
    assert schema["$id"] == data["$schema"]
    Draft202012Validator.check_schema(schema)
    validate(data, schema, Draft202012Validator, format_checker=FormatChecker())
    assert data["records"]


@each_data_set
def test_the_schema_rejects_other_fields_and_types(client, specimens, code, name):
    data = json.loads(fetch(client, name, "json", code))
    schema = json.loads(fetch(client, name, "schema.json", code))
    record = data["records"][0]
    for wrong in ({**record, "person": "x"}, {**record, "language": 5}, {}):
        with pytest.raises(ValidationError):
            validate({**data, "records": [wrong]}, schema, Draft202012Validator)


@each_data_set
def test_the_three_formats_contain_the_same_values(client, specimens, code, name):
    columns = get_data_set(name).columns
    rows = csv_rows(fetch(client, name, "csv", code))
    heading, *cells = sheet_rows(fetch(client, name, "xlsx", code))
    assert heading == list(rows[0]) == [column.name for column in columns]
    assert [[cell or "" for cell in row] for row in cells] == [list(row.values()) for row in rows]
    assert [
        [column.value_type.to_cell(record[column.name]) for column in columns]
        for record in records(client, name, code)
    ] == [list(row.values()) for row in rows]


@each_data_set
def test_texts_are_in_the_language_and_urls_lead_to_existing_pages(client, specimens, code, name):
    found = records(client, name, code)
    assert site_language(code).tag in {record["language"] for record in found}
    for record in found:
        address = record["address"].removeprefix(settings.SITE_ADDRESS)
        assert address.startswith(f"/{code}/")
        soup = read(client, address.partition("#")[0])
        anchor = address.partition("#")[2]
        assert not anchor or soup.find(id=anchor)


@each_file
def test_the_response_needs_few_queries_and_sets_no_cookie(client, specimens, code, file):
    name, ending = file
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/{code}/{PATHS[name]}.{ending}")
    assert len(queries) <= MOST_QUERIES, [query["sql"] for query in queries]
    assert response.headers["Content-Language"] == site_language(code).tag
    assert not response.cookies


@each_language
@pytest.mark.parametrize("section", ["meetings", "declarations", "states", "news"])
def test_a_list_links_to_its_data_and_to_their_documentation(client, specimens, code, section):
    soup = read(client, f"/{code}/{section}/")
    path = f"/{code}/{section}/data"
    links = {link.get("type"): link["href"] for link in soup.select("main .note a")}
    assert links["text/csv"] == f"{path}.csv"
    assert links["application/json"] == f"{path}.json"
    assert soup.select(f"main .note a[href='/{code}/data/']")


@each_language
def test_the_data_page_describes_every_column_and_links_to_every_file(client, specimens, code):
    soup = read(client, f"/{code}/data/")
    for name, path in PATHS.items():
        heading = soup.find(id=name)
        descriptions = heading.find_next("dl")
        columns = [term.get_text() for term in descriptions.select("dt code")]
        assert columns == [column.name for column in get_data_set(name).columns]
        for ending in ENDINGS:
            assert soup.select(f"main a[href='/{code}/{path}.{ending}']")
    assert soup.select(f"main a[href='{settings.SITE_ADDRESS}/api/v2/pages/']")
