"""How gunicorn serves the chat; read by itself from the directory it starts in.

The environment decides only what a platform sets: PORT and WEB_CONCURRENCY (and gunicorn's own
GUNICORN_CMD_ARGS and FORWARDED_ALLOW_IPS). Everything else is a decision, made here once.
"""

import ctypes
import gc
import logging
import os
import re
import socket
from typing import Any

import gevent
from gevent import monkey

# Before anything else is loaded, so that its locks and sockets are the cooperative ones.
monkey.patch_all()

import gunicorn  # noqa: E402
from gunicorn.http import wsgi  # noqa: E402

from web import serving  # noqa: E402
from web.settings import SettingError, server_numbers  # noqa: E402

try:
    PORT, WORKERS = server_numbers(os.environ)
except SettingError as error:
    raise SystemExit(f"server-advisor: {error}") from None

# 64 half-open sockets stop threads (16 a worker: every request timed out) but not greenlets
# (p95 4 ms), and `keepalive` is also how long gevent waits for the whole of a request's head.
worker_class = serving.install()
worker_connections = 1000
workers = WORKERS
# Idle connections hold up a stop by this long; platforms want it over within 5 s.
keepalive = 4

# Loading once, before forking, shares the rule tables' memory, makes a replaced worker answer
# at once, and ends a start with bad knowledge before anything listens.
preload_app = True
timeout = 30
# Shorter than the 25 to 30 s that platforms wait between SIGTERM and SIGKILL.
graceful_timeout = 20
# An insurance against leaks in C code, spread so that workers never leave together.
max_requests = 20_000
max_requests_jitter = 4_000

# 500 Chinese characters in a GET are 4,500 bytes; browser, htmx, CDN and router together send
# about 40 header fields.
limit_request_line = 8190
limit_request_fields = 64
limit_request_field_size = 8190
# The application alone decides whom to believe, by TRUSTED_PROXIES: no header of a peer moves a path or a scheme here,
# not even that of one on the loopback interface, where the reverse proxy passes on what visitors sent.
forwarder_headers = ""
secure_scheme_headers = {}
# Who serves is nobody's business; the name is read when a worker makes an answer.
gunicorn.SERVER = wsgi.SERVER = "advisor"

# The heartbeat file must not wait for a slow disk, and the root file system may be read-only.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
control_socket_disable = True

# The application writes its own log. Should a platform switch this one on, it holds no query
# string: that is where the needs and the typed text are.
accesslog = None
access_log_format = "%(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"


def _listen(port: int) -> list[str]:
    """Both address families; one IPv6 socket takes IPv4 too unless the system says otherwise."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            only_ipv6 = probe.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY)
            probe.bind(("::", 0))
    except OSError:
        return [f"0.0.0.0:{port}"]
    return [f"[::]:{port}", f"0.0.0.0:{port}"] if only_ipv6 else [f"[::]:{port}"]


bind = _listen(PORT)


def _keep_freed_memory(threshold: int = 8 * 1024 * 1024) -> None:
    """Stop glibc from handing the rule engine's memory back after every single inference.

    The same as MALLOC_TRIM_THRESHOLD_ and MALLOC_MMAP_THRESHOLD_ in the environment, which would
    have to be set before Python starts. Other C libraries have no mallopt and no such habit.
    """
    trim_threshold, mmap_threshold = -1, -3  # M_TRIM_THRESHOLD, M_MMAP_THRESHOLD in malloc.h
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(trim_threshold, threshold)
        mallopt(mmap_threshold, threshold)


_keep_freed_memory()
# What is loaded before the fork stays; looking through it for garbage costs a twentieth of the start.
gc.disable()


def _share_memory() -> None:
    """Keep the pages that every worker inherits from being copied: no collection looks at them again.

    What loading threw away goes back to the system before the fork, so that no worker inherits the gaps; of garbage that
    only a collection finds, it leaves less than a thousand objects.
    """
    gc.freeze()
    gc.enable()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


class _Discreet(logging.Filter):
    """Name what was wrong with a request, but quote neither it nor its sender's address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; always let it pass."""
        said = re.sub(r"(Invalid request) from ip=\S*: ([^:'\"]*).*", r"\1: \2", record.getMessage())
        record.msg, record.args = re.sub(r"(Error handling request [^?]*)\?.*", r"\1", said), ()
        return True


def on_starting(server: Any) -> None:
    """Keep what people typed out of gunicorn's error log as well, and let the workers share what is loaded."""
    server.log.error_log.addFilter(_Discreet())
    _share_memory()


def post_request(worker: Any, req: Any, environ: dict[str, Any], resp: Any) -> None:
    """Let every other connection have its turn before this one is read again.

    A greenlet whose next request has already arrived would go on without yielding: with 200
    connections that never pause, the slowest answer took 18 s, with this line under 2 s. A plain
    sleep(0) does not look for new connections; a timer, however short, does.
    """
    gevent.sleep(1e-6)
