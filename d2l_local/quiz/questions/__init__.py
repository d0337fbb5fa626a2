"""The questions at the end of each page: a file for each page, under the page's own name.

To add a question, add it to ``QUESTIONS`` in its page's file: the page then shows it, and the tests
hold the marked answer against the numbers of its ``proof``. A new file needs no other mention.
"""

import importlib
import pkgutil

QUESTIONS = {
    module.name: importlib.import_module(f"{__name__}.{module.name}").QUESTIONS
    for module in pkgutil.iter_modules(__path__)
}
"""The questions of each page, by its file name without folder and ending."""
