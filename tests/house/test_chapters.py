"""The chapters of the use cases: contents pages, signatures, and where things stand."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted(path.parent for path in (ROOT / "hotline/usecases").glob("*/__init__.py"))
ENTRY, STEPS, NEITHER = "Entry points", "Steps", "Neither"
# Files that hold several of a kind, and none that has their name.
SEVERAL = {"act_table", "confirmed_acts", "undo_steps"}


def contents(chapter):
    """{file: its heading}, in the order of the contents page."""
    text = ast.get_docstring(ast.parse((chapter / "__init__.py").read_text()))
    heading, found = None, {}
    for line in text.splitlines():
        if re.match(rf"({ENTRY}|{STEPS}|{NEITHER})\b.*:$", line):
            heading = re.match(r"\w+(?: points)?", line).group()
        elif match := re.match(r" {4}(\w+)  ", line):
            assert heading is not None, line
            found[match.group(1)] = heading
    return found


def public_functions(path):
    """{name: its parameters}."""
    return {
        node.name: {one.arg for one in (*node.args.args, *node.args.kwonlyargs)}
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


def files(chapter):
    return {path.stem: path for path in chapter.glob("[!_]*.py")}


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.name)
def test_a_contents_page_lists_every_file_entry_points_first(chapter):
    found = contents(chapter)

    assert set(found) == set(files(chapter))
    order = [ENTRY, STEPS, NEITHER]
    assert [order.index(one) for one in found.values()] == sorted(map(order.index, found.values()))


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.name)
def test_entry_points_take_a_database_and_steps_a_connection(chapter):
    for name, heading in contents(chapter).items():
        functions = public_functions(files(chapter)[name])
        for function, parameters in functions.items():
            assert not {"database", "connection"} <= parameters or function == "find_names", (
                function
            )
        takes_database = any("database" in one for one in functions.values())
        takes_connection = any("connection" in one for one in functions.values())
        if heading == ENTRY:
            assert takes_database, f"{name} is no entry point: nothing in it takes a database"
        elif heading == STEPS:
            assert takes_connection, f"{name} has no step: nothing in it takes a connection"
            assert name == "find_names" or not takes_database, f"{name} has an entry point"
        else:
            assert not takes_database, f"{name} has an entry point"
            assert not takes_connection, f"{name} has a step"


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.name)
def test_a_use_case_has_the_name_of_its_file(chapter):
    for name, path in files(chapter).items():
        assert name in public_functions(path) or name in SEVERAL, name


def test_the_contents_of_all_chapters_name_each_of_them():
    text = ast.get_docstring(ast.parse((ROOT / "hotline/usecases/__init__.py").read_text()))

    assert {found.name for found in CHAPTERS} == set(re.findall(r"^ *(\w+)  ", text, re.MULTILINE))


def test_no_folder_has_more_than_45_files():
    folders = [ROOT / one for one in ("hotline", "bot", "webhook", "worker", "simulator", "tests")]
    for top in folders:
        for folder in [top, *(path for path in top.rglob("*") if path.is_dir())]:
            if not {"versions", "__pycache__"} & {*folder.parts}:
                count = sum(path.is_file() for path in folder.glob("*.*"))
                assert count <= 45, (folder.relative_to(ROOT), count)
