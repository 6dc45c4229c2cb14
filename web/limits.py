"""How much one client may ask: how often, how long, how many parameters; more is answered 400, 413, 414 or 429."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache

from flask import Request
from limits import RateLimitItem, parse_many
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import BadRequest, RequestURITooLarge, TooManyRequests
from werkzeug.sansio.utils import host_is_trusted

from web import logs
from web.entering import FORWARDED, is_host
from web.settings import SettingError

BODY_BYTES = 16 * 1024
QUERY_BYTES = 8 * 1024
PARAMETERS = 64
DEFAULT_RATE = "30/second; 600/minute"
"""A class of students behind one address is let through; a crawler gets a bounded share of one worker."""
_HERE = tuple(
    ipaddress.ip_network(text)
    for text in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "0.0.0.0/32",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
        "::/128",
    )
)
"""Networks that nobody reaches us from over the Internet; tunnels into it (Teredo, 6to4) are not among them."""
_CARRIERS = ipaddress.ip_network("100.64.0.0/10")
"""Behind a carrier's router for people, inside a cloud for its balancers."""
CLIENTS = 20_000
RETRY_REDIS_SECONDS = 10.0


class Memory(Storage):
    """Counters in this process, of the most recent clients only.

    The library's own memory storage looks through all its clients every 10 ms, which an attacker with many addresses
    makes expensive.
    """

    STORAGE_SCHEME = ["recent"]  # noqa: RUF012 (the library's declaration)

    def __init__(self, most: int = CLIENTS) -> None:
        super().__init__()
        self._rows: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._most = most

    @property
    def base_exceptions(self) -> type[Exception]:
        """Return what the storage may raise."""
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count up; a counter lives for `expiry` seconds from its first count."""
        count, until = self._rows.get(key, (0, 0.0))
        now = time.monotonic()
        if until <= now:
            count, until = 0, now + expiry
        self._rows[key] = (count + amount, until)
        self._rows.move_to_end(key)
        if len(self._rows) > self._most:
            self._rows.popitem(last=False)
        return count + amount

    def get(self, key: str) -> int:
        """Return a counter."""
        count, until = self._rows.get(key, (0, 0.0))
        return count if until > time.monotonic() else 0

    def get_expiry(self, key: str) -> float:
        """Return when a counter ends, on the clock that nobody can set (`time.monotonic`)."""
        return self._rows.get(key, (0, time.monotonic()))[1]

    def check(self) -> bool:
        """Say whether the storage works."""
        return True

    def reset(self) -> int:
        """Forget everything; return how many counters there were."""
        count = len(self._rows)
        self._rows.clear()
        return count

    def clear(self, key: str) -> None:
        """Forget one counter."""
        self._rows.pop(key, None)


class Rates:
    """How often each client may ask; counted here, or in Redis for all processes together."""

    def __init__(self, rate: str = "", redis_url: str = "") -> None:
        """Read e.g. "30/second; 600/minute", "off" or "" (the default, for public addresses); raise SettingError."""
        self.everybody, rate = bool(rate), rate.strip()
        try:
            self._items: list[RateLimitItem] = [] if rate.lower() == "off" else parse_many(rate or DEFAULT_RATE)
        except ValueError as error:
            raise SettingError(f"RATE_LIMIT={rate!r}: takes e.g. {DEFAULT_RATE!r}, or 'off'") from error
        if any(item.amount < 1 for item in self._items):
            raise SettingError(f"RATE_LIMIT={rate!r}: takes at least one request; e.g. {DEFAULT_RATE!r}, or 'off'")
        self._here = FixedWindowRateLimiter(Memory())
        self._shared = _redis(redis_url) if redis_url else None
        self._again = 0.0

    def wait(self, client: str) -> int:
        """Count one request; return 0, or after how many seconds the client may ask again."""
        if not self._items:
            return 0
        if self._shared and time.monotonic() >= self._again:
            try:
                return self._wait(self._shared, client, time.time)
            except self._shared.storage.base_exceptions:
                self._again = time.monotonic() + RETRY_REDIS_SECONDS
                logs.failed("Redis cannot be reached; each process counts for itself")
        return self._wait(self._here, client, time.monotonic)

    def _wait(self, limiter: FixedWindowRateLimiter, client: str, clock: Callable[[], float]) -> int:
        for item in self._items:
            if not limiter.hit(item, client):
                left = round(limiter.get_window_stats(item, client).reset_time - clock())
                return max(1, min(left, item.get_expiry()))
        return 0


def _redis(url: str) -> FixedWindowRateLimiter:
    try:
        return FixedWindowRateLimiter(storage_from_string(url, socket_timeout=0.2, socket_connect_timeout=0.2))
    except Exception as error:
        raise SettingError(f"REDIS_URL: {type(error).__name__}; takes redis://host:port/number") from error


@lru_cache(maxsize=4096)
def client_of(address: str | None, forwarded: bool = False) -> tuple[str, bool]:
    """Return who counts as one client (an IPv4 address, an IPv6 network of 64 bits), and whether it comes from outside.

    `forwarded`: a counted proxy told us the address, so it is a visitor's even if it is a carrier's or nobody can read it.
    """
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown", forwarded
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    outside = not any(found in network for network in _HERE) and (forwarded or found not in _CARRIERS)
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((int(found) >> 64 << 64, 64))), outside
    return str(found), outside


def client(request: Request) -> tuple[str, bool]:
    """Return who asks, as `client_of` says it."""
    return client_of(request.remote_addr, FORWARDED in request.environ)


def too_many(request: Request, rates: Rates, exempt: bool) -> None:
    """Raise 429 with Retry-After when a client asks too often.

    By default only addresses from outside are counted: any other is a proxy that TRUSTED_PROXIES leaves out, and
    limiting it would stop everybody behind it. `exempt`: whether this is an answer that nobody is refused.
    """
    name, outside = client(request)
    if exempt or not (outside or rates.everybody):
        return
    seconds = rates.wait(name)
    if seconds:
        raise TooManyRequests(f"Too many requests; ask again in {seconds} seconds.", retry_after=seconds)


def has_body(request: Request) -> bool:
    """Say whether a request brings anything besides its address."""
    return bool(request.content_length) or "HTTP_TRANSFER_ENCODING" in request.environ


def too_much(request: Request) -> None:
    """Raise 400, 413 or 414 when a request is longer than anything we send ourselves."""
    query = request.query_string
    if len(query) > QUERY_BYTES:
        raise RequestURITooLarge(f"An address takes at most {QUERY_BYTES} bytes after the question mark.")
    count = query.count(b"&") + 1
    if has_body(request):
        count += sum(len(values) for _, values in request.form.lists())  # a body over BODY_BYTES raises 413 here
    if count > PARAMETERS:
        raise BadRequest(f"At most {PARAMETERS} parameters are read.")


def wrong_host(request: Request, hosts: tuple[str, ...]) -> None:
    """Raise 400 for a Host that is no name or not ours; a platform's health checks come under names of their own."""
    if not is_host(request.environ.get("HTTP_HOST", "localhost")):
        request.host = hosts[0].lstrip(".") if hosts else "localhost"
        raise BadRequest("This is not the name of a host.")
    if hosts and request.path != "/healthz" and not host_is_trusted(request.host, list(hosts)):
        request.host = hosts[0].lstrip(".")  # no answer is built from a forged name
        raise BadRequest("This host name is not served here.")
