from backend.schedules.models.occurrence import Occurrence as Occurrence
from backend.schedules.models.rest import Rest as Rest
from backend.schedules.models.schedule import LONGEST_SLUG as LONGEST_SLUG
from backend.schedules.models.schedule import Purpose as Purpose
from backend.schedules.models.schedule import Schedule as Schedule
from backend.schedules.models.wish import Wish as Wish
from backend.schedules.models.zone_data import ZoneData as ZoneData
