"""The box's addresses are the same at every start, also where another program was there first."""

import socket
from contextlib import contextmanager

import pytest

from simulator.box import environment as box
from simulator.box import ports as module
from simulator.box.ports import Ports, is_free


@contextmanager
def taken(port):
    """Another program listens there."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        yield


@pytest.fixture
def usual(monkeypatch):
    """A usual port of the page that no box of this machine has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1] - 20
    monkeypatch.setitem(module.USUAL, "page", port)
    return port


def page_of(made):
    return int(made[box.PAGE].rpartition(":")[2])


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(box, "DATA", tmp_path)


def test_the_page_has_its_usual_port_and_else_the_next_free_one(tmp_path, usual):
    assert Ports(tmp_path / "first").choose("page") == usual
    with taken(usual):
        assert usual < Ports(tmp_path / "second").choose("page") <= usual + 9


def test_a_second_box_has_the_same_address_whether_or_not_the_first_runs(usual):
    with taken(usual):
        first = page_of(box.made_up({}))

    assert first != usual
    assert page_of(box.made_up({})) == first


def test_a_port_that_is_taken_for_once_is_taken_again_afterwards(usual):
    before = page_of(box.made_up({}))
    with taken(before):
        meanwhile = page_of(box.made_up({}))

    assert meanwhile != before
    assert page_of(box.made_up({})) == before


def test_a_broken_file_keeps_nobody_from_starting(tmp_path, usual):
    (tmp_path / "ports.json").write_text("{")

    assert page_of(box.made_up({})) == usual


def test_the_page_can_be_given_a_port_and_no_other(usual):
    wanted = usual + 3

    assert page_of(box.made_up({box.PAGE_PORT: str(wanted)})) == wanted
    with taken(wanted), pytest.raises(SystemExit, match=f"{wanted}, where another program listens"):
        box.made_up({box.PAGE_PORT: str(wanted)})


@pytest.mark.parametrize("wrong", ["no", "0", "65536", "-1", "80.5"])
def test_what_is_no_port_is_said_to_be_none(wrong):
    with pytest.raises(SystemExit, match="from 1 to 65535"):
        box.made_up({box.PAGE_PORT: wrong})


def test_a_port_is_free_if_nobody_listens(usual):
    assert is_free(usual)
    with taken(usual):
        assert not is_free(usual)


def test_two_private_boxes_have_no_port_in_common(tmp_path):
    boxes = [Ports(tmp_path / name) for name in ("one", "two")]
    for one in boxes:
        one.keep_others()
    ports = [one.kept(part) for one in boxes for part in module.USUAL]
    assert not set(ports) & {port + n for port in module.USUAL.values() for n in range(10)}
    assert len(set(ports)) == len(ports)
