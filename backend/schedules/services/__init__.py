"""Agreeing on a rhythm, resting, wishing to be reminded, and what wakes when its time has come."""

from backend.schedules.services.agreeing import MOST_PER_SPACE as MOST_PER_SPACE
from backend.schedules.services.agreeing import ScheduleExists as ScheduleExists
from backend.schedules.services.agreeing import TooManySchedules as TooManySchedules
from backend.schedules.services.agreeing import change_schedule as change_schedule
from backend.schedules.services.agreeing import create_schedule as create_schedule
from backend.schedules.services.agreeing import delete_schedule as delete_schedule
from backend.schedules.services.ahead import behind as behind
from backend.schedules.services.ahead import coming_up as coming_up
from backend.schedules.services.ahead import upcoming as upcoming
from backend.schedules.services.planning import Seat as Seat
from backend.schedules.services.resting import LONGEST_REST as LONGEST_REST
from backend.schedules.services.resting import MOST_RESTS as MOST_RESTS
from backend.schedules.services.resting import TooManyRests as TooManyRests
from backend.schedules.services.resting import add_rest as add_rest
from backend.schedules.services.resting import remove_rest as remove_rest
from backend.schedules.services.waking import Woken as Woken
from backend.schedules.services.waking import wake_due as wake_due
from backend.schedules.services.wishing import change_wish as change_wish
from backend.schedules.services.wishing import wish_of as wish_of
from backend.schedules.services.zone_changes import look_through_zones as look_through_zones
