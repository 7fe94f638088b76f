"""`make test CHANGED=1` runs what a change can reach, and no more than that."""

import pytest

from tests.affected import Reached
from tests.changes import changed_apps

APPS = frozenset({"accounts", "checkins", "privacy", "successes", "timeline"})


def covers(changed: str, test_file: str) -> bool:
    return Reached(frozenset({changed})).covers(test_file)


@pytest.mark.parametrize(
    "changed",
    [
        "backend/config/settings.py",
        "backend/core/clock.py",
        "backend/checkins/migrations/0001_initial.py",
        "tests/conftest.py",
        "tests/notifications/conftest.py",
        "requirements-dev.txt",
        "deploy/stack.py",
    ],
)
def test_what_everything_stands_on_reaches_every_test(changed: str) -> None:
    assert covers(changed, "tests/boundaries/test_rules.py")
    assert covers(changed, "tests/e2e/test_timeline.py")


def test_nothing_to_compare_with_reaches_every_test() -> None:
    assert Reached(None).covers("tests/boundaries/test_rules.py")


def test_change_in_an_app_reaches_its_tests_its_dependents_and_the_contracts() -> None:
    changed = "backend/successes/models/promise.py"
    assert covers(changed, "tests/successes/test_promises.py")
    assert covers(changed, "tests/privacy/test_export.py")
    assert covers(changed, "tests/architecture/test_habits.py")


def test_change_in_an_app_leaves_out_what_does_not_import_it() -> None:
    changed = "backend/successes/services/promising.py"
    assert not covers(changed, "tests/boundaries/test_rules.py")
    assert not covers(changed, "tests/blind/test_leaks.py")
    assert not covers(changed, "tests/e2e/test_timeline.py")


def test_changed_test_reaches_itself() -> None:
    assert covers("tests/blind/test_leaks.py", "tests/blind/test_leaks.py")
    assert not covers("tests/boundaries/test_rules.py", "tests/boundaries/test_agreeing.py")


def test_changed_screen_reaches_the_browser_tests_that_open_it() -> None:
    changed = "frontend/src/features/timeline/Timeline.tsx"
    assert covers(changed, "tests/e2e/test_timeline.py")
    assert not covers(changed, "tests/e2e/test_passkeys.py")
    assert not covers(changed, "tests/timeline/test_pages.py")


def test_shared_part_of_the_web_app_reaches_every_browser_test() -> None:
    assert covers("frontend/src/ui/Sheet.tsx", "tests/e2e/test_passkeys.py")


def test_words_about_the_project_reach_no_test() -> None:
    assert not covers("docs/reminders.md", "tests/notifications/test_rules.py")


def test_app_counts_as_changed_by_its_own_files() -> None:
    files = frozenset({"backend/checkins/models.py", "docs/timeline.md"})
    assert changed_apps(files, APPS) == {"checkins"}


@pytest.mark.parametrize("file", ["backend/core/scope.py", "backend/config/urls.py"])
def test_what_every_app_stands_on_counts_for_all(file: str) -> None:
    assert changed_apps(frozenset({file}), APPS) == APPS


def test_all_apps_count_where_nothing_can_be_compared() -> None:
    assert changed_apps(None, APPS) == APPS
