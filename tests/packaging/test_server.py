"""The connection that `seg-widgets lab` gives the server sets TCP_NODELAY, and connects whether or not it can."""

from __future__ import annotations

import pytest
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

from seg_widgets.server import PromptKernelConnection


@pytest.fixture
def connection(monkeypatch: pytest.MonkeyPatch) -> PromptKernelConnection:
    """A connection to no kernel: what the server itself does on connecting is left out."""
    monkeypatch.setattr(ZMQChannelsWebsocketConnection, "connect", lambda self: "connected")
    connection = PromptKernelConnection()
    connection.websocket_handler = KernelWebsocketHandler.__new__(KernelWebsocketHandler)
    return connection


def test_connecting_sets_the_socket_to_answer_at_once(connection: PromptKernelConnection) -> None:
    asked: list[bool] = []
    connection.websocket_handler.set_nodelay = asked.append
    assert connection.connect() == "connected"
    assert asked == [True]


def test_a_socket_that_cannot_be_set_is_connected_all_the_same(connection: PromptKernelConnection) -> None:
    def refuse(value: bool) -> None:
        raise AttributeError("a later tornado has none")

    connection.websocket_handler.set_nodelay = refuse
    assert connection.connect() == "connected"
