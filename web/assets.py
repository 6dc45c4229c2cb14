"""Static files: named after their content, compressed once, kept by browsers for a year."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from flask import Flask, Response, request

YEAR = 31_536_000
HOUR = 3_600
COMPRESSED = {".css", ".js", ".svg"}
HASH = re.compile(r"\.[0-9a-f]{10}\.")
URL = re.compile(rb'url\("([^"]+\.svg)"\)')
DRAWN = " '=/:,;()"
"""What stays as it is in a drawing inside a style sheet."""
SPACED = re.compile(r"""('(?:\\.|[^'\\\n])*'|`[^`]*`)|[ \t]*([{}()\[\],;:=<>?&|])[ \t]*""")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Asset:
    """One file as it is sent: `hashed` is its lasting name, `zipped` its gzip form where that is smaller."""

    name: str
    hashed: str
    body: bytes
    zipped: bytes | None
    media_type: str


class Assets:
    """Every file of a static folder, by its name and by its lasting name; style sheets become one."""

    def __init__(self, folder: Path, accent: str = "") -> None:
        """Read a folder; `accent` (#rrggbb) replaces the accent colour, anything else is refused with ValueError."""
        self._by_name: dict[str, Asset] = {}
        for path in sorted([*folder.glob("*.*"), *(folder / "js").glob("*.js"), *(folder / "vendor").glob("*.js")]):
            if path.suffix != ".md":
                body = path.read_bytes()
                self._add(path.name, script(body) if path.parent.name == "js" else body)
        self._add("app.css", self._inlined(style_sheet(folder / "css", accent)))
        # What a frame in somebody's page has no use for: pages to read, two columns, print.
        self._add("page.css", style_sheet(folder / "css" / "page"))
        self._by_hash = {asset.hashed: asset for asset in self._by_name.values()}

    def _add(self, name: str, body: bytes) -> None:
        stem, _, suffix = name.rpartition(".")
        hashed = f"{stem}.{hashlib.sha256(body).hexdigest()[:10]}.{suffix}"
        zipped = gzip.compress(body, 9, mtime=0) if f".{suffix}" in COMPRESSED else None
        media_type = (
            "text/javascript" if suffix == "js" else mimetypes.guess_type(name)[0] or "application/octet-stream"
        )
        self._by_name[name] = Asset(name, hashed, body, zipped, media_type)

    def _inlined(self, text: bytes) -> bytes:
        """Put the drawings that a style sheet shows into it: they weigh less than the headers of one more answer."""
        return URL.sub(
            lambda found: f'url("data:image/svg+xml,{quote(self._drawn(found[1].decode()), DRAWN)}")'.encode(), text
        )

    def _drawn(self, name: str) -> str:
        return self._by_name[name].body.decode().replace('"', "'").strip()

    def path(self, name: str) -> str:
        """Return the address of a file below where we are mounted.

        Not by url_for: it fails where the Host header is no name, and the page that says so needs its looks, too.
        """
        return f"/static/{self.hashed(name)}"

    def hashed(self, name: str) -> str:
        """Return a file's lasting name; KeyError when there is no such file."""
        return self._by_name[name].hashed

    def find(self, name: str) -> tuple[Asset | None, bool]:
        """Return the file of a plain or a lasting name, and whether that name may be kept for ever.

        A lasting name of another version finds this version's file: while a deployment rolls, pages and files come from
        different processes, and a page without its style sheet would be worse.
        """
        plain = HASH.sub(".", name)
        return self._by_hash.get(name) or self._by_name.get(plain), name in self._by_hash


def style_sheet(folder: Path, accent: str = "") -> bytes:
    """Join a folder's style sheets in the order of their names, without comments and needless spaces."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.css")))
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    # A space before a colon means something in a selector; no string in our sheets holds what is shortened here.
    text = re.sub(r"\s*([{};])\s*|([:,])\s+", r"\1\2", text).replace(";}", "}").strip()
    if accent:
        if not COLOUR.fullmatch(accent):
            raise ValueError(f"accent colour {accent!r} is not of the form #rrggbb")
        text += "\n:root,:root[data-theme]{--accent:" + accent + "}"
    return text.encode()


def script(body: bytes) -> bytes:
    """Drop whole-line comments and needless spaces from one of our own scripts.

    They hold no string of several lines, and no regular expression with a quotation mark or a space.
    """
    lines = (line.strip() for line in body.decode().splitlines())
    text = "\n".join(line for line in lines if line and not line.startswith("//"))
    return SPACED.sub(lambda found: found[1] or found[2], text).encode()


def init_app(app: Flask, folder: Path, accent: str = "") -> Assets:
    """Read the folder that is served under /static/, and give templates `asset(name)`."""
    assets = app.extensions["assets"] = Assets(folder, accent)

    def asset(name: str) -> str:
        return request.script_root + assets.path(name)

    app.jinja_env.globals.update(asset=asset)
    return assets


def answer(asset: Asset, lasting: bool, gzip_wanted: bool) -> Response:
    """Send one file; under a lasting name it may be kept for a year."""
    zipped = asset.zipped if gzip_wanted else None
    response = Response(zipped or asset.body, content_type=asset.media_type)
    if asset.media_type.startswith(("text/", "image/svg")):
        response.headers["Content-Type"] = f"{asset.media_type}; charset=utf-8"
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.cache_control.public = True
    response.cache_control.max_age = YEAR if lasting else HOUR
    if lasting:
        response.cache_control.immutable = True
    return response
