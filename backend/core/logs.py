"""What the log does not say: an address that is a key."""

import logging
import re

KEYS = re.compile(r"(/(?:calendar|taps)/)[^/?\s]+")


class WithoutKeys(logging.Filter):
    """The framework logs the address of every request that it refuses; here without what opens something."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = KEYS.sub(r"\1…", record.getMessage()), ()
        return True
