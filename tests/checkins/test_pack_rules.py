"""The file templates travel in, and the line of it that does not fit."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checkins.rules import templates as rules
from backend.checkins.rules.packs import DEEPEST, MOST_BYTES, FaultInFile, read_pack, write_pack
from backend.checkins.rules.templates import checked_template
from tests.checkins.written import SMALL, templates

ROOT = Path(__file__).resolve().parents[2]


def pack(*found: Any) -> str:
    return json.dumps({"format": "toward-templates", "version": 1, "templates": list(found)}, indent=2)


def line_at_fault(file: str | bytes) -> int:
    with pytest.raises(FaultInFile) as caught:
        read_pack(file.encode() if isinstance(file, str) else file)
    return caught.value.line


@given(st.lists(templates, min_size=1, max_size=3))
def test_out_and_in_and_out_again_is_the_same_file(found: list[dict[str, Any]]) -> None:
    first = write_pack(read_pack(pack(*found).encode()))
    assert write_pack(read_pack(first.encode())) == first


WRONG = -987654321


def planted(data: st.DataObject, template: dict[str, Any]) -> tuple[str, int]:
    """A file in which one value, anywhere, is something that fits nowhere; and the line it is on."""
    kept = checked_template(template)
    way = data.draw(st.sampled_from(list(_places(kept))))
    inner: Any = kept
    for step in way[:-1]:
        inner = inner[step]
    inner[way[-1]] = WRONG
    file = pack(SMALL, kept, SMALL)
    return file, file.count("\n", 0, file.index(str(WRONG))) + 1


def _places(value: Any, way: tuple[Any, ...] = ()) -> Any:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, one in inner:
        yield (*way, step)
        yield from _places(one, (*way, step))


@given(templates, st.data())
def test_a_fault_anywhere_names_its_line(template: dict[str, Any], data: st.DataObject) -> None:
    file, line = planted(data, template)
    assert line_at_fault(file) == line


@given(templates, st.data(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_line_is_what_an_editor_shows(template: dict[str, Any], data: st.DataObject, end: str) -> None:
    file, line = planted(data, template)
    assert line_at_fault(b"\xef\xbb\xbf" + file.replace("\n", end).encode()) == line


@given(templates, st.data())
def test_a_broken_file_names_the_line_from_which_it_cannot_be_read(
    template: dict[str, Any], data: st.DataObject
) -> None:
    lines = pack(template).splitlines()
    number = data.draw(st.integers(0, len(lines) - 1))
    lines[number] += ' "" ""'
    assert line_at_fault("\n".join(lines)) in {number + 1, number + 2}


@given(templates, st.data())
def test_a_name_that_stands_twice_names_the_line_of_the_second(
    template: dict[str, Any], data: st.DataObject
) -> None:
    lines = pack(template).splitlines()
    named = [number for number, line in enumerate(lines) if line.strip().startswith('"title"')]
    lines.insert(named[0] + 1, '"t\\u0069tle": "once more",')
    assert line_at_fault("\n".join(lines)) == named[0] + 2


@pytest.mark.parametrize(
    ("number", "line"), [("NaN", 5), ("-Infinity", 5), ("1e999", 5), ("9" * 5000, 5), ("1.5", 5), ("-1", 5)]
)
def test_a_number_that_is_none_names_its_line(number: str, line: int) -> None:
    file = pack(SMALL).replace('"minutes": 5', f'"minutes":\n{number}')
    assert line_at_fault(file) in {line + 2, line + 3}


def test_what_is_missing_is_missing_where_it_should_be() -> None:
    file = pack(SMALL, SMALL).splitlines()
    at = max(number for number, line in enumerate(file) if '"prompt"' in line)
    rest = file[at - 1].rstrip(",")
    assert line_at_fault("\n".join([*file[: at - 1], rest, *file[at + 1 :]])) == at - 1


@pytest.mark.parametrize(
    ("file", "line"),
    [
        (b"", 1),
        (b"\n\n", 3),
        (b"null", 1),
        (b'{"format": "toward-templates",\n"version": 2, "templates": []}', 2),
        (b'{\n"format": "toward-templates",\n"version": 1,\n"templates": []}', 4),
        (b'{\n"format": "toward-export", "version": 1, "templates": []}', 2),
        (b'{\n\n"caf\xe9": 1}', 3),
        (b"\xff\xfe{", 1),
        (b"[\n" * 100_000, DEEPEST + 1),
        (b'{"a":\n' * 50_000, DEEPEST + 1),
        (b'["' + b'\\"' * 100_000, 1),
        (b"[1\n" + b'"' * 200_000, 2),
        (b" " * (MOST_BYTES + 1), 1),
        (b'{"\\ud800": 1}', 1),
    ],
)
def test_no_file_is_too_strange(file: bytes, line: int) -> None:
    assert line_at_fault(file) == line


def test_a_place_can_always_be_told() -> None:
    with pytest.raises(FaultInFile) as caught:
        read_pack(b'{"\\ud800": 1}')
    assert caught.value.at.encode() == b"/?"


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_noise_is_a_fault_and_nothing_worse(noise: bytes) -> None:
    assert line_at_fault(noise) >= 1


def test_what_is_told_about_the_file_is_true() -> None:
    told = (ROOT / "docs" / "template-packs.md").read_text()
    example = told.partition("```json\n")[2].partition("```")[0]
    [template] = read_pack(example.encode())
    assert template["title"] == "Our evening"
    with pytest.raises(FaultInFile) as caught:
        read_pack(example.replace('"max": 10', '"max": 100').encode())
    fault = caught.value
    said = {"field": fault.at, "line": fault.line, "code": "unfit", "detail": fault.detail}
    assert json.dumps(said) in told.replace("{ ", "{").replace(" }", "}")
    for name in (*rules.SECTIONS, *rules.OPTIONS, *(str(one) for one in BOUNDS)):
        assert name in told


BOUNDS = (
    rules.MOST_TEMPLATES,
    rules.MOST_QUESTIONS,
    rules.MOST_MINUTES,
    rules.MOST_HOURS,
    rules.LONGEST_TITLE,
    rules.LONGEST_ABOUT,
    rules.LONGEST_TEXT,
    rules.MOST_CHOICES,
    rules.MOST_WORDS,
)
