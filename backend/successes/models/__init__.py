from backend.successes.models.appreciation import Appreciation as Appreciation
from backend.successes.models.picture import Picture as Picture
from backend.successes.models.said import Confirmation as Confirmation
from backend.successes.models.said import Kind as Kind
from backend.successes.models.said import Reaction as Reaction
from backend.successes.models.success import Milestone as Milestone
from backend.successes.models.success import Sharing as Sharing
from backend.successes.models.success import Success as Success
