"""The root URL: a redirect to the reader's language, or a list of all languages."""

import pytest

from core.languages import all_languages
from tests.public_pages import read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ("mk", "/mk/"),
        ("sr-RS,sr;q=0.8", "/sr-cyrl/"),
        ("sr-Latn", "/sr-latn/"),
        ("fi,hr;q=0.1", "/hr/"),
    ],
)
def test_the_root_url_redirects_to_the_language_of_the_browser(client, header, path):
    response = client.get("/", headers={"accept-language": header})
    assert response.status_code == 302
    assert response["Location"] == path
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("header", ["", "*", "fi", "mk;q=0"])
def test_a_reader_of_other_languages_gets_a_list(client, header):
    response = client.get("/", headers={"accept-language": header})
    assert response.status_code == 200
    assert response["Content-Language"] == "en"


@pytest.mark.parametrize("header", ["", "mk"])
def test_the_response_varies_on_accept_language(client, header):
    response = client.get("/", headers={"accept-language": header})
    assert "Accept-Language" in response["Vary"].split(", ")


@pytest.mark.parametrize("path", ["/mk/", "/en/meetings/"])
def test_no_other_url_depends_on_the_language_of_the_browser(client, path):
    response = client.get(path, headers={"accept-language": "hr"})
    assert response.status_code == 200
    assert "Accept-Language" not in response.headers.get("Vary", "")


def test_each_language_is_listed_by_its_own_name(client):
    links = read(client, "/").select(".language-selection__list a")
    assert [link["href"] for link in links] == [f"/{item.code}/" for item in all_languages()]
    for link, language in zip(links, all_languages(), strict=True):
        assert link["lang"] == link["hreflang"] == language.tag
        assert link.strong.get_text() == language.name
    networks = {link.span.get_text() for link in links}
    assert len(networks) > 6


def test_the_list_of_languages_takes_one_query(client, home, django_assert_max_num_queries):
    client.get("/")
    with django_assert_max_num_queries(1):  # whether anything has changed
        client.get("/")
