"""Every recipe of docs/embed, built by the engine it is for and read in a browser."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.blogs import recipes
from tests.blogs.conftest import ENGINES
from tests.browser.walking import type_in, walk

ELEMENT = "server-advisor iframe"


def hugo(folder, engine):
    (folder / "hugo.toml").write_text('baseURL = "/"\ntitle = "Blog"\n')
    layout = folder / "layouts" / "_default" / "single.html"
    layout.parent.mkdir(parents=True)
    layout.write_text(
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{{ .Title }}</title><body>{{ .Content }}</body></html>'
    )
    engine("py/bin/hugo", "build", cwd=folder)
    return folder / "public", "/server/"


def hexo(folder, engine):
    (folder / "_config.yml").write_text(
        "title: Blog\nurl: http://blog.localhost\nroot: /\nlanguage: zh-CN\ntheme: landscape\npermalink: server/\n"
    )
    (folder / "package.json").write_text(
        json.dumps(
            {
                "hexo": {"version": "8.1.2"},
                "dependencies": {
                    "hexo-renderer-marked": "*",
                    "hexo-renderer-ejs": "*",
                    "hexo-generator-index": "*",
                    "hexo-theme-landscape": "*",
                },
            }
        )
    )
    (folder / "node_modules").symlink_to(ENGINES / "node" / "node_modules")
    engine("node/node_modules/.bin/hexo", "generate", cwd=folder)
    for file in (folder / "public").rglob("*.html"):  # the theme asks a network for its icons
        file.write_text(re.sub(r'<link rel="stylesheet" href="https://[^>]*>', "", file.read_text("utf-8")), "utf-8")
    return folder / "public", "/server/"


def eleventy(folder, engine):
    (folder / "node_modules").symlink_to(ENGINES / "node" / "node_modules")
    engine("node/node_modules/.bin/eleventy", cwd=folder)
    return folder / "_site", "/server/"


def jekyll(folder, engine):
    (folder / "_config.yml").write_text("title: Blog\npermalink: /:title/\n")
    engine("jekyll", "build", "--disable-disk-cache", cwd=folder)
    return folder / "_site", "/server/"


def pelican(folder, engine):
    (folder / "pelicanconf.py").write_text(
        'SITENAME = "Blog"\nSITEURL = ""\nRELATIVE_URLS = True\nDEFAULT_LANG = "zh"\nTIMEZONE = "UTC"\n'
    )
    engine("py2/bin/pelican", "content", cwd=folder)
    return folder / "output", "/server.html"


def mkdocs(folder, engine):
    (folder / "mkdocs.yml").write_text("site_name: Blog\ntheme:\n  name: material\n  language: zh\n  font: false\n")
    (folder / "docs" / "index.md").write_text("# Blog\n")
    engine("py/bin/mkdocs", "build", cwd=folder)
    return folder / "site", "/server/"


def vitepress(folder, engine):
    (folder / "index.md").write_text("# Blog\n")
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "node_modules").symlink_to(ENGINES / "node" / "node_modules")
    engine("node/node_modules/.bin/vitepress", "build", cwd=folder)
    return folder / ".vitepress" / "dist", "/server.html"


def vuepress(folder, engine):
    (folder / "docs" / "README.md").write_text("# Blog\n")
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "node_modules").symlink_to(ENGINES / "node" / "node_modules")
    engine("node/node_modules/.bin/vuepress", "build", "docs", cwd=folder)
    return folder / "docs" / ".vuepress" / "dist", "/server.html"


BUILDERS = (hugo, hexo, eleventy, jekyll, pelican, mkdocs, vitepress, vuepress)


@pytest.fixture
def built(tmp_path, engine, advisor):
    """A function that builds a recipe and returns the folder of pages and the path of the article."""

    def build(builder):
        folder = recipes.write(builder.__name__, tmp_path / "blog", advisor)
        return builder(folder, engine)

    return build


@pytest.mark.parametrize("builder", BUILDERS, ids=lambda builder: builder.__name__)
def test_from_the_first_question_to_the_advice(builder, built, publish, open_page):
    pages, path = built(builder)
    source = next(pages.glob(path.strip("/") + "/index.html" if path.endswith("/") else path.strip("/"))).read_text(
        "utf-8"
    )
    assert "<server-advisor" in source
    assert "embed.js" in source
    page = open_page(viewport={"width": 1280, "height": 900})
    with publish(pages) as blog:
        page.goto(blog + path)
        page.locator("server-advisor").scroll_into_view_if_needed()
        frame = page.frame_locator(ELEMENT)
        expect(frame.locator("#now a.option").first).to_be_visible()
        height = page.locator("server-advisor").evaluate("element => element.offsetHeight")
        assert walk(frame)
        type_in(frame, "预算每月 300", "budget", "300")
        assert height == 320
        assert page.locator("server-advisor").evaluate("element => element.offsetHeight") > 320
        page.goto("about:blank")


@pytest.mark.parametrize("builder", [vitepress, vuepress], ids=lambda builder: builder.__name__)
def test_the_frame_in_compiled_markdown(builder, built, publish, open_page):
    pages, _ = built(builder)
    page = open_page(viewport={"width": 1280, "height": 900})
    with publish(pages) as blog:
        page.goto(f"{blog}/framed.html")
        assert walk(page.frame_locator("iframe[title='服务器顾问']"))
        page.goto("about:blank")


SWITCHES = {vitepress: ".VPSwitchAppearance", vuepress: ".vp-toggle-color-mode-button"}


@pytest.mark.parametrize("builder", SWITCHES, ids=lambda builder: builder.__name__)
def test_it_follows_the_dark_mode_switch(builder, built, publish, open_page):
    pages, path = built(builder)
    page = open_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
    with publish(pages) as blog:
        page.goto(blog + path)
        frame = page.frame_locator(ELEMENT)
        expect(frame.locator("html")).to_have_attribute("data-theme", "light")
        page.locator(SWITCHES[builder]).first.click()
        expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
        page.goto("about:blank")


@pytest.mark.parametrize("file", ["one-line.html", "iframe.html", "link.html"])
def test_plain_pages(file, publish, open_page, tmp_path, advisor):
    code = recipes.files("plain", advisor)[file]
    (tmp_path / "index.html").write_text(
        f'<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body>{code}', "utf-8"
    )
    page = open_page(viewport={"width": 900, "height": 900})
    with publish(tmp_path) as blog:
        page.goto(blog)
        if file == "link.html":
            page.click("a")
        assert walk(page if file == "link.html" else page.frame_locator("iframe"))
        page.goto("about:blank")


def test_the_card_of_a_ghost_blog_is_the_one_line():
    """Ghost itself needs a newer Node.js; its HTML card puts out what was put in."""
    assert recipes.files("ghost")["card.html"] == recipes.files("plain")["one-line.html"]


def test_consumers_of_previews_understand_ours(engine, server, tmp_path):
    address = f"{server.url}/?purpose=blog"
    (tmp_path / "node_modules").symlink_to(ENGINES / "node" / "node_modules")
    (tmp_path / "look.mjs").write_text("""
