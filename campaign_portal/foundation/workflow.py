"""One engine for every change of state.

A flow is a frozen table of transitions. `perform` locks the row, asks the transition who may and what is missing,
saves, and writes the trail, all in one transaction. Guards are questions that answer with sentences, so that a screen
can say what is missing before the button is pressed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models, transaction

from campaign_portal.foundation import audit
from campaign_portal.foundation.errors import Problem, Refused, refuse_if_any

Guard = Callable[[Any], Iterable[Problem]]
Record = TypeVar("Record", bound=models.Model)


def anyone(user: Any, record: Any) -> bool:
    """For acts of the system itself."""
    return True


@dataclass(frozen=True)
class Transition:
    """One way from some states to another. `name` is what code calls it, `says` what the trail says was done."""

    name: str
    says: str
    sources: frozenset[str]
    target: str
    may: Callable[[Any, Any], bool]
    guards: tuple[Guard, ...] = ()
    needs_reason: bool = False


@dataclass(frozen=True)
class Flow:
    """All transitions of one kind of record, in the order people meet them."""

    noun: str  # "đợt rà soát", used in refusals
    transitions: tuple[Transition, ...]
    state_field: str = "state"
    by_name: Mapping[str, Transition] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        names = {t.name: t for t in self.transitions}
        if len(names) != len(self.transitions):
            raise ValueError("two transitions share a name")
        object.__setattr__(self, "by_name", names)

    def __getitem__(self, name: str) -> Transition:
        return self.by_name[name]

    def state_of(self, record: models.Model) -> str:
        return getattr(record, self.state_field)


def open_to(flow: Flow, record: models.Model, name: str, *, by: Any) -> bool:
    """Whether this person could start this transition now, its guards aside: decides if a button is drawn."""
    transition = flow[name]
    return flow.state_of(record) in transition.sources and transition.may(by, record)


def missing(flow: Flow, record: models.Model, name: str) -> tuple[Problem, ...]:
    """What still stands in the way of a transition: the sentences beside a button that can't be pressed."""
    return tuple(problem for guard in flow[name].guards for problem in guard(record))


def perform(
    flow: Flow,
    record: Record,
    name: str,
    *,
    by: Any,
    reason: str = "",
    changes: Mapping[str, Any] | None = None,
) -> Record:
    """Carry out one transition on the locked row and return it, fresh from the database.

    `changes` are further fields saved with the state. `by` is None for acts of the system. Raises Refused when the
    state has moved on (a second press of a button), when the person may not, when a reason is missing, or when a
    guard finds something.
    """
    transition = flow[name]
    with transaction.atomic():
        locked = type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
        state = flow.state_of(locked)
        if state not in transition.sources:
            raise Refused(_already(flow, locked))
        if by is not None and not transition.may(by, locked):
            raise Refused(f"Ông/bà không có nhiệm vụ {transition.says} {flow.noun} này.")
        if transition.needs_reason and not reason.strip():
            raise Refused(Problem("Xin ghi lý do, để bên nhận biết phải làm gì.", field="reason"))
        refuse_if_any(missing(flow, locked, name))
        before = {flow.state_field: state}
        after: dict[str, Any] = {flow.state_field: transition.target}
        for field_name, value in (changes or {}).items():
            before[field_name] = getattr(locked, field_name)
            after[field_name] = value
            setattr(locked, field_name, value)
        setattr(locked, flow.state_field, transition.target)
        locked.save(update_fields=[flow.state_field, *(changes or {})])
        audit.record(transition.says, locked, by=by, before=before, after=after, reason=reason)
    return locked


def _already(flow: Flow, record: models.Model) -> str:
    label = getattr(record, f"get_{flow.state_field}_display")()
    return (
        f"Không làm được: {flow.noun} này đang ở trạng thái “{label}”. "
        "Có thể người khác vừa xử lý; xin tải lại trang để xem tình trạng mới."
    )
