"""Six months of plausible life for Ana and Ben, written through the services as if it had happened.

Run by `make demo`; prints a link each to look around as Ana and as Ben. A second run only prints the links.
"""

import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
django.setup()

import time_machine  # noqa: E402  (Django must be set up before anything that has models)
from allauth.account.models import EmailAddress  # noqa: E402

from backend.accounts.models import Person  # noqa: E402
from backend.accounts.services import change_profile  # noqa: E402
from backend.checkins.models import CheckIn, Question  # noqa: E402
from backend.checkins.rules.templates import checked_template  # noqa: E402
from backend.checkins.services import Given, send_answers, start_check_in, write_template  # noqa: E402
from backend.config.dev import link_for  # noqa: E402
from backend.core.scope import acting, house  # noqa: E402
from backend.schedules.models import Purpose  # noqa: E402
from backend.schedules.services import create_schedule  # noqa: E402
from backend.spaces.models import Membership  # noqa: E402
from backend.spaces.services import accept_invitation, change_space, create_space, invite  # noqa: E402
from backend.timeline.services import want_pictures  # noqa: E402
from backend.vault.models import Key  # noqa: E402
from deploy.demo_agreements import agree_on_things  # noqa: E402
from deploy.demo_promises import promise  # noqa: E402
from deploy.demo_successes import celebrate  # noqa: E402
from deploy.demo_talks import talk_it_through  # noqa: E402

ZONE = ZoneInfo("Europe/Berlin")
WEEKS = 26
SUNDAY, MONTHLY_ON, OPEN_ON = 6, 2, (9, 23)
DAILY_ON = (1, 3)
THEIRS_ON = 14
THEIRS = {
    "title": "Our walk home",
    "about": "Three questions for the last ten minutes.",
    "minutes": 5,
    "questions": [
        {"kind": "text", "prompt": "What made you laugh?"},
        {
            "kind": "choice",
            "prompt": "What shall we do more of?",
            "options": {"choices": [{"label": "walks"}, {"label": "cooking"}, {"label": "nothing at all"}]},
        },
        {
            "kind": "scale",
            "prompt": "How rested are you?",
            "options": {"min": 0, "max": 10, "low": "worn out", "high": "rested"},
        },
    ],
}
"""Questions of their own."""
ANA, BEN = "ana@example.org", "ben@example.org"
SPREAD, A_HARD_DAY = 1.1, 0.6
WORDS: dict[str, dict[str, list[Any]]] = json.loads((Path(__file__).parent / "demo_words.json").read_text())
CALM = ["calm", "seen", "playful", "grateful", "hopeful", "loved"]
HARD = ["tired", "stressed", "distant", "worried"]


@dataclass
class Side:
    """One person of the demo, with their words and a memory of which were used."""

    membership: Membership
    words: dict[str, list[Any]]
    used: dict[str, int]
    dice: random.Random

    def next(self, key: str) -> Any:
        place = self.used.get(key, 0)
        self.used[key] = place + 1
        return self.words[key][place % len(self.words[key])]


def person(email: str, name: str, pronouns: str) -> Person:
    key = Key.new()
    key.save()
    somebody = Person(email=email, key=key)
    somebody.set_unusable_password()
    somebody.save()
    EmailAddress.objects.create(user=somebody, email=email, verified=True, primary=True)
    return change_profile(
        person=somebody, changes={"name": name, "pronouns": pronouns, "time_zone": ZONE.key, "locale": "en"}
    )


def move_in(ana: Person, ben: Person) -> list[Side]:
    first = create_space(person=ana, time_zone=ZONE.key, name="The two of us")
    change_space(membership=first, changes={"started_on": date(2021, 6, 12)})
    second = accept_invitation(person=ben, code=invite(membership=first).open("code"))
    weekly = {"kind": "weekly", "days": [6], "at": time(20), "time_zone": ZONE.key}
    monthly = {"kind": "monthly", "day_of_month": 2, "at": time(19), "time_zone": ZONE.key}
    create_schedule(membership=first, purpose=Purpose.CHECK_IN, subject="weekly", rhythm=weekly)
    create_schedule(membership=first, purpose=Purpose.CHECK_IN, subject="monthly", rhythm=monthly)
    return [
        Side(member, WORDS[name], {}, random.Random(name))  # noqa: S311  (plausible, not secret)
        for member, name in ((first, "ana"), (second, "ben"))
    ]


