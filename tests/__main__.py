"""Run all tests: ``python -m tests``. Further arguments go to pytest, such as ``-k pattern`` or ``-x``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.components import find_chromium, find_java, find_postgres

ROOT = Path(__file__).resolve().parents[1]
# Only these: whatever else an environment holds may warn (pytest-benchmark does, beside xdist), and a warning is an error here.
PLUGINS = ("xdist.plugin", "nbval.plugin", "_hypothesis_pytestplugin")
LACKING = """\
The tests of {needed} need {package}, and it could not be installed: {why}.
Install it by hand (on Debian: apt-get install {package}){otherwise}.
"""
COMPONENTS = (
    ("the browser", "chromium", find_chromium, ", or name one in the environment variable CHROMIUM"),
    ("PostgreSQL", "postgresql", find_postgres, ""),
    ("Spark", "openjdk-17-jre-headless", find_java, ", or name a Java in the environment variable JAVA_HOME"),
)
"""What is tested, Debian's package for it, how it is found, and what one can do else."""


def main(arguments: list[str]) -> int:
    """Make sure that there is what the tests need beside Python, then run pytest; return its exit code."""
    lacking = [component for component in COMPONENTS if component[2]() is None]
    if lacking:
        why = install([package for _, package, _, _ in lacking])
        for needed, package, find, otherwise in lacking:
            if find() is None:
                told = why or "apt-get installed it, but it is not to be found"
                sys.stderr.write(LACKING.format(needed=needed, package=package, why=told, otherwise=otherwise))
                return 2
    # -P keeps the checkout off sys.path, so that it is the installed package that is tested.
    command = [sys.executable, "-P", "-m", "pytest", *(f"-p{plugin}" for plugin in PLUGINS), "--nbval-lax"]
    # A file to a worker, for a notebook's cells belong together. (xdist 3.8's loadgroup does nothing on pytest 9.2.)
    command += ["--numprocesses=2", "--dist=loadfile", "--no-loadscope-reorder"]
    given = [argument for argument in arguments if (ROOT / argument.partition("::")[0]).exists()]
    places = [] if given else ["tests", "notebooks"]
    env = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run([*command, *places, *arguments], cwd=ROOT, env=env, stdin=subprocess.DEVNULL).returncode


def install(packages: list[str]) -> str | None:
    """Install packages of the distribution; say why it did not work, None where it did."""
    apt = shutil.which("apt-get")
    if apt is None:
        return "there is no apt-get here"
    become = []
    if os.geteuid() != 0:
        sudo = shutil.which("sudo")
        if sudo is None:
            return "that takes root, and there is no sudo here"
        become = [sudo, "--non-interactive"]
    quiet = [*become, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-q", "-y"]
    for step in (["update"], ["install", "--no-install-recommends", *packages]):
        print(f"apt-get {' '.join(step)}", flush=True)
        done = subprocess.run([*quiet, *step], stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
        if done.returncode != 0:
            return f"`apt-get {step[0]}` failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
