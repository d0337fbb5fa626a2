"""The content security policy of a page knows what stands in it, and nothing else."""

import base64
import hashlib
import re
import sys

from tools.pages import ROOT

sys.path.append(str(ROOT / "_extensions"))
from slim_page.policy import handlers_of, with_policy

PAGE = """<html><head><meta charset="utf-8" />
<script>one()</script><script data-x="y">two("é")</script>
<script defer src="three.js"></script><script type="application/json">{"data": 1}</script>
</head><body><button onclick="four(&quot;a&quot;)">4</button></body></html>"""


def digest(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def allowed(page):
    return set(re.findall(r"'sha256-[^']*'", page))


def test_it_knows_each_script_and_handler_by_its_hash():
    made = with_policy(PAGE, handlers_of(PAGE))
    assert allowed(made) == {digest(text) for text in ("one()", 'two("é")', 'four("a")')}
    head, rest = made.split("Content-Security-Policy")
    assert "<script" not in head and "unsafe-eval" not in rest.replace("wasm-unsafe-eval", "")


def test_a_handler_of_another_page_is_known_and_a_changed_script_is_not():
    made = with_policy(PAGE, ["five()"])
    assert digest("five()") in allowed(made) and digest('four("a")') not in allowed(made)
    assert allowed(with_policy(PAGE.replace("one()", "one(1)"), [])) != allowed(made)
