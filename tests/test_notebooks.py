"""The stored notebooks keep the rules of tools/notebook_rules.py."""

import pytest

from tools.notebook_rules import (
    complaints,
    links_are_known,
    outputs_carry_their_assets,
    readers_are_led,
)
from tools.pages import complaints_about_list, notebooks


def test_the_list_of_pages_and_the_pages_on_disk_are_the_same():
    assert complaints_about_list() == []


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_a_notebook_keeps_every_rule(path):
    assert complaints(path) == []


def test_every_link_leads_to_a_known_address():
    assert list(links_are_known()) == []


def test_the_first_page_lists_every_page_and_each_leads_to_the_next():
    assert list(readers_are_led()) == []


def test_explorers_and_quizzes_carry_the_style_and_script_of_today():
    assert list(outputs_carry_their_assets()) == []
