"""What two people celebrate, thank each other for, and promise."""

from backend.successes.models.promise import Became as Became
from backend.successes.models.promise import Promise as Promise
from backend.successes.models.promise import PromiseOutcome as PromiseOutcome
