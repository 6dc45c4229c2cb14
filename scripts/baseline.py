"""What the chat is measured against: a Flask hello world, and a Flask page of the same size with a Jinja template."""

from flask import Flask, request

TEMPLATE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{{ title }}</title></head><body><main>
{% for row in rows %}<p id="{{ row.id }}"><a href="{{ row.url }}">{{ row.label }}</a> <small>{{ row.text }}</small></p>
{% endfor %}</main></body></html>"""
SENTENCE = "香港机房不用备案，买了当天就能上线，但到内地的线路有好有坏。"
ROW_BYTES = 200

hello = Flask("hello")
page = Flask("page")
template = page.jinja_env.from_string(TEMPLATE)
for app in (hello, page):
    app.add_url_rule("/healthz", "healthz", lambda: "ok")


@hello.get("/")
def say_hello() -> str:
    """Answer as the first page of Flask's manual does."""
    return "<p>Hello, World!</p>"


@page.get("/")
def show_page() -> str:
    """Answer with about `bytes` bytes, every value escaped by the template."""
    count = int(request.args["bytes"]) // ROW_BYTES
    rows = [{"id": f"r{n}", "url": f"/?row={n}&more=1", "label": f"第 {n} 行", "text": SENTENCE} for n in range(count)]
    return template.render(title="页", rows=rows)
