"""A space's own templates: writing them, changing them, putting them away; and files of them."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.http import Http404

from backend.checkins.models import Question, Template
from backend.checkins.models.template import OWN, TemplateQuerySet
from backend.checkins.rules.packs import FaultInFile, read_pack, write_pack
from backend.checkins.rules.templates import MOST_TEMPLATES
from backend.core.clock import now
from backend.core.errors import DomainError, InvalidWords
from backend.schedules.models import Purpose, Schedule
from backend.spaces.models import Membership
from backend.spaces.services import hold_open

MOST_VERSIONS = 1000


class TemplateChanged(DomainError):
    code = "template_changed"
    detail = "This was changed meanwhile. Look at the newest one; your words are still with you."


class TooManyTemplates(DomainError):
    code = "too_many_templates"
    detail = f"{MOST_TEMPLATES} of your own is as many as fit. Put one away before you add another."


class TooManyVersions(DomainError):
    code = "too_many_versions"
    detail = "This one was changed very often. Make a copy of it, and go on there."


class InARhythm(DomainError):
    code = "in_a_rhythm"
    detail = "A rhythm asks this one. Stop the rhythm first, then put it away."


class WasPutAway(DomainError):
    code = "was_put_away"
    detail = "This one was put away. Bring it back first; your words are still with you."


def own_templates(membership: Membership) -> TemplateQuerySet:
    """The newest version of each, with all its words; also of those that were put away."""
    return Template.objects.own().visible_to(membership).newest().with_all_words()


def is_offered(membership: Membership, slug: str) -> bool:
    """Whether it can be asked here: built in, or this space's own and not put away."""
    return Template.objects.offered_in([membership.space_id]).filter(slug=slug).exists()


def write_template(*, membership: Membership, words: dict[str, Any]) -> Template:
    """A new one; `words` are as `rules.templates` has checked them. Either may, and it is both people's."""
    with transaction.atomic():
        _one_at_a_time(membership)
        _refuse_more_than_fit(membership, 1)
        return _begin(membership, words)


def rewrite_template(*, membership: Membership, slug: str, version: int, words: dict[str, Any]) -> Template:
    """A new version, begun from this one. The same words again are no new version."""
    with transaction.atomic():
        _one_at_a_time(membership)
        newest = _found(membership, slug)
        if newest.as_written == words:
            return newest
        if newest.is_put_away:
            raise WasPutAway
        if newest.version != version:
            raise TemplateChanged
        if version >= MOST_VERSIONS:
            raise TooManyVersions
        return _keep(membership, slug, version + 1, words)


def put_away(*, membership: Membership, slug: str) -> Template:
    """Not offered any more; check-ins that asked it keep it. Doing it again changes nothing."""
    with transaction.atomic():
        _one_at_a_time(membership)
        found = _found(membership, slug)
        asked = Schedule.objects.visible_to(membership).filter(purpose=Purpose.CHECK_IN, subject=slug)
        if asked.exists():
            raise InARhythm
        _line(membership, slug).filter(put_away_at=None).update(put_away_at=now())
    return found


def take_out(*, membership: Membership, slug: str) -> Template:
    """Offered again."""
    with transaction.atomic():
        _one_at_a_time(membership)
        found = _found(membership, slug)
        if found.is_put_away:
            _refuse_more_than_fit(membership, 1)
        _line(membership, slug).update(put_away_at=None)
    return found


def pack_of(*, membership: Membership, slug: str = "") -> str:
    """A file of the space's own that are offered, or of one of them."""
    offered = own_templates(membership).filter(put_away_at=None)
    chosen = list(offered.filter(slug=slug) if slug else offered)
    if not chosen:
        raise Http404
    return write_pack(one.as_written for one in _in_order(chosen))


def unpack(*, membership: Membership, data: bytes) -> None:
    """All of a file or nothing. What is here already, word for word, is not added again."""
    try:
        found = read_pack(data)
    except FaultInFile as fault:
        raise InvalidWords(fault.at or "/", fault.detail, "unfit", fault.line) from fault
    with transaction.atomic():
        _one_at_a_time(membership)
        here = [one.as_written for one in own_templates(membership).filter(put_away_at=None)]
        new = [words for number, words in enumerate(found) if words not in [*here, *found[:number]]]
        _refuse_more_than_fit(membership, len(new))
        for words in new:
            _begin(membership, words)


def _in_order(templates: Sequence[Template]) -> list[Template]:
    """The oldest first, as they were written."""
    return sorted(templates, key=lambda one: (one.created_at, one.slug))


def _line(membership: Membership, slug: str) -> TemplateQuerySet:
    return Template.objects.visible_to(membership).filter(slug=slug)


def _found(membership: Membership, slug: str) -> Template:
    found = own_templates(membership).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _one_at_a_time(membership: Membership) -> None:
    """Of two who change something here at the same moment, the second sees what the first has done."""
    hold_open(space_ids=[membership.space_id])


def _refuse_more_than_fit(membership: Membership, more: int) -> None:
    if own_templates(membership).filter(put_away_at=None).count() + more > MOST_TEMPLATES:
        raise TooManyTemplates


def _begin(membership: Membership, words: dict[str, Any]) -> Template:
    return _keep(membership, f"{OWN}-{secrets.token_hex(6)}", 1, words)


def _keep(membership: Membership, slug: str, version: int, words: dict[str, Any]) -> Template:
    space = membership.space
    template = Template(
        space=space,
        slug=slug,
        version=version,
        minutes=words["minutes"],
        window_hours=words["window_hours"],
    )
    template.put_in_words(title=words["title"], about=words["about"])
    template.save()
    questions = [
        Question(
            space=space,
            template=template,
            position=position,
            **{name: one[name] for name in ("key", "section", "kind", "shared_by_default")},
            options={},
        )
        for position, one in enumerate(words["questions"], 1)
    ]
    for question, one in zip(questions, words["questions"], strict=True):
        question.put_in_words(prompt=one["prompt"], help=one["help"], options=one["options"])
    Question.objects.bulk_create(questions)
    return template
