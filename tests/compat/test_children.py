"""Children that are not forked import MXNet as their parent did: pools, and the DataLoader."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
WORK = """
def sum_of(values):
    import sys
    import mxnet
    return mxnet.nd.array(values).sum().asscalar().item(), "d2l_local" in sys.modules

def print_means(arrays):
    print([array.mean().item() for array in arrays])

def modules():
    import sys
    return "mxnet" in sys.modules or "d2l_local" in sys.modules
"""


def printed(code, folder, **more):
    """Return what a script prints; it stands in a folder beside the module ``work``."""
    (folder / "work.py").write_text(WORK)
    script = folder / "script.py"
    script.write_text(textwrap.dedent(code))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore", **more}
    run = subprocess.run(
        [sys.executable, script], env=environment, capture_output=True, text=True, timeout=180
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


@pytest.mark.parametrize("how", ["spawn", "forkserver"])
def test_a_child_of_a_pool_imports_mxnet_and_one_that_does_not_need_it_does_not(how, tmp_path):
    lines = printed(
        f"""
        import multiprocessing, work
        from concurrent.futures import ProcessPoolExecutor

        if __name__ == "__main__":
            import d2l_local
            with ProcessPoolExecutor(1, multiprocessing.get_context({how!r})) as pool:
                print(pool.submit(work.modules).result())
                print(pool.submit(work.sum_of, [1, 2]).result())
        """,
        tmp_path,
    )
    assert lines == ["False", "(3.0, True)"]


@pytest.mark.parametrize("how", ["spawn", "forkserver"])
def test_a_process_gets_the_arrays_that_it_is_sent(how, tmp_path):
    lines = printed(
        f"""
        import multiprocessing, work

        if __name__ == "__main__":
            import d2l_local
            from mxnet import np
            arrays = [np.full((1000,), number) for number in range(12)]
            processes = multiprocessing.get_context({how!r})
            process = processes.Process(target=work.print_means, args=(arrays,))
            process.start()
            process.join()
            print(process.exitcode)
        """,
        tmp_path,
    )
    assert lines == [str([float(number) for number in range(12)]), "0"]


def test_a_data_loader_has_workers_from_a_fork_server(tmp_path):
    lines = printed(
        """
        import multiprocessing

        if __name__ == "__main__":
            import d2l_local
            from mxnet import gluon, nd
            multiprocessing.set_start_method("forkserver")
            data = gluon.data.ArrayDataset(nd.arange(8).reshape((8, 1)), nd.arange(8))
            for x, y in gluon.data.DataLoader(data, 4, num_workers=1):
                print(x.shape, y.asnumpy().tolist())
        """,
        tmp_path,
    )
    assert lines == ["(4, 1) [0.0, 1.0, 2.0, 3.0]", "(4, 1) [4.0, 5.0, 6.0, 7.0]"]
