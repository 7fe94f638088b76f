"""All that there is to see of a talk, looked at closely."""

from typing import Any

from tests.e2e.look import Look
from tests.e2e.phone import Phone


def talks(ana: Phone, ben: Phone, look: Look) -> None:
    """All that there is to see of a talk, from her side; he does his part without the screens."""
    ana.taps("Talk it through")
    ana.sees("What would you like to talk about?")
    ana.writes("Something else", "the car")
    look(ana, "what is on the table")
    ana.taps("Put it on the table")
    ana.sees("One speaks, one listens.")
    look(ana, "the beginning of a talk")
    topic = ana.page.url.partition("/topics/")[2]
    ana.taps("Park it for another day")
    look(ana, "until when")
    ana.taps("Close")
    ana.taps("We are together, with one phone")
    ana.sees("Who speaks first?")
    look(ana, "aloud: who speaks first")
    ana.taps("Ben")
    ana.sees("Ben speaks.")
    look(ana, "aloud: one speaks")
    talks_in_writing(ana, ben, look, topic)


def talks_in_writing(ana: Phone, ben: Phone, look: Look, topic: str) -> None:
    ana.opens(f"/topics/{topic}?say")
    ana.sees("Say how it is for you.")
    ana.writes("How it is for me", "One. Two. Three. You never listen.")
    look(ana, "speaking")
    ana.taps("Say it")
    ana.sees("You have said it.")
    look(ana, "said")
    says_back(ben, topic)
    ana.sees("Is that it?")
    look(ana, "said back")
    ana.taps("Yes, I feel heard")
    ana.sees("You have been heard.")
    ben.ask("POST", f"/api/v1/topics/{topic}/turns", {"words": "I am tired too."})
    ana.sees("What did you hear?")
    look(ana, "listening")
    ana.writes("What I hear you say", "You are tired.")
    ana.taps("Say it back")
    ana.sees("You have said it back.")
    hears(ben, topic)
    ana.sees("You have both been heard.")
    ana.writes("I will…", "drive on Friday")
    look(ana, "both were heard")
    ana.taps("We have talked about it")
    ana.sees("You have talked about this.")
    look(ana, "talked about")


def says_back(phone: Phone, topic: str) -> None:
    turn = talk_of(phone, topic)["turns"][-1]
    phone.ask("POST", f"/api/v1/turns/{turn['id']}/echoes", {"words": "You feel unheard."})


def hears(phone: Phone, topic: str) -> None:
    echo = talk_of(phone, topic)["turns"][-1]["echoes"][-1]
    phone.ask("PUT", f"/api/v1/echoes/{echo['id']}/hearing", {"heard": True})


def talk_of(phone: Phone, topic: str) -> Any:
    return phone.ask("GET", f"/api/v1/topics/{topic}")
