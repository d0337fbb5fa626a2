"""The content security policy of a page: what it may run and load, wherever it is put.

It stands in the page itself, so that it holds in a folder and on any host; a host may refuse more.
"""

import base64
import hashlib
import re
from html import unescape

SCRIPT = re.compile(r"<script\b(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.S)
HANDLER = re.compile(r'\son[a-z]+="([^"]*)"')
FIRST = '<meta charset="utf-8" />'


def handlers_of(text):
    """Return what the elements of a page do by themselves, when they are pressed."""
    return [unescape(handler) for handler in HANDLER.findall(text)]


def with_policy(text, handlers):
    """Return the text of a page with its policy, which knows each script in it by its hash.

    ``handlers`` are those of all pages: the search reads the others, and Chromium tells of each
    that it would refuse.

    ``'self'`` is the host of a page; for a page in a folder it is nothing in some browsers, and
    ``file:`` what lies on the disk. Firefox fetches the next page early, under ``default-src``.
    Python's WebAssembly is compiled in a worker that a page makes from its own text. Elements carry
    ``style`` attributes, and the editor writes its own sheet.
    """
    allowed = " ".join(map(hashed, dict.fromkeys([*SCRIPT.findall(text), *handlers])))
    policy = (
        "default-src 'self' file:; object-src 'none'; frame-src 'none'; media-src 'none'; "
        f"script-src 'self' file: 'wasm-unsafe-eval' 'unsafe-hashes' {allowed}; "
        "worker-src blob:; connect-src 'self'; style-src 'self' file: 'unsafe-inline'; "
        "img-src 'self' file: data:; font-src 'self' file:; "
        "form-action 'self' file:; base-uri 'none'"
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}" />'
    return text.replace(FIRST, f"{FIRST}\n{meta}", 1)


def hashed(script):
    """Return a script as a policy names it."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"
