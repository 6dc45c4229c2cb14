"""Take the README's picture anew: one finished conversation on a desktop and on a phone, side by side."""

from __future__ import annotations

import base64
import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from scripts.serving import running_server

PICTURE = Path(__file__).resolve().parent.parent / "docs/img/chat.png"
CONVERSATION = (
    "/?lang=zh&theme=light&purpose=blog&budget=40&filing=avoid&audience=mainland&domain=yes&scale=100&uptime=hobby"
)
ASKING = "/?lang=zh&theme=light&purpose=blog&budget=40&filing=avoid"
STYLE = """body { margin: 0; padding: 24px; display: flex; gap: 24px; align-items: center; background: #d9cfc0; }
img { display: block; border-radius: 10px; box-shadow: 0 6px 24px rgb(60 40 20 / .25); } .phone { border-radius: 24px; }"""
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def shot(browser: Browser, address: str, width: int, height: int) -> str:
    """Return one page as a data address, `width` by `height` CSS pixels."""
    page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page.goto(address)
    picture = base64.b64encode(page.screenshot()).decode()
    page.close()
    return f"data:image/png;base64,{picture}"


def main() -> None:
    """Write docs/img/chat.png."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with running_server(workers=1) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        desktop = shot(browser, server.url + ASKING, 1280, 880)
        phone = shot(browser, server.url + CONVERSATION, 390, 844)
        page = browser.new_page(viewport={"width": 1300, "height": 720})
        page.set_content(
            f'<style>{STYLE}</style><img src="{desktop}" width="900"><img class="phone" src="{phone}" width="300">'
        )
        PICTURE.parent.mkdir(exist_ok=True)
        page.locator("body").screenshot(path=PICTURE)
        browser.close()
    print(f"{PICTURE.name}: {PICTURE.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
