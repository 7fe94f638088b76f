"""What two people agreed, version by version; limits of one's own; and what only one of them sees."""

from backend.boundaries.models.agreement import Agreement as Agreement
from backend.boundaries.models.agreement import AgreementQuerySet as AgreementQuerySet
from backend.boundaries.models.agreement import Consent as Consent
from backend.boundaries.models.agreement import Ending as Ending
from backend.boundaries.models.agreement import Outcome as Outcome
from backend.boundaries.models.agreement import Version as Version
from backend.boundaries.models.limit import Limit as Limit
from backend.boundaries.models.limit import Wording as Wording
from backend.boundaries.models.own import Draft as Draft
from backend.boundaries.models.own import Note as Note
