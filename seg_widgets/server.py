"""A kernel connection for jupyter_server that answers at once; ``seg-widgets lab`` asks the server to use it.

The server writes a message to the browser in several small packets. By default the operating system holds the later
ones back until the browser has acknowledged the first, which it delays in its turn: 40 ms on every change of a widget.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptKernelConnection(ZMQChannelsWebsocketConnection):
    """The server's own kernel connection, with ``TCP_NODELAY`` set on its websocket."""

    def connect(self) -> Any:
        """Set ``TCP_NODELAY``, then connect as the server does; without the setting, where it cannot be made."""
        try:
            self.websocket_handler.set_nodelay(True)
        except Exception as error:  # a slower widget is better than none, whatever a later server changes
            self.log.debug("seg_widgets could not set TCP_NODELAY: %s", error)
        return super().connect()
