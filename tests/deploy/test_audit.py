"""What a registry says about vulnerabilities, and what it means when it says nothing."""

import json

import pytest

from deploy.audit import node, python


def _package(**more: object) -> dict[str, object]:
    return {"name": "thing", "version": "1", **more}


@pytest.mark.parametrize(
    ("said", "answered", "faults"),
    [
        ({"dependencies": [_package(vulns=[])]}, True, []),
        ({"dependencies": [_package(vulns=[{"id": "CVE-1"}])]}, True, ["thing 1: CVE-1"]),
        ({"dependencies": [_package(skip_reason="not found")]}, False, []),
    ],
)
def test_python_packages(said: object, answered: bool, faults: list[str]) -> None:
    assert python(json.dumps(said)) == (answered, faults)


@pytest.mark.parametrize(
    ("said", "answered", "faults"),
    [
        ({"vulnerabilities": {}}, True, []),
        ({"vulnerabilities": {"thing": {"severity": "high"}}}, True, ["thing: high"]),
        ({"message": "405 Method Not Allowed"}, False, []),
    ],
)
def test_npm_packages(said: object, answered: bool, faults: list[str]) -> None:
    assert node(json.dumps(said)) == (answered, faults)


@pytest.mark.parametrize("said", ["", "no network", "[]"])
def test_silence_is_not_an_answer(said: str) -> None:
    assert python(said) == node(said) == (False, [])
