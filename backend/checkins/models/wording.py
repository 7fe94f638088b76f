"""Words that are built in, or a space's own."""

import json
from functools import cached_property
from typing import Any, ClassVar

from django.db import models

from backend.core.walls import HOUSE, OURS, either
from backend.spaces.models import Space
from backend.vault.models import Key, SealedField, SealedModel

BUILT_IN_OR_OURS = either("space_id is null", f"space_id = {OURS}", HOUSE)
ONLY_OURS = either(f"space_id = {OURS}", HOUSE)


class Worded(SealedModel):
    """Built in, words stand in plain columns; a space's own are in `words`, sealed under the space's key."""

    sealed_for: ClassVar[tuple[str, ...]] = ("space_id",)
    sealed_with: ClassVar[str] = "space__key"

    space = models.ForeignKey(Space, null=True, on_delete=models.PROTECT, related_name="+")
    words = SealedField()

    class Meta:
        abstract = True

    @property
    def is_own(self) -> bool:
        return self.space_id is not None

    @property
    def key_of_words(self) -> Key | None:
        return super().key_of_words if self.is_own else None

    def says(self, column: str) -> Any:
        """What stands in a column, or would if it were not sealed."""
        return self._own[column] if self.is_own else getattr(self, column)

    def put_in_words(self, **words: Any) -> None:
        """Seal what would stand in these columns; the caller saves."""
        self.seal(words=json.dumps(words, ensure_ascii=False))

    @cached_property
    def _own(self) -> dict[str, Any]:
        return dict(json.loads(self.open("words")))
