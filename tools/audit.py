"""Look up the known vulnerabilities of every package that requirements.txt pins.

    python -m tools.audit

Runs pip-audit, pinned, in an environment of its own. A finding fails unless audit.txt explains it;
so does an explanation that no finding needs any more. Where the data cannot be reached, nothing was
audited, and it says so rather than that nothing was found.
"""

import json
import subprocess
import sys
from pathlib import Path

from tools.pages import ROOT

PIP_AUDIT = "pip-audit==2.10.1"
EXPLAINED = ROOT / "audit.txt"
UV = Path(sys.executable).with_name("uv")


def explanations(text):
    """Return the reasons in audit.txt by identifier."""
    lines = (line.split(maxsplit=1) for line in text.splitlines() if line.strip())
    return {line[0]: line[1] for line in lines if len(line) == 2 and line[0] != "#"}


def judge(packages, explained):
    """Return what to say, and whether all is well, of pip-audit's findings."""
    said, needed = [], set()
    looked_up = [one for one in packages if "skip_reason" not in one]
    if not looked_up:
        return [
            "The data on vulnerabilities cannot be reached from here: nothing was audited."
        ], False
    said += [f"Not looked up: {one['name']}" for one in packages if one not in looked_up]
    well = not said
    for one in looked_up:
        for fault in one["vulns"]:
            names = {fault["id"], *fault["aliases"]}
            what = f"{one['name']} {one['version']}: {fault['id']}"
            if names & explained.keys():
                needed |= names & explained.keys()
                said.append(f"{what}, let pass: {explained[(names & explained.keys()).pop()]}")
            else:
                mended = ", ".join(fault["fix_versions"]) or "no release"
                said.append(f"{what}, mended in {mended}. {fault['description'][:200]}")
                well = False
    for name in explained.keys() - needed:
        said.append(f"audit.txt explains {name}, which is found no more")
        well = False
    said.append(f"{len(looked_up)} of {len(packages)} packages looked up")
    return said, well


def main():
    run = subprocess.run(
        [UV, "tool", "run", "--quiet", "--from", PIP_AUDIT, "pip-audit", "--require-hashes",
         "--disable-pip", "--requirement", ROOT / "requirements.txt",
         "--progress-spinner", "off", "--format", "json"],
        capture_output=True, text=True,
    )  # fmt: skip
    try:
        packages = json.loads(run.stdout)["dependencies"]
    except ValueError:
        sys.exit(f"pip-audit failed: {run.stderr.strip()[-500:]}")
    said, well = judge(packages, explanations(EXPLAINED.read_text("utf-8")))
    print("\n".join(said))
    sys.exit(not well)


if __name__ == "__main__":
    main()
