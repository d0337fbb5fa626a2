"""Write tests/mxnet_reference.json: what MXNet computed on the NumPy of its time.

    make reference

Makes an environment of Python 3.10 and NumPy 1.23.5 under .pythons/, runs tests/mxnet_uses in it
with a plain `import mxnet`, without d2l_local, and stores what each use returns. To be run again
only when a use is added or changed; the numbers are MXNet's, never this book's.
"""

import json
import os
import subprocess
import sys

from tools.pages import ROOT
from tools.pythons import HERE, OLDEST_NUMPY, interpreter, make_environment

REFERENCE = ROOT / "tests" / "mxnet_reference.json"


def shortened(value):
    """Return a value with its numbers at seven significant digits: all that float32 has."""
    if isinstance(value, dict):
        return {key: shortened(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shortened(one) for one in value]
    return float(f"{value:.7g}") if isinstance(value, float) else value


def main():
    found = interpreter("3.10") or sys.exit("The reference needs a Python 3.10, and none is here.")
    python = make_environment(HERE / "reference", found, ROOT / "requirements.txt", OLDEST_NUMPY)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    run = subprocess.run(
        [python, "-W", "ignore", "-m", "tests.mxnet_uses"],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    if run.returncode:
        sys.exit("The uses of MXNet failed on NumPy 1.23.5: the reason stands above.")
    # What notebooks print on the way comes before the one line of JSON.
    uses = json.loads(run.stdout.strip().splitlines()[-1])
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(shortened(uses[key]))}" for key in uses)
    REFERENCE.write_text("{\n" + lines + "\n}\n", "utf-8")
    print(f"{REFERENCE.name}: {len(uses)} uses, {REFERENCE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
