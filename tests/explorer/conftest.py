"""What the tests of explorers share."""

import pytest

from tests.explorer.cases import CASES, made


@pytest.fixture(params=CASES)
def shown(request):
    """An explorer of each kind."""
    return made(request.param)
