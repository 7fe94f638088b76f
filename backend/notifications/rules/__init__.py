"""When a message may go out, how often to try, whom to call, what it says, and what may be tapped."""

from backend.notifications.rules.addresses import is_push_service as is_push_service
from backend.notifications.rules.attention import HALVED_FROM as HALVED_FROM
from backend.notifications.rules.attention import Verdict as Verdict
from backend.notifications.rules.attention import is_halved as is_halved
from backend.notifications.rules.attention import verdict as verdict
from backend.notifications.rules.moment import AGAIN_AFTER as AGAIN_AFTER
from backend.notifications.rules.moment import NO_QUIET_HOURS as NO_QUIET_HOURS
from backend.notifications.rules.moment import SNOOZED_FOR as SNOOZED_FOR
from backend.notifications.rules.moment import QuietHours as QuietHours
from backend.notifications.rules.moment import Standing as Standing
from backend.notifications.rules.moment import earliest_again as earliest_again
from backend.notifications.rules.moment import once_more_at as once_more_at
from backend.notifications.rules.moment import outside_quiet as outside_quiet
from backend.notifications.rules.moment import when_to_send as when_to_send
from backend.notifications.rules.taps import Action as Action
from backend.notifications.rules.taps import read_tap as read_tap
from backend.notifications.rules.taps import write_tap as write_tap
from backend.notifications.rules.trying import FIRST_PAUSE as FIRST_PAUSE
from backend.notifications.rules.trying import Brake as Brake
from backend.notifications.rules.trying import asked_pause as asked_pause
from backend.notifications.rules.trying import gives_up as gives_up
from backend.notifications.rules.trying import pause as pause
from backend.notifications.rules.wording import TITLES as TITLES
from backend.notifications.rules.wording import Words as Words
from backend.notifications.rules.wording import words as words
