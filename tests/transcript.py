"""Print what the self-checks say to wrong and right answers, part by part.

python -m tests.transcript [PART ...]
"""

import sys

from d2l_local.check import PARTS, check

from mxnet import npx

from tests.test_check import CASES, as_arguments


def main(names):
    npx.set_np()
    for name in names or sorted(PARTS):
        cases = CASES[name]
        answers = [
            ("not answered", None),
            ("wrong", cases.wrong[0][0]),
            ("another wrong", cases.wrong[-1][0]),
            ("right", cases.right[0]),
        ]
        for kind, answer in answers:
            print(f"--- {name}, {kind}\n{check(name, *as_arguments(answer))}")


if __name__ == "__main__":
    main(sys.argv[1:])
