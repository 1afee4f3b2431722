#!/usr/bin/env python3
"""Runs a batch on a real Slurm of this machine alone, and compares what its shards give with a single run.

    python3 Tests/ClusterTests/slurm.py --program .build/debug/maillage --plan PLAN.yaml --folder WORK

Starts munged, a controller and two node daemons on loopback, as root, without cgroups and without accounting; submits
Scenarios/cluster/batch.slurm as a job array and merge.slurm behind it; ends with 0 where the tables of the merged
folder are those of one run, byte for byte. Ends with 77 where Slurm is missing or this is not root.
"""
import argparse
import filecmp
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "sinfo", "scontrol")
SKIPPED = 77

CONFIGURATION = """
ClusterName=loopback
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge/socket
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool-%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd-%n.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/linear
ReturnToService=2
SlurmctldTimeout=30
SlurmdTimeout=60
SchedulerParameters=sched_interval=1
NodeName=node1 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[1]} CPUs=1 State=UNKNOWN
NodeName=node2 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[2]} CPUs=1 State=UNKNOWN
PartitionName=main Nodes=node1,node2 Default=YES MaxTime=INFINITE State=UP
"""


class Cluster:
    """Daemons in the foreground, so that each is ended by its own process."""

    def __init__(self, folder):
        self.folder = folder
        self.daemons = []
        self.environment = dict(os.environ, SLURM_CONF=str(folder / "slurm.conf"))

    def start(self):
        for name in ("munge", "state", "spool-node1", "spool-node2"):
            (self.folder / name).mkdir(mode=0o755)
        key = self.folder / "munge" / "key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o400)
        host = socket.gethostname().split(".")[0]
        (self.folder / "slurm.conf").write_text(CONFIGURATION.format(
            host=host, folder=self.folder, ports=[free_port() for _ in range(3)]))
        munge = self.folder / "munge"
        self.run("munged", "--foreground", "--force", f"--key-file={key}", f"--socket={munge}/socket",
                 f"--pid-file={munge}/pid", f"--log-file={munge}/log", f"--seed-file={munge}/seed", "--num-threads=2")
        wait_for(lambda: (munge / "socket").exists(), 20, "munged has no socket")
        self.run("slurmctld", "-D", "-i")
        for node in ("node1", "node2"):
            self.run("slurmd", "-D", "-N", node)
        wait_for(lambda: self.ask("sinfo", "-h", "-o", "%T %D").split() == ["idle", "2"], 60, "the nodes are not idle")

    def run(self, *command):
        log = open(self.folder / f"{Path(command[0]).name}-{len(self.daemons)}.out", "wb")
        self.daemons.append(subprocess.Popen(command, env=self.environment, stdout=log, stderr=log))

    def ask(self, *command):
        return subprocess.run(command, env=self.environment, capture_output=True, text=True).stdout.strip()

    def submit(self, *arguments):
        done = subprocess.run(["sbatch", "--parsable", *arguments], env=self.environment, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"sbatch: {done.stderr}")
        return done.stdout.strip().split(";")[0]

    def state(self, job):
        return self.ask("squeue", "-h", "-t", "all", "-j", job, "-o", "%T").split()

    def stop(self):
        for daemon in reversed(self.daemons):
            daemon.terminate()
        for daemon in self.daemons:
            try:
                daemon.wait(20)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(is_so, seconds, otherwise):
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise RuntimeError(otherwise)
        time.sleep(0.2)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--plan", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True, help="is filled with what the test writes")
    parser.add_argument("--shards", type=int, default=4)
    chosen = parser.parse_args()
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing or os.geteuid() != 0:
        print("skipped: " + (f"Slurm is not here ({', '.join(missing)})" if missing else "this needs root"))
        return SKIPPED
    folder = chosen.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    program, plan = chosen.program.resolve(), chosen.plan.resolve()
    # Sockets have short names.
    cluster = Cluster(Path(subprocess.run(["mktemp", "-d", "/tmp/slurm-XXXXXX"], capture_output=True, text=True)
                           .stdout.strip()))
    cluster.folder.chmod(0o755)
    cluster.environment["MAILLAGE"] = str(program)
    try:
        cluster.start()
        scripts = ROOT / "Scenarios" / "cluster"
        log = str(folder / "job-%A-%a.log")
        array = cluster.submit(f"--array=1-{chosen.shards}", f"--chdir={folder}", f"--output={log}",
                               str(scripts / "batch.slurm"), str(plan), str(folder / "whole"))
        merge = cluster.submit(f"--dependency=afterany:{array}", f"--chdir={folder}",
                               f"--output={folder / 'merge.log'}", str(scripts / "merge.slurm"), str(folder / "whole"),
                               str(chosen.shards))
        ended = {"COMPLETED", "FAILED", "CANCELLED", "TIMEOUT", "NODE_FAIL", "BOOT_FAIL"}
        wait_for(lambda: all(state in ended for state in cluster.state(array)) and cluster.state(array), 600,
                 "the shards do not end")
        print("shards:", *cluster.state(array))
        wait_for(lambda: (folder / "whole" / "report.html").exists() or cluster.state(merge) in (["FAILED"], ["CANCELLED"]),
                 120, "the shares are not joined")
        wait_for(lambda: all(state in ended for state in cluster.state(merge)), 60, "the joining does not end")
        print("merge:", *cluster.state(merge))
    except RuntimeError as error:
        print(error)
        for log in sorted(cluster.folder.glob("*.log")) + sorted(cluster.folder.glob("*.out")) + sorted(
                folder.glob("*.log")):
            print(f"--- {log.name}", *log.read_text(errors="replace").splitlines()[-15:], sep="\n")
        return 1
    finally:
        cluster.stop()
        shutil.rmtree(cluster.folder, ignore_errors=True)
    subprocess.run([program, "batch", plan, "--output", folder / "single", "--quiet"], check=True)
    tables = ["runs.csv", "summary.json", "report.html"] + (["communes.csv"] if (folder / "single" / "communes.csv").exists() else [])
    for name in tables:
        if not filecmp.cmp(folder / "single" / name, folder / "whole" / name, shallow=False):
            print(f"{name} is not the same")
            return 1
    print(f"{chosen.shards} shards on two nodes: {', '.join(tables)} are those of a single run")
    return 0


if __name__ == "__main__":
    sys.exit(main())