def live(sides: list[Side], today: date) -> None:
    """Every check-in of six months, oldest first, each answered by both on the same evening."""
    theirs = write_template(membership=sides[0].membership, words=checked_template(THEIRS)).slug
    for day, slug in calendar(today, theirs):
        with time_machine.travel(datetime.combine(day, time(20), ZONE), tick=False):
            check_in = start_check_in(membership=sides[0].membership, slug=slug)
        for minutes, side in enumerate(sides, 1):
            with time_machine.travel(datetime.combine(day, time(20, 20 * minutes), ZONE), tick=False):
                answer(side, check_in, progress=1 - (today - day).days / (7 * WEEKS))


def calendar(today: date, theirs: str) -> Iterator[tuple[date, str]]:
    start = today - timedelta(weeks=WEEKS)
    for offset in range((today - start).days - 1):
        day = start + timedelta(days=offset)
        if day.weekday() == SUNDAY:
            yield day, "weekly"
        elif day.day == MONTHLY_ON:
            yield day, "monthly"
        elif day.day == THEIRS_ON:
            yield day, theirs
        elif day.day in OPEN_ON and day.month % 3 == 0:
            yield day, "open"
        elif day.weekday() in DAILY_ON:
            yield day, "daily"


def answer(side: Side, check_in: CheckIn, progress: float) -> None:
    questions = check_in.template.questions.all()
    given = [Given(question.pk, value_for(side, question, progress), True) for question in questions]
    seat = side.membership
    with acting(person_id=seat.person_id, space_id=seat.space_id):
        send_answers(membership=seat, check_in_id=check_in.pk, given=given)


def value_for(side: Side, question: Question, progress: float) -> Any:
    """Something this person would say; numbers drift upwards over the months, with bad days."""
    match question.kind:
        case "scale":
            return max(1, min(10, round(4.6 + 2.6 * progress + side.dice.gauss(0, SPREAD))))
        case "feelings":
            return side.dice.sample(CALM, 2) + side.dice.sample(HARD, side.dice.random() > A_HARD_DAY)
        case "choice":
            return side.dice.choice(question.says("options")["choices"])["key"]
        case "topics":
            topics = [topic["key"] for topic in question.options["topics"]]
            return {"chosen": side.dice.sample(topics, 2), "own": ""}
    return words_for(side, question)


def words_for(side: Side, question: Question) -> Any:
    match question.kind:
        case "appreciation":
            return side.next("appreciations")[: question.options["items"]]
        case "promise":
            return {"text": side.next("promise"), "by": None}
    return side.next("feelings_text" if question.key == "feelings" else question.key)


def fill() -> None:
    today = datetime.now(ZONE).date()
    with time_machine.travel(
        datetime.combine(today - timedelta(weeks=WEEKS, days=1), time(19), ZONE), tick=False
    ):
        sides = move_in(person(ANA, "Ana", "she/her"), person(BEN, "Ben", "he/him"))
    live(sides, today)
    celebrate(sides, today, ZONE)
    promise(sides, today, ZONE)
    agree_on_things(sides, today, ZONE)
    talk_it_through(sides, today, ZONE)
    start_check_in(membership=sides[0].membership, slug="weekly")
    for seat in (side.membership for side in sides):
        with acting(person_id=seat.person_id, space_id=seat.space_id):
            want_pictures(membership=seat)


def door(address: str) -> str:
    """An address that signs in as this person of the demo."""
    with house():
        return link_for(Person.objects.get(email=address))


def main() -> None:
    with house():
        if not Person.objects.filter(email=ANA).exists():
            print("Writing six months of life …", flush=True)
            fill()
    print(f"Look around as Ana: {door(ANA)}")
    print(f"Look around as Ben: {door(BEN)}")


if __name__ == "__main__":
    main()
