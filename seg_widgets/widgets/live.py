"""Whether somebody looks: a kernel with its event loop, where things may follow later. A script or a test has none."""

from __future__ import annotations

import asyncio


def loop() -> asyncio.AbstractEventLoop | None:
    """Give the kernel's running event loop; ``None`` outside a kernel, where what would follow has to be done at once."""
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None or getattr(shell, "kernel", None) is None:
        return None
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
