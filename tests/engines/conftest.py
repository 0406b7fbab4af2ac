"""The engines of the tests, each started once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.engines.servers import postgres_server, spark_session


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """An address of a PostgreSQL that is empty."""
    with postgres_server() as address:
        yield address


@pytest.fixture(scope="session")
def postgres(postgres_address: str) -> Iterator[Any]:
    """A connection to it."""
    import psycopg

    with psycopg.connect(postgres_address, autocommit=True) as connection:
        connection.execute("SET TIME ZONE 'America/New_York'")  # neither UTC nor the workspaces' zone
        yield connection


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """A local Spark."""
    session = spark_session()
    yield session
    session.stop()
