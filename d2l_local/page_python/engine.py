"""What functions of a cell are evaluated with: the page's arrays.

This runs in the page, on MicroPython. It is the engine that :mod:`d2l_local.curves.evaluation` asks
for; the notebook's is :mod:`d2l_local.curves.mxnet_engine`.
"""

from d2l_local.curves.failures import check_returned, explained
from d2l_local.page_python import arrays


class Engine:
    """Evaluates functions of the cell with the page's arrays.

    Attributes
    ----------
    parameters_of : callable
        Gives the parameters of a function, as its source has them: texts such as ``a=1``; None
        where they are not known.
    importing : Importing
        What a function may import.
    met : BaseException or None
        What a function has raised last.
    """

    def __init__(self, parameters_of, importing):
        self.parameters_of, self.importing, self.met = parameters_of, importing, None

    def called(self, function, *values, **options):
        """Return what a function of the cell returns; keep what it raises."""
        self.met = None
        try:
            with self.importing:
                return function(*values, **options)
        except BaseException as error:
            self.met = error
            raise

    def signature(self, function):
        parameters = self.parameters_of(function)
        if parameters is None or any(one.startswith("*") or one == "/" for one in parameters):
            return None
        return Signature(parameters)

    def takes(self, function, at, *values):
        """Return which of the names in ``at`` a function has as parameters."""
        known = self.signature(function)
        return [name for name in at if known is not None and name in known.parameters]

    def tell(self, function, at):
        """Return what a function says of the values of the sliders, by name."""
        return self.called(function, **at)

    def call_plane(self, function, points, at):
        """Return the columns of what a function gives at points of a plane, and its shape."""
        numbers = [number for point in points for number in point]
        given = arrays.ndarray(numbers, (len(points), 2))
        with arrays.Switch(recording=False):
            y = self.called(function, given, **at)
        if not isinstance(y, arrays.ndarray):
            check_returned(y, arrays.ndarray, None)
        count = len(y.values) // len(points)
        size = len(y.values)
        columns = [[y.values[k] for k in range(i, size, count)] for i in range(count)]
        return columns, y.shape

    def call(self, function, x, derivative, at):
        """Return the values of the function at x, and its slopes or None."""
        given, arguments = arrays.array(x), dict(at)
        variable = given if derivative == "x" else None
        if derivative not in (None, "x"):
            variable = arguments[derivative] = arrays.full(len(x), at[derivative])
        if variable is not None:
            variable.attach_grad()
        with arrays.Switch(recording=variable is not None):
            y = self.called(function, given, **arguments)
        check_returned(y, arrays.ndarray, (len(x),))
        if variable is None:
            return y.values, None
        y.backward(train_mode=False)
        return y.values, variable.grad.values

    def explained(self, error, derivative, shape):
        return explained(error, derivative, shape)


class Signature:
    """The parameters of a function, read from its source; raises as inspect.Signature does."""

    def __init__(self, parameters):
        self.texts = parameters
        self.parameters = [text.split("=")[0].strip() for text in parameters]

    def __str__(self):
        return f"({', '.join(self.texts)})"

    def bind(self, *values, **named):
        for name in named:
            if name not in self.parameters[len(values) :]:
                raise TypeError(f"got an unexpected keyword argument '{name}'")
        for name, text in list(zip(self.parameters, self.texts))[len(values) :]:
            if name not in named and "=" not in text:
                raise TypeError(f"missing a required argument: '{name}'")
        if len(values) > len(self.parameters):
            raise TypeError("too many positional arguments")
