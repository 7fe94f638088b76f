"""Templates as versioned data; a check-in, each person's sheet of it, and the one reveal."""

from backend.checkins.models.answer import Answer as Answer
from backend.checkins.models.check_in import CheckIn as CheckIn
from backend.checkins.models.question import Question as Question
from backend.checkins.models.reveal import Reveal as Reveal
from backend.checkins.models.sheet import Reason as Reason
from backend.checkins.models.sheet import Sheet as Sheet
from backend.checkins.models.template import Template as Template
from backend.checkins.models.wording import Worded as Worded
