"""The peers, installed by pip into a virtual environment of their own; nothing is compiled."""
import json
import os
import shutil
import subprocess
from pathlib import Path

# Name in the table, package, module.
PEERS = (
    ("SciPy", "scipy", "scipy.sparse.csgraph"),
    ("OSRM", "osrm-bindings", "osrm"),
    ("Valhalla", "pyvalhalla", "valhalla"),
    ("HiGHS", "highspy", "highspy"),
    ("spopt", "spopt", "spopt.locate"),
)
# numpy for all; osmium writes the extracts that OSRM and Valhalla read.
HELPERS = (("numpy", "numpy"), ("osmium", "osmium"))
OLDEST = (3, 12)


def version_of(python):
    """(major, minor) of an interpreter that runs and can make environments; None of any other."""
    question = "import sys, venv, ensurepip; print(*sys.version_info[:2])"
    try:
        done = subprocess.run([python, "-c", question], capture_output=True, text=True, timeout=30)
        return tuple(map(int, done.stdout.split())) if done.returncode == 0 else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def interpreter():
    """An interpreter that the peers' wheels are made for. Commands of pyenv may be there and not run: each is
    tried, then the versions that pyenv keeps."""
    candidates = [shutil.which(name) for name in ("python3.12", "python3.13", "python3.14", "python3")]
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates += sorted(map(str, versions.glob("3.*/bin/python3")))
    for candidate in candidates:
        version = candidate and version_of(candidate)
        if version and version >= OLDEST:
            return candidate
    return None


class Environment:
    """What of the peers is there: `python`, `versions` by name, and `missing` by name with the reason."""

    def __init__(self, folder):
        self.python = folder / "bin" / "python"
        self.versions, self.missing = {}, {}
        everything = [package for _, package, _ in PEERS] + [package for package, _ in HELPERS]
        if version_of(self.python) is None:
            found = interpreter()
            if found is None:
                reason = "no Python ≥ %d.%d with venv was found (python3.12, python3.13, python3, pyenv)" % OLDEST
                self.missing = {name: reason for name, _, _ in PEERS}
                return
            print(f"Making {folder} with {found}", flush=True)
            shutil.rmtree(folder, ignore_errors=True)
            made = subprocess.run([found, "-m", "venv", folder], capture_output=True, text=True)
            if made.returncode != 0:
                reason = f"no virtual environment: {(made.stdout + made.stderr).strip()[-300:]}"
                self.missing = {name: reason for name, _, _ in PEERS}
                return
        reasons = {}
        for package in everything:
            if self.installed(package) is None:
                print(f"Installing {package} with pip", flush=True)
                reasons[package] = self.install(package)
        self.site_packages = Path(self.ask("import sysconfig; print(sysconfig.get_path('purelib'))") or folder)
        helpers = [package for package, module in HELPERS if self.ask(f"import {module}; print(1)") is None]
        for name, package, module in PEERS:
            if self.ask(f"import {module}; print(1)") is not None and "numpy" not in helpers:
                self.versions[name] = self.installed(package)
            else:
                self.missing[name] = reasons.get(package) or f"{package} is installed and cannot be imported"
        self.can_write_osm = not helpers

    def ask(self, program):
        done = subprocess.run([self.python, "-c", program], capture_output=True, text=True)
        return done.stdout.strip() if done.returncode == 0 else None

    def installed(self, package):
        return self.ask(f"from importlib.metadata import version; print(version({package!r}))")

    def install(self, package):
        """Why it could not be installed; None when it could."""
        command = [self.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                   "--only-binary=:all:", package]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode == 0:
            return None
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        return f"pip install {package} failed: {lines[-1] if lines else 'without a word'}"


if __name__ == "__main__":
    there = Environment(Path(__file__).resolve().parents[2] / ".build" / "bench-venv")
    print(json.dumps({"versions": there.versions, "missing": there.missing}, indent=1))
