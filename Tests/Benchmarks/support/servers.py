"""Starting servers in a folder of their own, and ending them."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time


class Servers:
    """A temporary folder, and the processes that run in it. All end, and it is removed, with the context."""

    def __init__(self, inside=pathlib.Path("/tmp")):
        # In /tmp whatever TMPDIR says, because the paths of unix sockets end at 107 bytes.
        self._inside = inside

    def __enter__(self):
        self._stack = contextlib.ExitStack()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="vmail-bench.", dir=self._inside))
        self._stack.callback(shutil.rmtree, self.folder)
        self.folder.chmod(0o755)
        return self

    def __exit__(self, *exception):
        self._stack.close()

    def at_end(self, callback):
        """Calls `callback` before what was started earlier ends."""
        self._stack.callback(callback)

    def start(self, name, command, is_ready):
        """Starts a server, whose output goes to <name>.log, and waits until `is_ready`."""
        log = self.folder / f"{name}.log"
        with open(log, "ab") as output:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        self._stack.callback(_stop, process)
        deadline = time.monotonic() + 60
        while not is_ready():
            if process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"{name} did not start:\n{log.read_text()}")
            time.sleep(0.05)
        return process


def _stop(process):
    process.terminate()
    process.wait()


def cpu_seconds(process):
    """The CPU time of a process and of those that it started, so far."""
    total = 0
    for task in pathlib.Path(f"/proc/{process}/task").iterdir():
        total += int((task / "schedstat").read_text().split()[0]) / 1e9
        total += sum(cpu_seconds(child) for child in (task / "children").read_text().split())
    return total


def peak_memory(process):
    """The most that a process had resident so far, in MiB: VmHWM of proc(5)."""
    return _status(process.pid)["VmHWM"]


def memory(process):
    """What a process has resident, in words."""
    status = _status(process.pid)
    own, files = status["RssAnon"], status["RssFile"]
    return f"resident: {own:.1f} MiB of its own, {files:.1f} MiB of files, the database among them"


def _status(process_id):
    with open(f"/proc/{process_id}/status") as file:
        fields = (line.split() for line in file)
        return {words[0].rstrip(":"): int(words[1]) / 1024 for words in fields if words[-1] == "kB"}


def copy_for_dovecot(database, folder):
    """A copy that Dovecot's user can read, wherever this repository is."""
    copy = folder / "mail.sqlite"
    shutil.copyfile(database, copy)
    os.chmod(copy, 0o644)
    return copy
