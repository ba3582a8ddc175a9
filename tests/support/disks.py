"""Disks that are full or may only be read, for one process alone: mounted in a namespace of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_OWN_MOUNTS = ["unshare", *([] if os.geteuid() == 0 else ["--map-root-user"]), "--mount", "--"]


def on_full_disk(folder: Path, kilobytes: int) -> list[str]:
    """Starts a program with a disk of this size at `folder`/disk, which holds what lay there before."""
    (folder / "disk").mkdir(exist_ok=True)
    script = (
        'mkdir -p "$0/copy" && cp -a "$0/disk/." "$0/copy/" && mount -t tmpfs -o "size=$1k" none "$0/disk" && '
        'cp -a "$0/copy/." "$0/disk/" && shift && { "$@"; status=$?; cp -a "$0/disk/." "$0/copy/"; exit $status; }'
    )
    return [*_own_mounts(), "sh", "-c", script, str(folder), str(kilobytes)]


def read_only(folder: Path) -> list[str]:
    """Starts a program for which nothing in the folder may be written."""
    script = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd "$0" && exec "$@"'
    return [*_own_mounts(), "sh", "-c", script, str(folder)]


def small_files(most: int) -> list[str]:
    """Starts a program that may not make a file longer than this."""
    script = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2); "
    return [sys.executable, "-c", f"{script}os.execv(sys.argv[2], sys.argv[2:])", str(most)]


def _own_mounts() -> list[str]:
    try:
        subprocess.run([*_OWN_MOUNTS, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this system lets us mount nothing, not even for ourselves")
    return _OWN_MOUNTS
