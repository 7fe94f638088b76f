"""The words that walls are made of."""

from backend.core.walls import HOUSE, ME, OURS, Wall, both, either, exists, of_person, of_space, wall


def test_conditions_stand_in_brackets_of_their_own() -> None:
    assert either("a", "b") == "(a or b)"
    assert both("a", either("b", "c")) == "(a and (b or c))"
    assert exists("seats", "a", "b") == "exists (select 1 from seats where a and b)"


def test_one_condition_may_hold_for_everything() -> None:
    assert wall("a") == Wall(see="a", add="a", change="a", remove="a")


def test_rows_of_a_person_are_theirs_and_the_houses() -> None:
    assert of_person() == wall(f"(person_id = {ME} or {HOUSE})")
    assert of_person("author_id", "a") == wall(f"(author_id = {ME} or {HOUSE} or a)")


def test_rows_of_a_space_are_its_own_and_the_houses() -> None:
    assert of_space() == wall(f"(space_id = {OURS} or {HOUSE})")
    assert of_space("a") == wall(f"(space_id = {OURS} or {HOUSE} or a)")
