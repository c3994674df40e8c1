"""Uploaded files in a bucket: this site reads them for its readers, who ask no other host."""

from collections.abc import Iterator

import boto3
import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from moto import mock_aws

from cms.settings.files import media_storage
from tests import specimens as specimen

ADDRESS = "https://natc.example.org/media/"


@pytest.fixture
def bucket(settings) -> Iterator:
    """Keep uploads in a bucket until the end of the test; yield the bucket."""
    with mock_aws():
        resource = boto3.resource("s3", region_name="us-east-1")
        made = resource.create_bucket(Bucket="files")
        url = "https://key:secret@s3.amazonaws.com/files"
        settings.STORAGES = {**settings.STORAGES, "default": media_storage(url, ADDRESS)}
        yield made


def names(bucket) -> set[str]:
    return {item.key.partition("/")[0] for item in bucket.objects.all()}


def test_without_a_bucket_files_are_in_a_folder():
    assert media_storage("", ADDRESS)["BACKEND"].endswith(".FileSystemStorage")


def test_the_address_of_a_bucket_contains_all_that_is_needed():
    url = "https://key:s%2Fecret@s3.example.org:9000/files?region=eu-1"
    options = media_storage(url, ADDRESS)["OPTIONS"]
    assert options["endpoint_url"] == "https://s3.example.org:9000"
    assert (options["access_key"], options["secret_key"]) == ("key", "s/ecret")
    assert (options["bucket_name"], options["region_name"]) == ("files", "eu-1")


@pytest.mark.django_db
def test_files_are_stored_in_the_bucket_and_have_addresses_of_this_site(bucket):
    picture = specimen.picture()
    rendition = picture.get_rendition("width-100")
    specimen.document()
    assert names(bucket) == {"original_images", "images", "documents"}
    assert rendition.url == f"{ADDRESS}{rendition.file.name}"
    with rendition.file.open() as file:
        assert file.read(4) == b"\x89PNG"
    assert specimen.picture().file.name != picture.file.name
    default_storage.delete(picture.file.name)
    assert not default_storage.exists(picture.file.name)


@pytest.mark.django_db
def test_a_document_of_the_bucket_is_served_by_this_site(editor_client, bucket):
    response = editor_client.get(specimen.document().url)
    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(b"%PDF-")


@pytest.mark.django_db
def test_a_picture_of_the_bucket_is_served_by_this_site(editor_client, bucket):
    picture = specimen.picture()
    response = editor_client.get(f"/media/{picture.file.name}")
    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(b"\x89PNG")
    assert editor_client.get("/media/original_images/nothing.png").status_code == 404


@pytest.mark.django_db
def test_nothing_of_a_bucket_is_swept(bucket):
    specimen.picture()
    call_command("sweep_files")
    assert "original_images" in names(bucket)
