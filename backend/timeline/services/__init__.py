"""The one line of what happened: adding to it, reading it, telling it; and who wants pictures of it."""

from backend.timeline.services.pictures import PicturesOff as PicturesOff
from backend.timeline.services.pictures import both_want_pictures as both_want_pictures
from backend.timeline.services.pictures import require_pictures as require_pictures
from backend.timeline.services.pictures import want_no_pictures as want_no_pictures
from backend.timeline.services.pictures import want_pictures as want_pictures
from backend.timeline.services.pictures import wants_pictures as wants_pictures
from backend.timeline.services.reading import Month as Month
from backend.timeline.services.reading import Page as Page
from backend.timeline.services.reading import months as months
from backend.timeline.services.reading import read_page as read_page
from backend.timeline.services.recording import record as record
from backend.timeline.services.recording import unrecord as unrecord
from backend.timeline.services.telling import Told as Told
from backend.timeline.services.telling import tell as tell
