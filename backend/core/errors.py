"""Refusals of the domain, told to a client as problem+json."""

from collections.abc import Mapping


class DomainError(Exception):
    """A service says no. Subclasses name the reason; `detail` tells a person what to do."""

    code = "refused"
    status = 409
    detail = "That is not possible right now."

    def __init__(self, **extras: str) -> None:
        super().__init__(self.code)
        self.extras: Mapping[str, str] = extras


class InvalidWords(DomainError):
    """Input that has the right shape and a wrong value; `field` is its path, in a file on `line`."""

    code = "invalid"
    status = 400

    def __init__(self, field: str, detail: str, code: str = "invalid", line: int | None = None) -> None:
        super().__init__()
        self.field, self.reason, self.reason_code, self.line = field, detail, code, line


class RateLimited(DomainError):
    """Too often; `wait` is the time in seconds after which it is worth another try."""

    code, status = "rate_limited", 429
    detail = "That was a lot of tries. Please wait a little."

    def __init__(self, wait: int) -> None:
        super().__init__()
        self.wait = wait
