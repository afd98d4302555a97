"""Promises of docs/operate.md: what it tells an operator to write works, with nginx, systemd and a link to the data."""

import http.client
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

PAGE = (Path(__file__).parent.parent / "docs" / "operate.md").read_text(encoding="utf-8")
COMMAND = Path(sys.executable).with_name("findings")
ASK = "/sparql?query=ASK%7B%7D"


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def get(port: int, path: str, source: str = "127.0.0.1", body: bytes | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20, source_address=(source, 0))
    try:
        method = "POST" if body else "GET"
        connection.request(method, path, body, {"Host": "findings.example.org"})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


@pytest.fixture
def proxied(start, tmp_path: Path):
    """A server behind nginx as the page has it, but for TLS, which needs a certificate: its port, and the server."""
    if not shutil.which("nginx"):
        pytest.skip("nginx is not installed: the page's configuration was not tried")
    server, port = start(), free_port()
    assert server.well(20)
    written = re.sub(r" *ssl_certificate.*\n", "", block("nginx")).replace("listen 443 ssl", f"listen 127.0.0.1:{port}")
    written = written.replace("127.0.0.1:7878", f"127.0.0.1:{server.port}")
    folders = "".join(f"{kind}_temp_path {tmp_path};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    conf = tmp_path / "nginx.conf"
    conf.write_text(f"pid {tmp_path}/pid; events {{}} http {{ access_log off; {folders}\n{written}\n}}", "utf-8")
    words = ["nginx", "-c", str(conf), "-e", str(tmp_path / "errors"), "-g", "daemon off;"]
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 10
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield port, server
    process.terminate()
    process.wait(10)


def test_nginx_passes_on_as_the_page_says(proxied) -> None:
    """Answers, the addresses that clients know, whom the log names."""
    port, server = proxied
    assert 200 == get(port, ASK, "127.0.0.9")[0]
    assert 200 == get(port, "/health", "127.0.0.9")[0]
    assert b"<http://findings.example.org/sparql>" in get(port, "/void")[1]
    server.stop()
    records = [json.loads(line) for line in server.log.read_text("utf-8").splitlines()]
    assert {("/sparql", "127.0.0.9"), ("/health", "127.0.0.9")} <= {(r["path"], r["client"]) for r in records}


def test_nginx_limits_what_one_client_may_ask(proxied) -> None:
    """Beyond its burst it is told so, and a huge body does not come through."""
    port, _ = proxied
    with ThreadPoolExecutor(20) as many:
        told = Counter(status for status, _ in many.map(lambda _: get(port, ASK, "127.0.0.8"), range(120)))
    assert {200, 429} == set(told)
    assert 41 <= told[200]
    assert 413 == get(port, "/sparql", body=b"#" * 1_100_000)[0]


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    """It has no fault that systemd's own check would find."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not installed: the page's unit was not checked")
    unit = tmp_path / "findings.service"
    unit.write_text(block("ini").replace("/opt/findings/bin/findings", str(COMMAND)), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert [] == [line for line in done.stderr.splitlines() if "findings.service" in line]


def test_a_link_says_which_data_is_served(start, tmp_path: Path, head: str) -> None:
    """To the new folder, and back to the old one."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        text = f'{head}concept:a a skos:Concept ; skos:prefLabel "{name}"@en .'
        (tmp_path / name / "claims.ttl").write_text(text, encoding="utf-8")
    link = tmp_path / "served"
    link.symlink_to(tmp_path / "old")
    server = start([str(link)])
    assert server.well(20)
    digests = [server.get("/health").json()["data"]["digest"]]
    for name in ("new", "old"):
        link.unlink()
        link.symlink_to(tmp_path / name)
        server.process.send_signal(signal.SIGHUP)
        end = time.monotonic() + 10
        while digests[-1] == (now := server.get("/health").json()["data"]["digest"]) and time.monotonic() < end:
            time.sleep(0.05)
        digests.append(now)
        assert name.encode() in server.get("/sparql?query=SELECT%20*%7B%3Fs%20skos%3AprefLabel%20%3Fl%7D").body
    assert digests[0] == digests[2] != digests[1]
