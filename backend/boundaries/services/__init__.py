"""Proposing, answering, ending; looking again; and what is one's own."""

from backend.boundaries.services.answering import NotOpenAnymore as NotOpenAnymore
from backend.boundaries.services.answering import OwnWords as OwnWords
from backend.boundaries.services.answering import agree as agree
from backend.boundaries.services.answering import decline as decline
from backend.boundaries.services.answering import withdraw_proposal as withdraw_proposal
from backend.boundaries.services.drafting import MOST_DRAFTS as MOST_DRAFTS
from backend.boundaries.services.drafting import drop_draft as drop_draft
from backend.boundaries.services.drafting import keep_draft as keep_draft
from backend.boundaries.services.drafting import keep_note as keep_note
from backend.boundaries.services.ending import NothingToEnd as NothingToEnd
from backend.boundaries.services.ending import end_agreement as end_agreement
from backend.boundaries.services.limiting import MOST_LIMITS as MOST_LIMITS
from backend.boundaries.services.limiting import drop_limit as drop_limit
from backend.boundaries.services.limiting import set_limit as set_limit
from backend.boundaries.services.limiting import tell_limit as tell_limit
from backend.boundaries.services.limiting import word_limit as word_limit
from backend.boundaries.services.proposing import MOST_AGREEMENTS as MOST_AGREEMENTS
from backend.boundaries.services.proposing import MOST_VERSIONS as MOST_VERSIONS
from backend.boundaries.services.proposing import propose as propose
from backend.boundaries.services.proposing import propose_another as propose_another
from backend.boundaries.services.telling import tell_agreements as tell_agreements
