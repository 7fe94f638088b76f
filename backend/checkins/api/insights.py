"""Pictures of what both have shared, and then and now."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.checkins.rules.insights import FULL, Point
from backend.checkins.services.insights import Span, closeness, rhythm
from backend.checkins.services.then_and_now import Asked, Moment, then_and_now
from backend.core.api.serializers import Shape
from backend.spaces.api.views import MemberView
from backend.spaces.models import Hue, Membership


class SpanWanted(Shape):
    span = serializers.ChoiceField([span.value for span in Span], default=Span.HALF_YEAR.value)


class PointShape(Shape):
    """A week, by its Monday, and one value for both."""

    on = serializers.DateField()
    value = serializers.FloatField(min_value=0, max_value=FULL)


class ClosenessShape(Shape):
    """Fewer than four points are none."""

    enough = serializers.BooleanField()
    points = PointShape(many=True)


class MonthOfReveals(Shape):
    month = serializers.RegexField(r"^\d{4}-\d{2}$")
    count = serializers.IntegerField()


class RhythmShape(Shape):
    """Months in which nothing was opened are not there; fewer than four are none."""

    enough = serializers.BooleanField()
    points = MonthOfReveals(many=True)


class QuestionWanted(Shape):
    """Both or none."""

    template = serializers.SlugField(required=False, max_length=40)
    question = serializers.SlugField(required=False, max_length=40)


class AskedShape(Shape):
    template = serializers.CharField()
    question = serializers.CharField()
    prompt = serializers.CharField()


class SaidShape(Shape):
    hue = serializers.ChoiceField(Hue.choices)
    text = serializers.CharField()


class MomentShape(Shape):
    check_in = serializers.UUIDField()
    on = serializers.DateField()
    said = SaidShape(many=True)


class ThenAndNowShape(Shape):
    """`moments` go from the first to the newest; there are two or three, or none."""

    asked = AskedShape(allow_null=True)
    moments = MomentShape(many=True)
    choices = AskedShape(many=True)


def _asked_for(request: Request, shape: type[Shape]) -> dict[str, Any]:
    found = shape(data=request.query_params.dict())
    found.is_valid(raise_exception=True)
    return dict(found.validated_data)


class ClosenessView(MemberView):
    asks = frozenset({"span"})

    @extend_schema(responses=ClosenessShape, parameters=[SpanWanted])
    def get(self, request: Request) -> Response:
        """How close you both felt, week by week, as one line."""
        span = Span(_asked_for(request, SpanWanted)["span"])
        points: list[Point] = closeness(membership=self.membership, span=span)
        told = [{"on": point.on, "value": point.value} for point in points]
        return Response({"enough": bool(told), "points": told})


class RhythmView(MemberView):
    asks = frozenset({"span"})

    @extend_schema(responses=RhythmShape, parameters=[SpanWanted])
    def get(self, request: Request) -> Response:
        """How many check-ins you opened together, month by month."""
        span = Span(_asked_for(request, SpanWanted)["span"])
        months = rhythm(membership=self.membership, span=span)
        told = [{"month": first.strftime("%Y-%m"), "count": count} for first, count in months]
        return Response({"enough": bool(told), "points": told})


class ThenAndNowView(MemberView):
    asks = frozenset({"template", "question"})

    @extend_schema(responses=ThenAndNowShape, parameters=[QuestionWanted])
    def get(self, request: Request) -> Response:
        """What you both said to one question: the first time, a year ago, and last."""
        wanted = _asked_for(request, QuestionWanted)
        asked = Asked(wanted.get("template", ""), wanted.get("question", ""))
        found = then_and_now(membership=self.membership, wanted=asked)
        if found is None:
            return Response({"asked": None, "moments": [], "choices": []})
        return Response(
            {
                "asked": _asked(found.asked, found.prompts[found.asked]),
                "moments": [_moment(moment, self.membership) for moment in found.moments],
                "choices": [_asked(asked, prompt) for asked, prompt in found.prompts.items()],
            }
        )


def _asked(asked: Asked, prompt: str) -> dict[str, str]:
    return {"template": asked.template, "question": asked.key, "prompt": prompt}


def _moment(moment: Moment, membership: Membership) -> dict[str, Any]:
    """In the order of their seats, whoever looks."""
    said = [
        {"hue": membership.hue_of(answer.author_id), "text": answer.value}
        for answer in moment.answers
        if not answer.is_forgotten
    ]
    in_order = sorted(said, key=lambda one: str(one["hue"]))
    return {"check_in": moment.check_in_id, "on": moment.on, "said": in_order}
