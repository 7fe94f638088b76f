"""Only on one machine: the mail and push that would have been sent, and a door to the demo's two people."""

from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.contrib.auth import login
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path

from backend.accounts.confirmation import proven
from backend.accounts.models import Person
from backend.core.scope import door

NEWEST = 50
SALT = "demo door"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def outbox(request: HttpRequest) -> HttpResponse:
    """The newest letters first."""
    files = sorted(
        (settings.OUTBOX_DIR or Path()).glob("*.*"), key=lambda file: file.stat().st_mtime, reverse=True
    )
    return render(request, "dev/outbox.html", {"letters": [_letter(file) for file in files[:NEWEST]]})


def _letter(file: Path) -> dict[str, str]:
    if file.suffix == ".json":
        return {"to": "push", "subject": "", "body": file.read_text()}
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    part = mail.get_body(("plain",))
    body = part.get_content() if part else ""
    return {"to": mail["To"], "subject": mail["Subject"], "body": str(body).rsplit("\n-----", 1)[0]}


def link_for(person: Person) -> str:
    """An address that signs in as this person of the demo."""
    return f"{settings.PUBLIC_URL}/dev/as/{signing.dumps(str(person.pk), salt=SALT)}"


def enter(request: HttpRequest, ticket: str) -> HttpResponse:
    with door():
        try:
            person = Person.objects.get(pk=signing.loads(ticket, salt=SALT))
        except (signing.BadSignature, Person.DoesNotExist) as error:
            raise Http404 from error
        login(request, person, backend=BACKEND)
        proven(request)
    return HttpResponseRedirect("/today")


urlpatterns = [path("mail", outbox), path("as/<str:ticket>", enter)]
