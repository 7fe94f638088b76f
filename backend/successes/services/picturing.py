"""A picture beside a success."""

from uuid import UUID

from django.db import transaction

from backend.core.errors import DomainError
from backend.spaces.models import Membership
from backend.successes.models import Picture
from backend.successes.rules.pictures import MOST_BYTES, NotAPicture, TooManyPixels, drawn_anew
from backend.successes.services.celebrating import own

MOST_PICTURES = 200
"""Of one person in a space: all of them fit into the file of their data."""


class PictureTooLarge(DomainError):
    code, status = "picture_too_large", 413
    detail = "This picture is larger than we can take. Make it smaller and try again."


class Unreadable(DomainError):
    code, status = "not_a_picture", 422
    detail = "This is not a picture we can read. Choose a photo: JPEG, PNG or WebP."


class TooManyPictures(DomainError):
    code = "too_many_pictures"
    detail = "You have kept two hundred pictures here. Take one away to make room."


def add_picture(*, membership: Membership, success_id: UUID, data: bytes) -> None:
    """Written anew without its metadata, and sealed; it takes the place of the one before."""
    if len(data) > MOST_BYTES:
        raise PictureTooLarge
    try:
        drawn = drawn_anew(data)
    except NotAPicture as error:
        raise Unreadable from error
    except TooManyPixels as error:
        raise PictureTooLarge from error
    with transaction.atomic():
        success = own(membership, success_id)
        Picture.objects.visible_to(membership).filter(success=success).delete()
        if (
            Picture.objects.visible_to(membership).filter(author=membership.person_id).count()
            >= MOST_PICTURES
        ):
            raise TooManyPictures
        picture = Picture(
            space=membership.space,
            author=membership.person,
            success=success,
            width=drawn.width,
            height=drawn.height,
        )
        picture.seal(image=drawn.image)
        picture.save()


def remove_picture(*, membership: Membership, success_id: UUID) -> None:
    """At once; the success stays."""
    with transaction.atomic():
        success = own(membership, success_id)
        Picture.objects.visible_to(membership).filter(success=success).delete()
