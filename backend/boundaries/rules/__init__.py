"""What is agreed, what is open, and what counts as words for it."""

from backend.boundaries.rules.consent import DEFAULT_REVIEW as DEFAULT_REVIEW
from backend.boundaries.rules.consent import Fate as Fate
from backend.boundaries.rules.consent import History as History
from backend.boundaries.rules.consent import Kind as Kind
from backend.boundaries.rules.consent import Proposal as Proposal
from backend.boundaries.rules.consent import Standing as Standing
from backend.boundaries.rules.consent import State as State
from backend.boundaries.rules.wording import LONGEST_TEXT as LONGEST_TEXT
from backend.boundaries.rules.wording import LONGEST_TITLE as LONGEST_TITLE
from backend.boundaries.rules.wording import PARTS as PARTS
from backend.boundaries.rules.wording import Words as Words
from backend.boundaries.rules.wording import gist as gist
from backend.boundaries.rules.wording import is_sayable as is_sayable
from backend.boundaries.rules.wording import read as read
from backend.boundaries.rules.wording import written as written
