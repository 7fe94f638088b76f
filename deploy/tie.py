"""Become another program that ends when our parent ends: `python tie.py SIGNAL PARENT USER GROUP PROGRAM …`.

A small program of its own, because a process with threads must not run Python between fork and exec.
"""

import ctypes
import os
import sys

_SET_PARENT_DEATH_SIGNAL = 1


def main() -> None:
    farewell, parent, user, group = (int(number) for number in sys.argv[1:5])
    if user:
        os.setgroups([])
        os.setgid(group)
        os.setuid(user)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, farewell, 0, 0, 0)
    if os.getppid() == parent:
        os.execv(sys.argv[5], sys.argv[5:])  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main()
