"""What the page's Python lacks and the notebook has. Runs in the page, on MicroPython, too."""

MET = []


class Elsewhere(Exception):
    """What was asked for runs in the notebook alone.

    The message of each that is made is kept in ``MET``: a reader's code may catch it, and what it
    gives then is not what it gives in the notebook.
    """

    def __init__(self, message):
        super().__init__(message)
        MET.append(message)
