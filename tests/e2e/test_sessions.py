"""Two phones of one person: each sees the other, and one signs the other out once she shows it is her."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import NewPhone
from tests.e2e.look import Look
from tests.e2e.phone import Phone

pytestmark = [pytest.mark.e2e, pytest.mark.no_worker]

HOME = "A quiet place, for two."
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def ana(new_phone: NewPhone) -> Phone:
    phone = new_phone("Ana")
    phone.knows_the_exit()
    phone.is_somebody()
    return phone


@pytest.fixture
def other(new_phone: NewPhone, ana: Phone) -> Phone:
    """Ana's computer, signed in too."""
    phone = new_phone("Ana", user_agent=FIREFOX)
    phone.email = ana.email
    phone.knows_the_exit()
    phone.opens("/sign-in")
    phone.signs_in()
    phone.sees(HOME)
    return phone


def asks_whether_it_is_her(ana: Phone) -> Locator:
    sheet = ana.page.get_by_role("dialog", name="Is it still you?")
    expect(sheet).to_be_visible()
    return sheet


def types_the_code(ana: Phone) -> None:
    ana.taps("Send me a code")
    ana.reads("We wrote to")
    ana.writes("The code from the letter", ana.house.code_for(ana.email))
    ana.taps("Continue")


@pytest.fixture
def not_fresh(ana: Phone) -> Phone:
    """Whatever needs a fresh proof says so once, as it does five minutes after signing in."""
    asked: list[str] = []

    def refuse_once(route: object) -> None:
        request = route.request  # type: ignore[attr-defined]
        if request.method == "DELETE" and not asked:
            asked.append(request.url)
            body = '{"type":"about:blank","title":"","status":403,"code":"confirmation_needed","detail":""}'
            route.fulfill(status=403, content_type="application/problem+json", body=body)  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    ana.context.route("**/api/v1/sessions**", refuse_once)
    return ana


def test_one_phone_signs_the_other_out(not_fresh: Phone, other: Phone, look: Look) -> None:
    ana = not_fresh
    ana.opens("/me")
    ana.taps("Where you are signed in")
    ana.sees("Where you are signed in")
    ana.reads("You are here")
    ana.reads("Firefox on Windows")
    look(ana, "where I am signed in")
    ana.taps(re.compile("^Firefox on Windows"))
    look(ana, "before signing out there")
    ana.taps("Sign out there")
    asks_whether_it_is_her(ana)
    look(ana, "is it still you")
    types_the_code(ana)
    ana.reads("Signed out there.")
    ana.does_not_read("Firefox on Windows")

    other.opens("/today")
    other.sees("Welcome back.")


def test_closing_the_question_changes_nothing(not_fresh: Phone, other: Phone) -> None:
    ana = not_fresh
    ana.opens("/me/sessions")
    ana.taps("Sign out everywhere else")
    ana.page.get_by_role("dialog").get_by_role("button", name="Sign out everywhere else").click()
    asks_whether_it_is_her(ana)
    ana.page.keyboard.press("Escape")
    ana.reads("Nothing was changed.")
    other.opens("/today")
    other.sees(HOME)


def test_another_address_takes_over(ana: Phone, look: Look) -> None:
    new = f"new-{ana.email}"
    ana.opens("/me")
    ana.taps(re.compile("^E-mail"))
    ana.writes("The new e-mail", new)
    look(ana, "another e-mail")
    ana.taps("Send me a code")
    ana.reads(f"We wrote to {new}")
    ana.writes("The code from the letter", ana.house.code_for(new))
    ana.taps("Continue")
    ana.reads("This is your e-mail from now on.")
    expect(ana.control(re.compile("^E-mail"))).to_contain_text(new)
    [*_, notice] = ana.house.letters_to(ana.email)
    assert notice["Subject"] == "Your address was changed"
