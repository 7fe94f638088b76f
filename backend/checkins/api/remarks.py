"""A few words, or one kind one, beside what was revealed."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.checkins import services
from backend.checkins.models import CheckIn, Comment, Kindness
from backend.core.api.serializers import Shape, WordsField
from backend.core.api.views import KEY_HEADER
from backend.spaces.api.views import Door, MemberCommand, MemberView

LONGEST_COMMENT = 500


class NewComment(Shape):
    question = serializers.UUIDField()
    words = WordsField(max_length=LONGEST_COMMENT)


class CommentShape(Shape):
    """Without a time: when somebody was here is nobody's to know."""

    id = serializers.UUIDField()
    question = serializers.UUIDField()
    mine = serializers.BooleanField()
    words = serializers.CharField()

    def to_representation(self, comment: Comment) -> dict[str, Any]:
        return {
            "id": str(comment.pk),
            "question": str(comment.question_id),
            "mine": comment.author_id == self.context["me"],
            "words": comment.open("words"),
        }


class KindWord(Shape):
    kind = serializers.ChoiceField(Kindness.choices)


class CommentDoor(Door):
    def comments(self) -> QuerySet[Comment]:
        return Comment.objects.visible_to(self.membership).select_related("author__key")

    def represent(self, resource_id: UUID) -> Any:
        comment = get_object_or_404(self.comments(), pk=resource_id)
        return CommentShape(comment, context={"me": self.membership.person_id}).data


class CommentsView(CommentDoor, MemberCommand):
    body = NewComment

    @extend_schema(responses=CommentShape(many=True))
    def get(self, request: Request, check_in_id: UUID) -> Response:
        """What you have both said beside the answers, the oldest first."""
        check_in = get_object_or_404(CheckIn.objects.visible_to(self.membership), pk=check_in_id)
        comments = self.comments().filter(check_in=check_in)
        return Response(CommentShape(comments, many=True, context={"me": self.membership.person_id}).data)

    @extend_schema(request=NewComment, responses={201: CommentShape}, parameters=[KEY_HEADER])
    def post(self, request: Request, **ids: UUID) -> Response:
        """Say something to the answers to one question."""
        return super().post(request, **ids)

    def perform(self, words: dict[str, Any], **ids: UUID) -> UUID:
        return services.comment(
            membership=self.membership,
            check_in_id=ids["check_in_id"],
            question_id=words["question"],
            words=words["words"],
        ).pk


class CommentView(MemberView):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, comment_id: UUID) -> Response:
        """Take your own back."""
        services.take_back_comment(membership=self.membership, comment_id=comment_id)
        return Response(status=204)


class ReactionView(MemberView):
    @extend_schema(request=KindWord, responses=KindWord)
    def put(self, request: Request, answer_id: UUID) -> Response:
        """One kind word to what the other has answered."""
        shape = KindWord(data=request.data)
        shape.is_valid(raise_exception=True)
        services.react(membership=self.membership, answer_id=answer_id, **shape.validated_data)
        return Response(shape.data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, answer_id: UUID) -> Response:
        """Take it back."""
        services.take_back_reaction(membership=self.membership, answer_id=answer_id)
        return Response(status=204)
