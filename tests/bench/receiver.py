"""Push services as fast as they can be written: they take a post over TLS, count it, and answer 201.

`python -m tests.bench.receiver CERTIFICATE` says its port; GET anything tells how many it has taken.
"""

import asyncio
import ssl
import sys

TAKEN = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"
END, LENGTH = b"\r\n\r\n", b"content-length:"


class Receiver(asyncio.Protocol):
    count = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.buffer = transport, b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (head := self.buffer.find(END)) >= 0:
            end = head + len(END) + _length(self.buffer[:head].lower())
            if len(self.buffer) < end:
                return
            self._answer(self.buffer[:4])
            self.buffer = self.buffer[end:]

    def _answer(self, method: bytes) -> None:
        if method == b"POST":
            Receiver.count += 1
            self.transport.write(TAKEN)
            return
        count = str(Receiver.count).encode()
        self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(count), count))


def _length(head: bytes) -> int:
    at = head.find(LENGTH)
    return int(head[at + len(LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0


async def main(certificate: str) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Receiver, "127.0.0.1", 0, ssl=context, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
