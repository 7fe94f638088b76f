"""Making .venv with exactly what requirements-dev.txt names; needs nothing but Python's standard library."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKED = ROOT / "requirements-dev.txt"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def main() -> int:
    print("Installing what Toward needs into .venv …", flush=True)
    if not _works(PYTHON) and _run(sys.executable, "-m", "venv", "--clear", str(VENV)):
        return _say("Python could not make .venv: on Debian and Ubuntu, install python3-venv and try again.")
    if _with_uv() and _with_pip():
        return _say("The packages could not be installed: is this machine online?")
    (VENV / ".installed").touch()
    return 0


def _with_uv() -> int:
    """Seconds instead of a minute, and it removes what is no longer named."""
    if not _works(VENV / "bin" / "uv"):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as only_uv:
            only_uv.write(_locked("uv"))
            only_uv.flush()
            if _run(*_pip(), only_uv.name):
                return 1
    index = os.environ.get("PIP_INDEX_URL")
    env = {**({"UV_DEFAULT_INDEX": index} if index else {}), **os.environ}
    sync = [
        "pip",
        "sync",
        "--quiet",
        "--compile-bytecode",
        "--require-hashes",
        "--python",
        str(PYTHON),
        str(LOCKED),
    ]
    return _run(str(VENV / "bin" / "uv"), *sync, env=env)


def _with_pip() -> int:
    """Slower, but it knows every setting that pip has been given on this machine."""
    print("… trying again with pip", flush=True)
    return _run(*_pip(), str(LOCKED))


def _pip() -> list[str]:
    return [str(PYTHON), "-m", "pip", "install", "-qq", "--no-deps", "--require-hashes", "--requirement"]


def _locked(name: str) -> str:
    """The lines of one package, hashes included."""
    start = LOCKED.read_text().split(f"\n{name}==", 1)[1]
    lines = start.splitlines()
    end = next(number for number, line in enumerate(lines) if not line.endswith("\\"))
    return f"{name}==" + "\n".join(lines[: end + 1]) + "\n"


def _works(program: Path) -> bool:
    return (
        program.exists()
        and not subprocess.run([program, "--version"], check=False, capture_output=True).returncode
    )


def _run(*argv: str, env: dict[str, str] | None = None) -> int:
    return subprocess.run(argv, check=False, env=env).returncode


def _say(sentence: str) -> int:
    print(f"\n{sentence}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
