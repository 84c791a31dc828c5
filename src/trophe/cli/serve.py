"""`trophe serve`: the web app on this machine."""

import os
import socket
import sys
import threading
import time
import urllib.request
import webbrowser
from urllib.error import URLError

import click

from trophe.errors import TropheError

_PORTS_TRIED = 50
_REMIND_EVERY_S = 600


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port.  [default: 8000 or the next free]"
)
@click.option(
    "--workers", type=click.IntRange(1, 64), help="Processes.  [default: one a core, up to 4]"
)
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
def serve(host: str, port: int | None, workers: int | None, no_open: bool) -> None:
    """Start the web app and print where it is.

    The data are kept in var/ of a checkout, else in the user's data folder; TROPHE_DATA names
    another. At the first start there is a sample person, and a link that signs the owner in.
    """
    began = time.perf_counter()
    port = _free_port(host, port)
    url = f"http://{'localhost' if _is_loopback(host) else _own_address(host)}:{port}"
    if not _is_loopback(host):
        names = [os.environ.get("TROPHE_HOSTS", ""), *_own_names(host)]
        os.environ["TROPHE_HOSTS"] = ",".join(filter(None, names))
    from trophe.web.config.startup import prepare, remember_address, served_at

    ready = prepare()
    remember_address(url)
    shown = served_at()
    link = f"{shown}/enter/{ready.token}/" if ready.token else shown
    probe = f"http://{_probe_host(host)}:{port}/healthz"
    waiter = threading.Thread(
        target=_announce, args=(probe, shown, link, began, not no_open), daemon=True
    )
    waiter.start()
    _run(host, port, workers or min(os.cpu_count() or 1, 4))


def _run(host: str, port: int, workers: int) -> None:
    """One process a worker, one request at a time in each: as the database likes it."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "trophe.web.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        workers_kill_timeout=10,
    ).serve()


def _announce(probe: str, url: str, link: str, began: float, may_open: bool) -> None:
    """Say where it is once it truly answers, and open a browser where there is a desktop."""
    while not _answers(probe):
        time.sleep(0.05)
    click.echo(f"Trophe is at {url} (ready in {time.perf_counter() - began:.1f} s).")
    if link != url:
        click.echo(f"Sign in with this link; it works once:\n\n    {link}\n")
    click.echo("Press Ctrl-C to stop.")
    sys.stdout.flush()
    if may_open and _has_desktop():
        webbrowser.open(link)
    _load_foods()
    _keep_reminding()


def _keep_reminding() -> None:
    """Reminders while the server runs, every ten minutes, where the operator turned them on."""
    from trophe.web.config.startup import remind, reminds

    while reminds():
        time.sleep(_REMIND_EVERY_S)
        try:
            remind()
        except TropheError as error:
            click.echo(f"Reminders: {error}", err=True)


def _load_foods() -> None:
    """The table of foods, at the first start; the pages answer meanwhile."""
    from trophe.web.config.startup import load_foods

    began = time.perf_counter()
    if n := load_foods():
        click.echo(f"{n} foods are ready to be found ({time.perf_counter() - began:.0f} s).")


def _answers(probe: str) -> bool:
    try:
        with urllib.request.urlopen(probe, timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _has_desktop() -> bool:
    desktop = (
        sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    return bool(desktop) and sys.stdout.isatty() and "SSH_CONNECTION" not in os.environ


def _free_port(host: str, port: int | None) -> int:
    """The wanted port, or 8000 or the next one that nobody listens on."""
    if port is not None:
        if _is_free(host, port):
            return port or _any_port(host)
        raise TropheError(f"Port {port} is taken. Leave --port out to use the next free one.")
    for candidate in range(8000, 8000 + _PORTS_TRIED):
        if _is_free(host, candidate):
            return candidate
    raise TropheError(
        f"No port from 8000 to {8000 + _PORTS_TRIED - 1} is free. Choose with --port."
    )


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def _any_port(host: str) -> int:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


def _is_loopback(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.")


def _probe_host(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)


def _own_names(host: str) -> list[str]:
    """Names and the address by which other machines at home reach this one."""
    name = socket.gethostname()
    return [name, f"{name}.local", _own_address(host)]


def _own_address(host: str) -> str:
    """The address on the home network. Connecting a datagram socket sends nothing."""
    if host not in ("0.0.0.0", "::"):
        return f"[{host}]" if ":" in host else host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return socket.gethostname()
        address: str = probe.getsockname()[0]
        return address
