"""WordPress itself, as Debian packages it: an address alone on a line, from an author, becomes the whole advisor."""

import os
import shutil
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scripts.serving import free_port
from tests.blogs import recipes
from tests.browser.waiting import until
from tests.browser.walking import tap, type_in, walk

LOADS = 10
SOURCES = Path("/usr/share/wordpress")
# WordPress asks neither private hosts nor unusual ports; this machine is both.
ALLOW = """<?php
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', fn($ports) => array_merge($ports, [%d]));
add_filter('pre_http_request', fn($done, $args, $url) => str_contains($url, 'api.wordpress.org') ? new WP_Error('offline') : $done, 10, 3);
"""
CONFIG = """<?php
define('DB_NAME', 'blog'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_HOST', 'localhost:%s');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', ''); $table_prefix = 'wp_';
define('AUTH_KEY', 'a'); define('SECURE_AUTH_KEY', 'b'); define('LOGGED_IN_KEY', 'c'); define('NONCE_KEY', 'd');
define('AUTH_SALT', 'e'); define('SECURE_AUTH_SALT', 'f'); define('LOGGED_IN_SALT', 'g'); define('NONCE_SALT', 'h');
define('WP_HOME', '%s'); define('WP_SITEURL', '%s'); define('WP_CONTENT_DIR', __DIR__ . '/wp-content');
define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
INSTALL = """<?php
define('WP_INSTALLING', true); $_SERVER['HTTP_HOST'] = '%s';
require 'wp-load.php'; require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Blog', 'admin', 'a@blog.example', true, '', 'secret');
switch_theme('twentytwentythree');
"""
PUBLISH = """<?php
$_SERVER['HTTP_HOST'] = '%s'; require 'wp-load.php';
$author = username_exists('writer') ?: wp_create_user('writer', 'x', 'w@blog.example');
(new WP_User($author))->set_role('author'); wp_set_current_user($author); kses_init();
$post = wp_insert_post(['post_title' => 'Servers', 'post_content' => wp_slash(file_get_contents('post.html')),
    'post_status' => 'publish', 'post_author' => $author], true);
