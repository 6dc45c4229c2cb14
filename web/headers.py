"""Security headers, the same on every answer; /embed differs in who may frame it, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, request

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_FEATURES = ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics", "fullscreen", "display-capture")


def policy(**changes: str) -> str:
    """Return the Content-Security-Policy, with directives changed (underscores for hyphens)."""
    merged = {**_POLICY, **{name.replace("_", "-"): value for name, value in changes.items()}}
    return "; ".join(f"{name} {value}" for name, value in merged.items())


def init_app(app: Flask) -> None:
    """Add the headers to every answer of an app."""
    app.after_request(lambda response: secured(response, app.config))


def secured(response: Response, config: Mapping[str, object]) -> Response:
    """Add the headers to one answer."""
    framed = request.path == "/embed" or request.args.get("at") == "embed" or request.form.get("at") == "embed"
    ancestors = str(config.get("FRAME_ANCESTORS") or "*") if framed else "'none'"
    headers = response.headers
    headers["Content-Security-Policy"] = policy(frame_ancestors=ancestors)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Permissions-Policy"] = ", ".join(f"{name}=()" for name in _FEATURES)
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Embedder-Policy"] = "require-corp"
    headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if framed else "same-origin")
    seconds = int(str(config.get("HSTS_SECONDS", 63_072_000)))
    if seconds and request.is_secure:
        subdomains = "; includeSubDomains" if config.get("HSTS_SUBDOMAINS") else ""
        headers["Strict-Transport-Security"] = f"max-age={seconds}{subdomains}"
    if not framed:
        headers["X-Frame-Options"] = "DENY"
    return response
