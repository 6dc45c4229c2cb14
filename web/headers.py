"""Security headers, the same on every answer; the embedded chat differs in who may frame it, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from flask import Request, Response
from werkzeug.exceptions import HTTPException

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
_FEATURES = (
    "camera",
    "geolocation",
    "microphone",
    "payment",
    "usb",
    "browsing-topics",
    "fullscreen",
    "display-capture",
)
_SHARED = ("/embed.js", "/static/")
"""What other people's pages load: the script they paste in, pictures of previews."""


def framed(request: Request) -> bool:
    """Say whether an answer is shown inside somebody's page."""
    if request.path == "/embed":
        return True
    if request.path != "/say" and not request.path.startswith("/why/"):
        return False
    try:
        return request.args.get("at") == "embed" or request.form.get("at") == "embed"
    except HTTPException:  # the form is too large to read
        return False


@lru_cache(maxsize=16)
def table(ancestors: str, shared: bool, hsts: str, frames: bool = False) -> tuple[tuple[str, str], ...]:
    """Return the security headers of one answer: who may frame it ("'none'": nobody), whether others may load it.

    `frames`: whether it shows our own frame, as the page that makes the code for a blog does.
    """
    rules = {**_POLICY, **({"frame-src": "'self'"} if frames else {}), "frame-ancestors": ancestors}
    policy = "; ".join(f"{name} {value}" for name, value in rules.items())
    rows = [
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", ", ".join(f"{name}=()" for name in _FEATURES)),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Resource-Policy", "cross-origin" if shared else "same-origin"),
    ]
    rows += [("X-Frame-Options", "DENY")] if ancestors == "'none'" else []
    rows += [("Strict-Transport-Security", hsts)] if hsts else []
    return tuple(rows)


def framers(setting: str) -> str:
    """Return who may frame the embedded chat: whom the owner names, and our own preview."""
    return setting if setting == "*" or "'self'" in setting else f"'self' {setting}"


def hsts(config: Mapping[str, object]) -> str:
    """Return the value of Strict-Transport-Security; "" when the owner wants none."""
    seconds = config["HSTS_SECONDS"]
    return f"max-age={seconds}" + ("; includeSubDomains" if config["HSTS_SUBDOMAINS"] else "") if seconds else ""


def secure(request: Request, response: Response, config: Mapping[str, object]) -> None:
    """Add the headers to one answer; over plain HTTP browsers ignore HSTS, so it is left out."""
    inside = framed(request)
    ancestors = framers(str(config["FRAME_ANCESTORS"])) if inside else "'none'"
    shared = inside or request.path.startswith(_SHARED)
    response.headers.extend(
        table(ancestors, shared, hsts(config) if request.is_secure else "", request.path == "/builder")
    )