echo $post;
"""


def wait(ready, what, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if ready():
                return
        except OSError:
            pass
        time.sleep(0.2)
    pytest.fail(f"{what} did not come up")


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """A MariaDB server of our own; gives its socket."""
    folder = tmp_path_factory.mktemp("mariadb")
    socket = Path("/tmp") / f"blog-{os.getpid()}.sock"  # a socket's path is short
    user = ["--user=root"] if os.geteuid() == 0 else []
    subprocess.run(
        ["mariadb-install-db", f"--datadir={folder}", "--auth-root-authentication-method=normal", *user],
        check=True,
        capture_output=True,
    )
    program = shutil.which("mariadbd") or "/usr/sbin/mariadbd"
    command = [
        program,
        f"--datadir={folder}",
        f"--socket={socket}",
        "--skip-networking",
        f"--pid-file={folder}/pid",
        *user,
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    run = ["mariadb", f"--socket={socket}", "-uroot", "-e"]
    wait(lambda: subprocess.run([*run, "select 1"], check=False, capture_output=True).returncode == 0, "MariaDB")
    subprocess.run([*run, "create database blog character set utf8mb4"], check=True)
    yield socket
    process.terminate()
    process.wait(30)


@pytest.fixture(scope="module")
def wordpress(database, server, tmp_path_factory):
    """A running WordPress; gives its address and a function that publishes an author's post and gives its address."""
    site, port = tmp_path_factory.mktemp("wordpress") / "site", free_port()
    shutil.copytree(SOURCES, site)  # follows Debian's symbolic links
    home = f"http://blog.localhost:{port}"
    (site / "wp-config.php").write_text(CONFIG % (database, home, home))
    plugins = site / "wp-content" / "mu-plugins"
    plugins.mkdir(parents=True, exist_ok=True)
    (plugins / "allow.php").write_text(ALLOW % server.port)
    php = ["php", "-d", "display_errors=0", "-d", "error_reporting=0"]
    for name, text in (("install.php", INSTALL), ("publish.php", PUBLISH)):
        (site / name).write_text(text % f"blog.localhost:{port}")
    subprocess.run([*php, "install.php"], cwd=site, check=True, capture_output=True)
    environment = {**os.environ, "PHP_CLI_SERVER_WORKERS": "4"}
    process = subprocess.Popen(
        [*php, "-S", f"127.0.0.1:{port}"],
        cwd=site,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def publish(text):
        (site / "post.html").write_text(text, "utf-8")
        number = subprocess.run([*php, "publish.php"], cwd=site, check=True, capture_output=True, text=True).stdout
        return f"{home}/?p={number.strip().split()[-1]}"

    try:
        wait(
            lambda: urllib.request.urlopen(f"http://127.0.0.1:{port}/readme.html", timeout=5).status == 200, "WordPress"
        )
        yield publish
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture
def reader(browser):
    """A page for readers of a blog; WordPress's own requests to other hosts are its own affair."""
    context = browser.new_context(viewport={"width": 1000, "height": 1100}, locale="zh-CN")
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


ADVISOR_FRAME = "iframe[src*='/embed?']"


def open_post(reader, address):
    reader.goto(address)
    frame = reader.locator(ADVISOR_FRAME)
    frame.wait_for(state="attached")
    until(reader, "selector => !document.querySelector(selector).style.clip", ADVISOR_FRAME)
    return frame


def test_an_authors_pasted_address_becomes_the_whole_advisor(wordpress, reader, server):
    # PHP asks the system for the name, and knows no *.localhost.
    address = wordpress(recipes.files("wordpress", server.url)["post.html"])
    for _ in range(LOADS):
        frame = open_post(reader, address)
        inner = reader.frame_locator(ADVISOR_FRAME)
        expect(inner.locator("#now a.option").first).to_be_visible()
        assert frame.get_attribute("sandbox") == "allow-scripts"
        content = inner.locator("body").evaluate("body => Math.ceil(body.getBoundingClientRect().height)")
        until(
            reader,
            "([selector, height]) => Math.abs(document.querySelector(selector).offsetHeight - height) <= 1",
            [ADVISOR_FRAME, max(200, min(1000, content))],
        )
    turns = inner.locator("#turns > li")
    before = turns.count()
    for extra in range(1, 4):
        tap(inner)
        expect(turns).to_have_count(before + extra)
    type_in(inner, "每月 80 元", "budget", "80")
    tap(inner, "#turn-budget .change")
    tap(inner, "#now li:nth-child(4) a.option:visible")
    expect(inner.locator("#turn-budget .you")).not_to_contain_text("80")
    assert walk(inner)
    assert frame.evaluate("frame => frame.offsetHeight") == 1000
    out = inner.locator("#advice a[href*='/go/']").first
    out.evaluate(
        "link => { for (let part = link; part; part = part.parentElement) if (part.localName === 'details') part.open = true; }"
    )
    asked = []
    reader.route("**/go/**", lambda route: (asked.append(route.request), route.fulfill(body="gone")))
    out.click()
    reader.wait_for_url("**/go/**")
    assert asked[0].is_navigation_request()
    assert asked[0].frame == reader.main_frame


def test_a_finished_conversation_in_a_post(wordpress, reader, server):
    address = wordpress(f"{server.url}/?purpose=blog&budget=50&filing=avoid&audience=global&scale=100&now=1")
    open_post(reader, address)
    inner = reader.frame_locator(ADVISOR_FRAME)
    verdict = inner.locator(".peek h1").inner_text()
    inner.locator("#whole").click()
    expect(inner.locator("#verdict")).to_have_text(verdict)


def test_without_scripts_the_link_is_there(wordpress, browser, server):
    address = wordpress(f"{server.url}/")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("blockquote a[href]").first).to_be_visible()
    context.close()
