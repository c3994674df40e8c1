"""docs/open-data.md describes all columns of the data sets."""

from open_data.data_sets import DataSet, all_data_sets
from tests.rules.source_files import ROOT

GUIDE = ROOT / "docs" / "open-data.md"


def described(data_set: DataSet) -> str:
    """Return the table of columns of the guide."""
    rows = [
        f"| `{column.name}` | {column.value_type.name} | {column.description} | "
        f"{'yes' if column.write else 'no'} |"
        for column in data_set.columns
    ]
    heading = ["| Column | Values | Meaning | Imported |", "| --- | --- | --- | --- |"]
    return "\n".join([*heading, *rows])


def test_the_guide_shows_every_column_of_every_data_set():
    guide = GUIDE.read_text()
    for data_set in all_data_sets():
        assert described(data_set) in guide, f"{GUIDE} should contain:\n\n{described(data_set)}\n"
