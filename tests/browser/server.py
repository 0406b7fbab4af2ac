"""A JupyterLab of the tests' own: its folders are temporary, its port is free, and it ends with the tests."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

START_SECONDS = 60
THEME_SETTINGS = Path("@jupyterlab", "apputils-extension", "themes.jupyterlab-settings")


class LabServer:
    """A running ``jupyter lab``.

    Parameters
    ----------
    folder
        An empty folder, which holds all that the server reads and writes.
    options
        Further command-line options; ``seg-widgets lab``'s own connection class is set in any case, unless
        `prompt` is false.
    """

    def __init__(self, folder: Path, *options: str, prompt: bool = True) -> None:
        self.root = folder / "notebooks"
        self.settings = folder / "settings"
        self.log = folder / "jupyterlab.log"
        self.token = secrets.token_hex(16)
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.root.mkdir()
        labconfig = folder / "config" / "labconfig" / "page_config.json"
        labconfig.parent.mkdir(parents=True)
        # It asks whether to fetch news, over the page and over the screenshots, even where there is no news address.
        labconfig.write_text(json.dumps({"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}))
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser"]
        command += [f"--port={port}", "--ServerApp.port_retries=0", "--ip=127.0.0.1", "--LabApp.news_url=None"]
        command += ["--JupyterNotebookApp.expose_app_in_browser=True"]  # Notebook 7, on the same server
        command += [f"--IdentityProvider.token={self.token}", f"--ServerApp.root_dir={self.root}"]
        if prompt:
            connection = "seg_widgets.server.PromptKernelConnection"
            command.append(f"--ServerApp.kernel_websocket_connection_class={connection}")
        self.process = start([*command, *options], self.root, environment(folder), self.log)
        try:
            wait(self.process, f"{self.url}/api/status?token={self.token}", self.log)
        except BaseException:
            self.stop()
            raise

    def api(self, method: str, path: str) -> Any:
        """Call the server's REST interface; return what it answers, parsed, or None for an empty answer."""
        request = urllib.request.Request(f"{self.url}/{path}", method=method)
        request.add_header("Authorization", f"token {self.token}")
        with urllib.request.urlopen(request, timeout=10) as answer:
            body = answer.read()
        return json.loads(body) if body else None

    def end_kernels(self) -> None:
        """End every kernel, so that the next test finds none."""
        for session in self.api("GET", "api/sessions"):
            self.api("DELETE", f"api/sessions/{session['id']}")

    def choose_theme(self, name: str) -> None:
        """Make `name` the theme of every page opened from now on."""
        file = self.settings / THEME_SETTINGS
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"theme": name}))

    def stop(self) -> None:
        """End the server and its kernels."""
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def environment(folder: Path) -> dict[str, str]:
    """Point all that Jupyter and IPython read or keep for a user into `folder`."""
    own = {
        "IPYTHONDIR": "ipython",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
    }
    return os.environ | {name: str(folder / sub) for name, sub in own.items()}


def start(command: list[str], folder: Path, env: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start `command` in `folder`, with all that it prints going to the file `log`."""
    with log.open("wb") as out:
        return subprocess.Popen(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)


def wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Wait until the server `process` answers at `url`; raise RuntimeError with the end of its `log` if it does not."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=10).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-4000:]}")


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
