"""Separate processes that read untrusted files within limits of time and memory.

A file can be crafted to crash its reader, to exhaust the memory or never to end. Such a process may
fail: it serves no requests, and contains no secrets. Its module imports neither Django nor the
settings, calls ``limit_this_process`` first, and the kernel ends it at its limits.
"""

import resource
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parent.parent
# Exit statuses of a process that exceeds its limits of time or memory, which the kernel, a library
# in C or ``run_limited`` ends.
LIMIT_EXCEEDED = {-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGABRT}


def run_limited(
    module: str, *arguments: int, file: BinaryIO, output: BinaryIO, seconds: int
) -> int:
    """Run a module without our environment, which contains secrets, and return its exit status.

    ``file`` and ``output`` are files of the operating system. The process gets ``seconds`` as its
    last argument, to limit its CPU time; here the same number limits the elapsed time.
    """
    command = [sys.executable, "-m", module, *map(str, arguments), str(seconds)]
    try:
        ended = subprocess.run(
            command, stdin=file, stdout=output, env={}, cwd=ROOT, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return -signal.SIGKILL
    return ended.returncode


def limit_this_process(seconds: int, memory: int, output_size: int) -> None:
    """Limit CPU time, address space in bytes, and the size in bytes of what is written."""
    limits = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_FSIZE: output_size,
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in limits.items():
        # Raised if a lower limit is set already, or if the system has no such limit.
        with suppress(ValueError):
            resource.setrlimit(limit, (value, value))
