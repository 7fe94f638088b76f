"""What stands around a measurement: a push service with a certificate, and programs that run side by side."""

import datetime
import http.client
import ssl
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from deploy.place import ROOT

HOST = "localhost"


def certificate(folder: Path) -> Path:
    """For `localhost`, with its key, in one file; for a day."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)]),
    )
    now = datetime.datetime.now(datetime.UTC)
    built = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    file = folder / "push.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.touch(mode=0o600)
    file.write_bytes(secret + built.public_bytes(Encoding.PEM))
    return file


class PushService:
    def __init__(self, port: int, file: Path) -> None:
        self.port, self._context = port, ssl.create_default_context(cafile=str(file))
        self.address = f"https://{HOST}:{port}/push/"

    def count(self) -> int:
        """How many it has taken."""
        line = http.client.HTTPSConnection(HOST, self.port, context=self._context, timeout=10)
        line.request("GET", "/")
        return int(line.getresponse().read())


@contextmanager
def push_service(file: Path) -> Iterator[PushService]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.receiver", file], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            yield PushService(int(process.stdout.readline()), file)
        finally:
            process.terminate()


def side_by_side(processes: int, *argv: str, env: Mapping[str, str]) -> float:
    """The same program so many times at once; the sum of what each prints."""
    command = [sys.executable, "-m", *argv]
    running = [
        subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
        for _ in range(processes)
    ]
    return sum(float(process.communicate()[0]) for process in running)
