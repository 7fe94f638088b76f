"""Where a success stands, when thanks are not asked for, and what a picture may be."""

from backend.successes.rules.standing import EARLIEST as EARLIEST
from backend.successes.rules.standing import Told as Told
from backend.successes.rules.standing import holds_back as holds_back
from backend.successes.rules.standing import is_a_day as is_a_day
from backend.successes.rules.standing import stands_at as stands_at
from backend.successes.rules.standing import told as told