import { unfurl } from 'unfurl.js';
console.log(JSON.stringify(await unfurl(process.argv[2], { oembed: true })));
""")
    found = json.loads(engine("node", "look.mjs", address, cwd=tmp_path).stdout)
    assert found["title"] == found["open_graph"]["title"]
    assert found["open_graph"]["images"][0]["width"] == 1200
    assert found["twitter_card"]["card"] == "summary_large_image"
    assert found["oEmbed"]["type"] == "rich"
    (tmp_path / "look.py").write_text("""
import json, sys
from micawber.providers import Provider
print(json.dumps(Provider(sys.argv[1]).request(sys.argv[2], maxwidth=500)))
""")
    (tmp_path / "extract.mjs").write_text("""
import { extract, setProviderList } from '@extractus/oembed-extractor';
const [site, address] = process.argv.slice(2), plain = globalThis.fetch;
// It asks over https only, which this machine does not speak to itself.
globalThis.fetch = (url, options) => plain(String(url).replace(/^https:/, 'http:'), options);
setProviderList([{ provider_name: 'Advisor', provider_url: site, endpoints: [{ schemes: [site + '/*'], url: site + '/oembed' }] }]);
console.log(JSON.stringify(await extract(address, { maxwidth: 400, maxheight: 300 })));
""")
    row = json.loads(engine("node", "extract.mjs", server.url, address, cwd=tmp_path).stdout)
    assert (row["type"], row["width"], row["height"]) == ("rich", 400, 300)
    row = json.loads(engine("py2/bin/python", "look.py", f"{server.url}/oembed", address, cwd=tmp_path).stdout)
    assert (row["type"], row["width"]) == ("rich", 500)
