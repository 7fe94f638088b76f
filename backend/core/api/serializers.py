"""Shapes of input and output: strict about names, exact about words."""

import unicodedata
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

MOST_UNKNOWN, LONGEST_SHOWN = 20, 80


class Shape(serializers.Serializer[Any]):
    """A serializer that refuses fields it does not know instead of dropping them."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            unknown = sorted(set(data) - set(self.fields))[:MOST_UNKNOWN]
            if unknown:
                raise serializers.ValidationError(
                    {name[:LONGEST_SHOWN]: ["This field is not known here."] for name in unknown},
                    code="unknown",
                )
        return super().to_internal_value(data)


class WordsField(serializers.CharField):
    """Text a person wrote: kept as sent, in Unicode's composed form (NFC)."""

    def to_internal_value(self, data: Any) -> str:
        return unicodedata.normalize("NFC", super().to_internal_value(data))


@extend_schema_field({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$", "example": "20:00"})
class ClockField(serializers.TimeField):
    """A time of day, to the minute."""

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%H:%M", input_formats=["%H:%M"], **options)


class Bytes(Shape):
    """The bytes of a file, whatever is in them."""

    def to_internal_value(self, data: Any) -> Any:
        return data


class Empty(Shape):
    """A command that needs no words."""
