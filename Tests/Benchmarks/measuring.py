"""Runs programs on one core and takes their time and memory, as the system accounts for them."""
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class Failure(Exception):
    """A program that ended with an error; its words."""


class TooSlow(Exception):
    """A program that was ended because it took longer than its limit."""


def pinned(command):
    """The command on one core, where the system can say so."""
    command = [str(word) for word in command]
    if hasattr(os, "sched_getaffinity") and shutil.which("taskset"):
        # The last: the first core serves the system's interrupts more often.
        return ["taskset", "-c", str(max(os.sched_getaffinity(0)))] + command
    return command


@dataclass
class Run:
    seconds: float
    megabytes: float
    output: str


def run(command, one_core=True, limit_seconds=None, folder=None):
    """One run of a program from start to end: wall seconds and peak memory of its process. The system counts the
    memory of this script too, as of the moment it starts the program: it is kept small."""
    command = pinned(command) if one_core else [str(word) for word in command]
    environment = {**os.environ, **ONE_THREAD} if one_core else dict(os.environ)
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=folder)
    late = threading.Event()

    def end():
        late.set()
        process.kill()

    timer = threading.Timer(limit_seconds, end) if limit_seconds else None
    if timer:
        timer.start()
    errors = []
    reader = threading.Thread(target=lambda: errors.append(process.stderr.read()))
    reader.start()
    output = process.stdout.read()
    reader.join()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    seconds = time.perf_counter() - started
    if timer:
        timer.cancel()
    if late.is_set():
        raise TooSlow(f"more than {limit_seconds} s")
    if status != 0:
        raise Failure(f"{' '.join(command)}\n{errors[0][-2000:]}{output[-2000:]}")
    return Run(seconds, usage.ru_maxrss / 1024, output)


class Peer:
    """A library that stays loaded in a process of its own and answers one request a line, on one core."""

    def __init__(self, python, script, *arguments):
        self.name = Path(script).stem
        self.process = subprocess.Popen(
            pinned([python, script, *arguments]), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, **ONE_THREAD})

    def ask(self, **request):
        try:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass
        # A library may print into the answers; they begin with a brace.
        for line in self.process.stdout:
            if line.startswith("{"):
                answer = json.loads(line)
                if "failure" in answer:
                    raise Failure(f"{self.name}: {answer['failure']}")
                return answer
        raise Failure(f"{self.name} ended (status {self.process.wait()})")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def alternating(runs, *measurements):
    """Calls each in turn, `runs` times round, after a round that warms up: the answers of each."""
    for measurement in measurements:
        measurement()
    rounds = [[measurement() for measurement in measurements] for _ in range(runs)]
    return [list(answers) for answers in zip(*rounds)]


def median(answers, key):
    return statistics.median(answer[key] for answer in answers)


def first_line_of(command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return next((line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()), None)


def machine():
    """Facts that a figure means nothing without."""
    model, memory = platform.processor() or platform.machine(), None
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
        kilobytes = int(Path("/proc/meminfo").read_text().split("MemTotal:")[1].split()[0])
        memory = f"{kilobytes / 1024 / 1024:.1f} GB"
    except (OSError, IndexError, ValueError):
        pass
    system = platform.platform()
    try:
        names = dict(
            line.rstrip().split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line)
        system = f"{names['PRETTY_NAME'].strip(chr(34))}, {platform.system()} {platform.release()}"
    except (OSError, KeyError):
        pass
    facts = {
        "date": time.strftime("%Y-%m-%d %H:%M %Z"), "processor": model, "cores": os.cpu_count(), "memory": memory,
        "system": system, "Swift": first_line_of(["swift", "--version"]), "Python": sys.version.split()[0],
    }
    if hasattr(os, "getloadavg"):
        facts["load average at the start"] = f"{os.getloadavg()[0]:.2f}"
    return {key: value for key, value in facts.items() if value is not None}
