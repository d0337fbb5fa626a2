"""After an error that an old notebook would not have had in 2020: the line that mends it.

Nothing is caught and no traceback changes. In Jupyter and IPython one line follows it, by an event
that comes after each cell; in a script, by ``sys.excepthook``, after the hook that was there.
"""

import re
import sys

from d2l_local.compat import year_2020

import numpy

LINE = "import d2l_local; d2l_local.as_in_2020()"

# What the message says, by the type of the error, and what is to be told.
GONE = "This name was there in 2020. To have it back, put before it:  {line}"
TAKEN = "This worked in 2020. To have that back, put before it:  {line}"
NUMBER = "In 2020 an array with one element was a number. If it has one, put before it:  {line}"
WRAPPED = (
    "In 2020 a number that did not fit was wrapped. np.array, np.asarray and np.full do so again "
    "after:  {line}  Elsewhere write  np.array(NUMBER).astype(TYPE)"
)
METHOD = "In 2020 arrays had this method. To have it back, put before it:  {line}"
EVERYWHERE = (
    (TypeError, r"only 0-dimensional arrays can be converted to Python scalars", NUMBER),
    (TypeError, r"(real number|number) is required, not numpy\.ndarray", NUMBER),
    (TypeError, r"only (size|length)-1 arrays can be converted", NUMBER),
    (AttributeError, r"'numpy\.ndarray' object .*'(tostring|itemset|ptp|newbyteorder)'", METHOD),
    (AttributeError, r"`(itemset|ptp|newbyteorder)` was removed from the ndarray", METHOD),
    (TypeError, r"(quantile|percentile)\(\) .*argument 'interpolation'", TAKEN),
    (TypeError, r"reshape\(\) .*argument 'newshape'", TAKEN),
    (TypeError, r"histogram(2d|dd)?\(\) .*argument 'normed'", TAKEN),
    (TypeError, r"Calling np\.sum\(generator\)", TAKEN),
    (TypeError, r"arrays to stack must be passed as a", TAKEN),
    (ValueError, r"Calling nonzero on 0d arrays", TAKEN),
    (ValueError, r"The binary mode of fromstring is removed", TAKEN),
    (ValueError, r"setting an array element with a sequence\.$", NUMBER),
)  # fmt: skip
IN_OWN_LINES = (
    (ValueError, r"setting an array element with a sequence\. .*inhomogeneous", TAKEN),
    (ValueError, r"Unable to avoid copy while creating an array", TAKEN),
    (OverflowError, r"Python integer -?\d+ out of bounds for", WRAPPED),
)
# What the line does not give back, and what stands for it; NumPy itself says it of most names.
NOT_BACK = {
    "Tester": "np.Tester has left NumPy. Run your tests with pytest.",
    "add_docstring": "np.add_docstring has left NumPy: set __doc__ instead.",
    "add_newdoc": "np.add_newdoc has left NumPy's own names: it is np.lib.add_newdoc today.",
    "kernel_version": "np.kernel_version has left NumPy: platform.release() of Python says it.",
    "use_hugepage": "np.use_hugepage has left NumPy: NUMPY_MADVISE_HUGEPAGE=0 switches it off.",
}


def hint_for(error):
    """Return the line that helps after this error, or None."""
    asked = re.fullmatch(r"module 'numpy' has no attribute '(\w+)'", str(error))
    if asked and asked[1] in NOT_BACK:
        return NOT_BACK[asked[1]]
    if not year_2020.is_on() and names_something_removed(error):
        return GONE.format(line=LINE)
    kinds = EVERYWHERE + (IN_OWN_LINES if raised_by_the_reader(error) else ())
    for type_, message, words in kinds:
        if isinstance(error, type_) and re.search(message, str(error)):
            # With the line in place its promise is kept, but for what it says of elsewhere.
            return words.format(line=LINE) if words is WRAPPED or not year_2020.is_on() else None
    return None


def names_something_removed(error):
    """Say whether the error is about a name that :func:`as_in_2020` gives back."""
    from d2l_local.compat import numpy_names, old_modules, other_names

    words = str(error)
    if isinstance(error, ModuleNotFoundError):
        return error.name in old_modules.modules_of_2020()
    if isinstance(error, ImportError):
        found = re.match(r"cannot import name '(?P<name>\w+)' from '(?P<module>[\w.]+)'", words)
    elif isinstance(error, AttributeError):
        found = (
            re.match(r"module '(?P<module>[\w.]+)' has no attribute '(?P<name>\w+)'", words)
            or re.match(r"`(?P<module>np)\.(?P<name>\w+)` was removed", words)
            or re.match(
                r"(?P<module>numpy\.lib)\.(?P<name>\w+) (is now|submodule is|was an)", words
            )
            or re.match(r"'\w*(?P<module>InteractiveShell)' object .*'(?P<name>magic)'", words)
        )
    else:
        return False
    if not found:
        return False
    module, name = found["module"], found["name"]
    if module in ("numpy", "np"):
        return name in numpy_names.removed_names()
    # A module that NumPy has under two names calls itself by the new one.
    if module.replace("_core", "core") in old_modules.SHOWED_ALL:
        return name in {**vars(numpy), **numpy_names.removed_names()} or (
            f"{module}.{name}" in old_modules.modules_of_2020()
        )
    return any((where.__name__, n) == (module, name) for where, n, _ in other_names.removed_names())


def raised_by_the_reader(error):
    """Say whether the innermost line of Python is the reader's own, not an installed package's."""
    from d2l_local.compat.numpy_functions import is_installed

    innermost = error.__traceback__
    while innermost is not None and innermost.tb_next is not None:
        innermost = innermost.tb_next
    return innermost is not None and not is_installed(innermost.tb_frame.f_code.co_filename)


def give_hints():
    """From now on, let the hint follow an error, in IPython or in a script."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        shell.events.register("post_run_cell", after_cell)
        return
    hook_before = sys.excepthook

    def excepthook(type_, error, traceback):
        hook_before(type_, error, traceback)
        tell(error)

    sys.excepthook = excepthook


def after_cell(result):
    """Follow the error of a cell, if it had one, by its hint."""
    if error := result.error_in_exec or result.error_before_exec:
        tell(error)


def tell(error):
    """Print the hint, if there is one for this error."""
    hint = hint_for(error)
    if hint:
        print(hint, file=sys.stderr)
