"""Opening a check-in, sending, taking back, putting aside; and the reveal, which happens by itself."""

from backend.checkins.services.answering import SUBJECT as SUBJECT
from backend.checkins.services.answering import AlreadyRevealed as AlreadyRevealed
from backend.checkins.services.answering import AlreadySent as AlreadySent
from backend.checkins.services.answering import CheckInClosed as CheckInClosed
from backend.checkins.services.answering import Given as Given
from backend.checkins.services.answering import NotSent as NotSent
from backend.checkins.services.answering import pick_up as pick_up
from backend.checkins.services.answering import put_aside as put_aside
from backend.checkins.services.answering import send_answers as send_answers
from backend.checkins.services.answering import take_back as take_back
from backend.checkins.services.coming_round import BATCH as BATCH
from backend.checkins.services.coming_round import come_round as come_round
from backend.checkins.services.opening import AlreadyOpen as AlreadyOpen
from backend.checkins.services.opening import start_check_in as start_check_in
