"""Addresses: withheld unless somebody says otherwise, kept from one adult, and never shown when withheld."""

from __future__ import annotations

import pytest

from tests.cli.terminal import Terminal

HOME = "1 Demo Gardens, Alderton"


@pytest.fixture
def number(terminal: Terminal) -> int:
    """The number of Ada's new address."""
    terminal.run("family adult F-000001 'Fred Example' --is father")
    return int(terminal.data(f"address add 700001 '{HOME}' --postcode 'ZZ1 1ZZ'")["id"])


def test_a_new_address_is_withheld_and_not_listed_in_words(terminal: Terminal, number: int) -> None:
    listed = terminal.run("address list 700001")
    assert "Withheld" in listed.out
    assert "Demo Gardens" not in listed.out + terminal.run("address list 700001 --json").out


def test_an_address_is_shown_and_withheld_again_with_a_reason(terminal: Terminal, number: int) -> None:
    terminal.run(f"address show 700001 {number} --why 'Both parents live there'")
    assert f"{HOME}, ZZ1 1ZZ" in terminal.run("address list 700001").out
    terminal.run(f"address withhold 700001 {number} --why 'Mother asked'")
    assert "Demo Gardens" not in terminal.run("address list 700001").out


def test_an_address_is_kept_from_one_adult_until_it_is_lifted(terminal: Terminal, number: int) -> None:
    keep = f"address keep-from 700001 {number} Fred --why 'Court order' --authorised-by 'Cora Chair'"
    assert "may not know" in terminal.run(keep).out
    assert len(terminal.data("address list 700001")[0]["kept_from"]) == 1
    before = terminal.contents
    assert "already withheld" in terminal.refused(keep)
    assert terminal.contents == before
    terminal.run(f"address allow 700001 {number} Fred --why 'The order has ended'")
    assert terminal.data("address list 700001")[0]["kept_from"] == []


def test_an_address_of_an_adult_and_a_number_that_is_none(terminal: Terminal, number: int) -> None:
    terminal.run("address add 700001 '2 Sample Row' --adult 'Mia Example' --not-withheld --from 01/03/2026")
    assert "Mia Example" in terminal.run("address list 700002").out
    assert "no address with this number" in terminal.refused(f"address show 700001 {number + 50} --why x")
