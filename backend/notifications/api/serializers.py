"""The shape of a push subscription, as a browser gives it."""

from base64 import urlsafe_b64decode

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from rest_framework import serializers

from backend.core.api.serializers import Shape

LONGEST_ENDPOINT = 2000
LONGEST_KEY = 100
AUTH_BYTES = 16
BASE64URL = r"^[A-Za-z0-9_-]+={0,2}\Z"


def _raw(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
    except ValueError as error:
        raise serializers.ValidationError("This is not a key of a push subscription.") from error


class Keys(Shape):
    """The browser's public key and its shared secret, base64url."""

    p256dh = serializers.RegexField(BASE64URL, max_length=LONGEST_KEY)
    auth = serializers.RegexField(BASE64URL, max_length=LONGEST_KEY)

    def validate_p256dh(self, text: str) -> str:
        try:
            EllipticCurvePublicKey.from_encoded_point(SECP256R1(), _raw(text))
        except ValueError as error:
            raise serializers.ValidationError("This is not a P-256 public key.") from error
        return text

    def validate_auth(self, text: str) -> str:
        if len(_raw(text)) != AUTH_BYTES:
            raise serializers.ValidationError("This is not a secret of 16 bytes.")
        return text


class NewSubscription(Shape):
    endpoint = serializers.CharField(max_length=LONGEST_ENDPOINT)
    keys = Keys()


class SubscriptionShape(Shape):
    id = serializers.UUIDField()


class PushKey(Shape):
    key = serializers.CharField()
