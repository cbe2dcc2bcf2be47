"""What the documents say must be there: settings, files, pages."""

import re

import pytest

from tests.support.architecture import TOP

DOCUMENTS = sorted([*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md")])
SETTING = re.compile(r'env\.\w+\(\s*"([A-Z_]+)"|env\.str\(\'([A-Z_]+)\'')
PATH = re.compile(r"`([\w*]+/[\w/*.-]+\.\w+)`")
LINK = re.compile(r"\]\(((?!https?:|#|mailto:)[^)#]+)")


def test_every_setting_stands_in_the_readme():
    source = (TOP / "config" / "settings.py").read_text()
    names = {name for found in SETTING.findall(source) for name in found if name}
    readme = (TOP / "README.md").read_text()

    assert sorted(name for name in names if f"`{name}`" not in readme) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(TOP)))
def test_what_a_document_names_is_there(document):
    text = document.read_text()

    missing = [path for path in PATH.findall(text) if path != "var/secret-key" and not list(TOP.glob(path))]
    broken = [link for link in LINK.findall(text) if not (document.parent / link).exists()]

    assert (missing, broken) == ([], [])
