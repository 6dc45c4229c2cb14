"""Other people's pages: a web server for another site than the chat's, with whatever headers a test wants."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html><html lang="zh-CN"{html}><head><meta charset="utf-8"><title>Blog</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><link rel="stylesheet" href="/blog.css">
</head><body><h1>Servers</h1>{above}{content}<p id="after">After</p></body></html>"""
STYLE = """body { max-width: 680px; margin: auto; padding: 16px; font: 17px/1.7 system-ui; }
.dark { background: #111; color: #eee; color-scheme: dark; } .tall { height: 2500px; }
article iframe { max-width: 50%; height: 10px; border: 9px solid red; }
server-advisor { display: block; min-height: 320px; }"""


class Blog:
    """Pages by path, each with its headers; `url` is under another site than the chat."""

    def __init__(self, port):
        self.url = f"http://blog.localhost:{port}"
        self.files = {"/blog.css": ("text/css", STYLE, {})}

    def page(self, content, path="/", html="", above="", headers=None):
        """Publish a page and return its address."""
        self.files[path] = (
            "text/html; charset=utf-8",
            PAGE.format(html=html, above=above, content=content),
            headers or {},
        )
        return self.url + path

    def script(self, text, path="/blog.js"):
        """Publish a script of the blog's own and return its tag."""
        self.files[path] = ("text/javascript", text, {})
        return f'<script src="{path}"></script>'


@contextmanager
def blogging():
    """Serve a blog on a free port until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            media_type, text, headers = blog.files.get(self.path.partition("?")[0], ("text/plain", "", {}))
            body = text.encode()
            self.send_response(200)
            for name, value in {"Content-Type": media_type, "Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    blog = Blog(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield blog
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def element(advisor, query="", attributes="", text="问问服务器顾问"):
    """The one line."""
    return f'<server-advisor {attributes}><a href="{advisor}/{query}">{text}</a></server-advisor><script async src="{advisor}/embed.js"></script>'
