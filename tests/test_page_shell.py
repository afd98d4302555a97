"""Promises of what every page is made of."""

import pytest

from graph.errors import DataError
from graph.page import shell


@pytest.mark.parametrize("text", ["x='</script>'", "x='</SCRIPT >'", "<!-- x"])
def test_a_script_that_would_end_its_element_is_refused(text: str) -> None:
    """Whoever wrote it, it is told before it stands in a page."""
    with pytest.raises(DataError, match="cannot stand inside a page"):
        shell.as_script(text)


def test_another_script_stays_as_it_is() -> None:
    """Its hash stands in the policy, so not a byte may change."""
    assert shell.as_script("let a = 1 < 2;") == "let a = 1 < 2;"
