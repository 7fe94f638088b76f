"""What is logged while two people live here: what happened, never what was said."""

import logging

import pytest

from tests.accounts.conversation import last_code, say
from tests.client import Phone
from tests.factories.people import make_person

SAID = ("Kanarie", "xe/kanarie", "Kanarienhaus", "i was afraid", "dora@example.org")


def test_whole_story_leaves_no_private_word_in_the_log(
    db: None, caplog: pytest.LogCaptureFixture, as_ben: Phone
) -> None:
    caplog.set_level(logging.DEBUG)
    phone = Phone()
    say(phone, "signup", email="dora@example.org")
    code = last_code()
    say(phone, "email/verify", key=code)
    phone.patch("/me", {"name": "Kanarie", "pronouns": "xe/kanarie", "quiet_from": "Kanarie"})
    phone.patch("/me", {"name": "Kanarie", "pronouns": "xe/kanarie"})
    phone.post("/space", {"name": "Kanarienhaus", "time_zone": "Kanarie"})
    phone.post("/space", {"name": "Kanarienhaus", "time_zone": "Europe/Berlin"})
    invitation = phone.post("/space/invitation").json()["code"]
    Phone(make_person("Eva")).post("/memberships", {"code": invitation})
    Phone().post("/invitation-previews", {"code": invitation}, key="")
    opened = phone.post("/checkins", {"template": "daily"}).json()
    for question in opened["questions"]:
        body = {"answers": [{"question": question["id"], "value": "I was afraid", "shared": True}]}
        phone.post(f"/checkins/{opened['id']}/sending", body)
    logged = caplog.text.lower()
    assert "bad request" in logged
    assert not [word for word in (*SAID, code, invitation) if word.lower() in logged]
