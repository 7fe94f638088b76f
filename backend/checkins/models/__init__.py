"""Templates as versioned data; a check-in, its sheets and the one reveal; and talking it through after."""

from backend.checkins.models.answer import Answer as Answer
from backend.checkins.models.check_in import CheckIn as CheckIn
from backend.checkins.models.comment import Comment as Comment
from backend.checkins.models.echo import Echo as Echo
from backend.checkins.models.parking import Parking as Parking
from backend.checkins.models.question import Question as Question
from backend.checkins.models.reaction import Kindness as Kindness
from backend.checkins.models.reaction import Reaction as Reaction
from backend.checkins.models.reveal import Reveal as Reveal
from backend.checkins.models.settling import Settling as Settling
from backend.checkins.models.sheet import Reason as Reason
from backend.checkins.models.sheet import Sheet as Sheet
from backend.checkins.models.template import Template as Template
from backend.checkins.models.topic import LONGEST_PART as LONGEST_PART
from backend.checkins.models.topic import Topic as Topic
from backend.checkins.models.turn import Turn as Turn
from backend.checkins.models.wording import Worded as Worded
