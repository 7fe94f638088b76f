"""Ana and Ben with something in every table of boundaries, all of it in words of one's choosing."""

from dataclasses import dataclass
from uuid import uuid4

from tests.boundaries.conftest import path, proposed, version
from tests.client import Phone
from tests.privacy.conftest import ok


@dataclass(frozen=True)
class Said:
    """What each of them said, and where; `hers` and `kept` are Ana's alone."""

    both: str = "what both agreed"
    hers: str = "what she proposed in vain"
    his: str = "what he proposed in vain"
    kept: str = "what she keeps to herself"
    told: str = "what she told him"


def saying(word: str) -> dict[str, str]:
    return dict.fromkeys(("title", "welcome", "not_welcome", "what_i_do", "why"), word)


def agree_on_things(ana: Phone, ben: Phone, said: Said) -> str:
    """One thing agreed, with two changes in vain; one ended; and what is Ana's. The address of the first."""
    agreement = proposed(ana, saying(said.both))
    ok(ben.put(version(agreement, "consent"), None))
    for phone, other, word in ((ana, ben, said.hers), (ben, ana, said.his)):
        change = ok(phone.post(path(agreement, "versions"), {"words": saying(word)}))
        ok(other.put(version(change, "refusal"), None))
    proposed(ana, saying(said.hers))
    over = proposed(ben, saying(said.both))
    ok(ana.put(version(over, "consent"), None))
    ok(ana.put(path(over, "ending"), None))
    ok(ana.put(path(agreement, "note"), {"text": said.kept}))
    for about in (uuid4(), agreement["id"]):
        draft = {"kind": "agreement", "words": saying(said.kept)}
        assert ana.put(f"/drafts/{about}", draft).status_code == 204
    for word, shared in ((said.kept, False), (said.told, True)):
        ok(ana.post("/limits", {"words": saying(word), "shared": shared}))
    return path(agreement)
