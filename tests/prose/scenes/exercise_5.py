"""What the letters of the formulas of exercises/exercise_5 mean."""

import math

from d2l_local.activations import CATALOGUE, SELU_ALPHA, SELU_SCALE

import numpy
import scipy.integrate
import scipy.optimize
import scipy.stats
from mxnet import np

from tests.prose.meanings import (
    POINTS,
    FromOne,
    Scene,
    gradients,
    random,
    slope,
)


def scenes():
    epsilon = 0.05
    x = random().normal(size=5)
    n, mean, variance = 5, x.mean(), x.var()
    s = math.sqrt(variance + epsilon)
    # The Jacobian, row by row, by autograd.
    jacobian = numpy.stack(
        [gradients(lambda x, i=i: normalise(x, epsilon)[i], x)[0] for i in range(n)]
    )
    of_variance = gradients(lambda x: ((x - x.mean()) ** 2).mean(), x)[0]
    of_s = gradients(lambda x: np.sqrt(((x - x.mean()) ** 2).mean() + epsilon), x)[0]
    batch = {
        "x_": FromOne(x), "n": n, "m": mean, "v": variance, "s": s, "epsilon": epsilon,
        "xhat_": FromOne((x - mean) / s), "delta_": FromOne(numpy.eye(n)), "last_i": n,
        "d_xhat_d_x_": FromOne(jacobian), "d_v_d_x_": FromOne(of_variance),
        "d_s_d_x_": FromOne(of_s), "d_m_d_x_": FromOne(gradients(lambda x: x.mean(), x)[0]),
        "d_": FromOne(x - mean),
    }  # fmt: skip
    batches = [batch | {"i": i, "j": j} for i, j in ((1, 1), (1, 2), (4, 2), (5, 5))]
    pair = []
    for first, second in ((1.3, -0.2), (0.1, 0.4)):
        hat = normalise(np.array([first, second], dtype="float64"), epsilon).asnumpy()
        in_first = gradients(lambda x: normalise(x, epsilon)[0], [first, second])[0][0]
        pair.append({"xhat_": FromOne(hat), "d": (first - second) / 2, "epsilon": epsilon,
                     "x_": FromOne([first, second]), "v": numpy.var([first, second]),
                     "alone": [float(in_first)]})  # fmt: skip
    # The last one is as far out as a number can be among five.
    bounds = [
        {"d_": FromOne(d), "n": n, "v": (d**2).mean(), "last_i": n,
         "s": math.sqrt((d**2).mean() + epsilon)}
        for d in (x - mean, numpy.roll(x - mean, 2), numpy.array([4.0, -1, -1, -1, -1]))
    ]  # fmt: skip
    bounds[-1]["tight"] = True
    company = []
    for t in (-2.0, 0.3, 4.0):
        hat = normalise(np.array([1.0] + [1.0 - t] * 4, dtype="float64"), epsilon).asnumpy()
        apart = numpy.array([0.8, -0.2, -0.2, -0.2, -0.2]) * t
        company.append({"xhat_": FromOne(hat), "t": t, "n": 5, "epsilon": epsilon, "y": hat[0],
                        "d_": FromOne(apart), "v": apart.var()})  # fmt: skip
    hat = normalise(np.array(x, dtype="float64"), 0.0).asnumpy()
    towards_first = numpy.eye(n)[0] - 1 / n  # the first unit vector, in the space that is left
    share = float(hat / math.sqrt(n) @ towards_first / numpy.linalg.norm(towards_first))
    unit = [{"xhat_": FromOne(hat), "n": n, "u_1": share}]
    fourth = []
    for n_ in (3, 5, 16):  # the square of a coordinate of a uniform unit vector is beta distributed
        k = n_ - 1
        moment = scipy.stats.beta(0.5, (k - 1) / 2).moment(2) if k > 1 else 1.0
        fourth.append({"n": n_, "E_xhat_1_4": n_**2 * (k / n_) ** 2 * moment})
    density = scipy.stats.norm.pdf
    normal = [{"t": t, "varphi": density, "varphi_prime_of": lambda t: slope(density, t)}
              for t in POINTS]  # fmt: skip
    means, r0, mu = random(2).normal(size=7), 0.4, 0.9
    r = r0
    for m in means:
        r = mu * r + (1 - mu) * m
    running = [{"m_": FromOne(means), "r_0": r0, "mu": mu, "t": 7, "r_t": r}]
    errors = random(4).normal(size=5)
    spread = math.sqrt(errors.var() + epsilon)
    one_class = [{"xhat_": FromOne((errors - errors.mean()) / spread), "e_": FromOne(errors),
                  "x_": FromOne(1.7 + errors), "c": 1.7, "m": (1.7 + errors).mean(),
                  "ebar": errors.mean(), "s": spread, "i": i} for i in (1, 3)]  # fmt: skip
    rows = random(6).normal(size=(3, 4))
    hat = (rows - rows.mean(1, keepdims=True)) / numpy.sqrt(rows.var(1, keepdims=True) + epsilon)
    by_rows = [{"X_": FromOne(rows), "Xhat_": FromOne(hat), "m_": FromOne(rows.mean(1)),
                "v_": FromOne(rows.var(1)), "epsilon": epsilon, "i": i, "j": j}
               for i, j in ((1, 2), (3, 4))]  # fmt: skip
    pair = Scene(pair, r"\hat{x}_2 = -\hat{x}_1")
    return [batches, pair, bounds, company, unit, fourth, normal, running,
            one_class, by_rows]  # fmt: skip


def normalise(x, epsilon):
    """Normalise a column with MXNet in float64, from means alone."""
    deviation = x - x.mean()
    return deviation / np.sqrt((deviation**2).mean() + epsilon)
