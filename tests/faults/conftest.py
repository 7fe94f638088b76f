"""One house for all of these tests: it takes long to build, and nothing that happens to it is undone."""

from collections.abc import Iterator

import pytest

from tests.faults.house import House, house


@pytest.fixture(scope="package")
def home() -> Iterator[House]:
    with house() as found:
        yield found
