"""Serve the built book on this machine and say the address.

python -m tools.serve FOLDER [PORT]
"""

import gzip
import sys
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path


class Handler(SimpleHTTPRequestHandler):
    """Serves files as hosts of static pages do: text compressed for browsers that ask for it."""

    COMPRESSED = (".html", ".css", ".js", ".svg", ".json", ".ipynb")

    def send_head(self):
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        asks = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (asks and path.suffix in self.COMPRESSED and path.is_file()):
            return super().send_head()
        content = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)

    def send_error(self, code, message=None, explain=None):
        own = Path(self.directory) / "404.html"
        if code != 404 or not own.is_file():
            return super().send_error(code, message, explain)
        content = own.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_):
        pass


def server_of(folder, port=0):
    """Return a server of a folder on this machine; port 0 is any that is free."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(folder)))


@contextmanager
def serving(folder):
    """Serve a folder for as long as it is needed; yield its address."""
    server = server_of(folder)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def main(folder, port="8000"):
    if not Path(folder, "index.html").is_file():
        sys.exit(f"There is no book in {folder}. Build it:  make book")
    try:
        server = server_of(folder, int(port))
    except OSError as error:
        sys.exit(f"Port {port} cannot be used ({error.strerror}). Another:  make read PORT=8001")
    print(f"Read the book at  http://127.0.0.1:{port}/  (stop with Ctrl-C)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    main(*sys.argv[1:])
