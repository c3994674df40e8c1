"""Exports of other versions and sites, in parts, and damaged ones."""

import io
import json
import zipfile

import pytest

from plone_import.export.archives import ExportArchive, PloneExportError, open_export
from plone_import.export.plone_objects import PloneObject, clean_date
from plone_import.export.reading import read_export
from tests.plone_export import ExportBuilder, small_site, uid


def read(site: ExportBuilder, folder):
    return read_export(open_export(site.write(folder)))


def rewrite(folder, name: str, content) -> None:
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / name).write_text(text)


def test_a_folder_an_archive_and_a_file_are_read_alike(tmp_path):
    site = small_site()
    paths = [item.path for item in read(site, tmp_path).objects.values()]
    (tmp_path / "export.zip").write_bytes(site.archive())
    for name in ("export.zip", "content.json"):
        export = read_export(open_export(tmp_path / name))
        assert [item.path for item in export.objects.values()] == paths
        assert len(export.groups) == 3
        assert export.redirects == {"en/contact": "en/about"}


def test_a_link_to_a_file_outside_the_folder_is_not_read(tmp_path):
    small_site().write(tmp_path / "export")
    rewrite(tmp_path, "secret.txt", "secret")
    (tmp_path / "export" / "linked.txt").symlink_to(tmp_path / "secret.txt")
    assert "linked.txt" not in open_export(tmp_path / "export").sizes()


def test_the_contents_alone_are_enough(tmp_path):
    rewrite(tmp_path, "content.json", small_site().objects)
    export = read_export(open_export(tmp_path / "content.json"))
    assert set(export.missing) == {
        "translations",
        "relations",
        "redirects",
        "defaultpages",
        "ordering",
    }
    assert uid("en/about") in export.objects


def test_files_with_the_names_of_single_exports_are_read(tmp_path):
    small_site().write(tmp_path)
    (tmp_path / "translations.json").rename(tmp_path / "export_translations.json")
    (tmp_path / "content.json").rename(tmp_path / "Plone.json")
    export = read_export(open_export(tmp_path))
    assert len(export.groups) == 3


def test_one_file_for_each_object_is_read(tmp_path):
    for number, item in enumerate(small_site().objects):
        rewrite(tmp_path, f"{number}.json", item)
    assert uid("en/about") in read_export(open_export(tmp_path)).objects


@pytest.mark.parametrize(
    "root", ["https://old.example", "https://old.example/site", "http://localhost:8080/portal"]
)
def test_a_site_with_another_id_or_behind_another_host_is_read(tmp_path, root):
    site = ExportBuilder(root=root).languages("en")
    site.objects[0]["id"] = root.rpartition("/")[2]
    site.add("Folder", "en/news")
    site.add("News Item", "en/news/first")
    site.redirects = {f"/{site.objects[0]['id']}/en/old": f"/{site.objects[0]['id']}/en/news"}
    export = read(site, tmp_path)
    assert export.objects[uid("en/news/first")].path == "en/news/first"
    assert export.redirects == {"en/old": "en/news"}


def test_the_site_itself_need_not_be_exported(tmp_path):
    site = ExportBuilder(has_root=False).languages("en")
    site.objects[0]["parent"] = {"@type": "Plone Site", "@id": site.root, "UID": "<Portal>"}
    site.add("Document", "en/page")
    site.redirects = {"/Plone/en/old": "/Plone/en/page"}
    export = read(site, tmp_path)
    assert export.objects[uid("en/page")].path == "en/page"
    assert export.redirects == {"en/old": "en/page"}


def test_values_of_plone_5_are_read():
    item = PloneObject(
        {
            "@type": "Document",
            "UID": "a",
            "@id": "http://localhost/Plone/a",
            "language": {"title": "English", "token": "en"},
            "subjects": [{"title": "One", "token": "one"}, 5, "two"],
            "title": "A\0 title",
        }
    )
    assert (item.text("language"), item.tags, item.title) == ("en", ["one", "two"], "A title")


@pytest.mark.parametrize(
    "value",
    [None, "", 5, {}, "1969-12-31T00:00:00+00:00", "2499-12-31T00:00:00Z", "0001-01-01", "x"],
)
def test_dates_that_mean_never_are_none(value):
    assert clean_date(value) is None


def test_a_date_without_a_zone_is_universal_time():
    assert clean_date("2016-03-27T00:30:00") == clean_date("2016-03-27T00:30:00Z")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "damaged in line 1"),
        ("[" * 100_000, "is damaged"),
        ("[]", "no contents"),
        ('{"a": 1}', "no contents"),
        ("5", "no contents"),
        ("9" * 10_000, "is damaged"),
        ('[{"@type": "Document"}]', None),
        ('[{"@type": 5, "UID": []}, 7, null]', None),
    ],
)
def test_damaged_contents_get_a_message(tmp_path, content, message):
    rewrite(tmp_path, "content.json", content)
    if message:
        with pytest.raises(PloneExportError, match=message):
            read_export(open_export(tmp_path))
    else:
        export = read_export(open_export(tmp_path))
        assert export.damaged[0] == "Object 1 has no “@type” or no “UID”."


@pytest.mark.parametrize(
    "name", ["translations", "relations", "redirects", "defaultpages", "ordering"]
)
@pytest.mark.parametrize(
    "content", [5, '"x"', [1, None], {"a": 5}, [{"a": [1]}], [{"uuid": {}}], None]
)
def test_other_files_with_anything_in_them_are_read(tmp_path, name, content):
    small_site().write(tmp_path)
    rewrite(tmp_path, f"{name}.json", content)
    assert uid("en/about") in read_export(open_export(tmp_path)).objects


def test_folders_within_one_another_in_a_circle_are_read(tmp_path):
    site = ExportBuilder().languages("en")
    site.add("Folder", "en/a", parent={"UID": uid("en/b")})
    site.add("Folder", "en/b", parent={"UID": uid("en/a")})
    assert {uid("en/a"), uid("en/b")} <= read(site, tmp_path).objects.keys()


def archive(*members: tuple[str, bytes]) -> io.BytesIO:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members:
            target.writestr(name, data)
    return written


def test_an_archive_that_unpacks_to_many_times_its_size_is_refused():
    with pytest.raises(PloneExportError, match="many times its size"):
        ExportArchive(archive(("content.json", b"0" * 20_000_000)))


def test_a_truncated_archive_is_refused():
    with pytest.raises(PloneExportError, match="not a complete ZIP"):
        ExportArchive(io.BytesIO(archive(("content.json", b"[]")).getvalue()[:-5]))


def test_a_damaged_member_is_named():
    data = bytearray(archive(("content.json", b'[{"@type": "Document"}]' * 9)).getvalue())
    data[45:55] = b"\xff" * 10
    with pytest.raises(PloneExportError, match=r"content\.json"):
        read_export(ExportArchive(io.BytesIO(bytes(data))))


def test_there_is_no_such_export(tmp_path):
    with pytest.raises(PloneExportError, match="no file or folder"):
        open_export(tmp_path / "none")
