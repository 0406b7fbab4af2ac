"""A PostgreSQL of one's own, and a Spark: started for the tests, on the loopback, gone after them."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.components import find_java, find_postgres, missing


@contextlib.contextmanager
def postgres_server() -> Iterator[str]:
    """Run a PostgreSQL with its data in a temporary folder; give its address.

    It refuses to run as root, so root hands it to the user that its package made. Its own order of texts is a language's, not that
    of code points, so that a statement that leaves the order to the database is found out.
    """
    programs = find_postgres()
    if programs is None:
        missing("PostgreSQL", "install it (Debian: apt-get install postgresql)")
    become: list[str] = []
    folder = Path(tempfile.mkdtemp(prefix="seg-widgets-postgres-"))
    if os.geteuid() == 0:
        become = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        shutil.chown(folder, "postgres", "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data, log = folder / "data", folder / "log"
    quick = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "listen_addresses=127.0.0.1"]
    quick += [f"port={port}", f"unix_socket_directories={folder}", "shared_buffers=32MB"]
    server = None
    try:
        made = [*become, str(programs / "initdb"), f"--pgdata={data}", "--username=tests", "--auth=trust", "--encoding=UTF8", "--no-sync"]
        order = ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"]
        done = subprocess.run([*made, *order], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode != 0:  # before PostgreSQL 15, or without that locale
            shutil.rmtree(data, ignore_errors=True)
            done = subprocess.run([*made, "--locale=C"], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        run = [*become, str(programs / "postgres"), "-D", str(data), *(f"-c{setting}" for setting in quick)]
        with (folder / "log").open("w") as told:
            server = subprocess.Popen(run, cwd=folder, stdin=subprocess.DEVNULL, stdout=told, stderr=told)
        _wait(port, server, log)
        yield f"postgresql://tests@127.0.0.1:{port}/postgres"
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)  # at once, whoever is still connected
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    import psycopg

    for _ in range(300):
        assert server.poll() is None, log.read_text("utf-8")
        try:
            psycopg.connect(f"postgresql://tests@127.0.0.1:{port}/postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise AssertionError(log.read_text("utf-8"))


def spark_session() -> Any:
    """Start a Spark for tiny tables: a task a job, and nothing compiled that is run once."""
    if find_java() is None:
        missing("Java", "install it (Debian: apt-get install openjdk-17-jre-headless) or name one in JAVA_HOME")
    pytest.importorskip("pyspark")
    from seg_widgets.engines.spark import local_session

    session = local_session(
        spark__master="local[1]",
        spark__sql__shuffle__partitions="1",
        spark__default__parallelism="1",
        spark__sql__codegen__wholeStage="false",
        spark__sql__codegen__factoryMode="NO_CODEGEN",
        spark__sql__adaptive__enabled="false",
        spark__sql__autoBroadcastJoinThreshold="-1",
        spark__sql__session__timeZone="America/New_York",  # neither UTC nor the workspaces' zone
        spark__sql__warehouse__dir=tempfile.mkdtemp(prefix="seg-widgets-spark-"),
    )
    session.sparkContext.setLogLevel("OFF")
    return session
