"""Draft, apply and take back a reorganisation. Applying and taking back are one transaction each: all or nothing."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.core.files.base import File
from django.db import transaction

from campaign_portal.foundation import audit, clock, files, jobs, workflow
from campaign_portal.foundation.errors import Problem, Refused, fitting, refuse_if_any
from campaign_portal.foundation.ledger import Ledger
from campaign_portal.foundation.models import AuditEntry, Job, User
from campaign_portal.shell.reorganization import permissions
from campaign_portal.shell.reorganization.hanging import hanging, marks
from campaign_portal.shell.reorganization.sections import SECTIONS
from campaign_portal.shell.reorganization.workflow import REORGANIZATION_FLOW
from emulation.people.reorganization import proposal
from emulation.territory.models import Reorganization, ReorganizationLedger, Unit
from emulation.territory.reorganization import Weight, plan_of
from emulation.territory.rules.changes import Carried, ChangeSet

NOT_YET = "Chưa áp dụng được; không có gì thay đổi."


def draft(
    *,
    title: str,
    effective_on: dt.date,
    legal_basis: str,
    within: Unit | None,
    by: User | None,
    basis_date: dt.date | None = None,
    change: ChangeSet | None = None,
) -> Reorganization:
    """A new change set, nothing applied. `by` None is the command, the only one for the whole country.

    Refuses a unit that the administrator's does not cover, a paper dated after the day it takes effect.
    """
    wrong = []
    if by is not None and not permissions.covers(by, within):
        wrong.append(Problem("Chỉ sắp xếp được đơn vị trong địa bàn ông/bà quản trị.", field="within"))
    if not title.strip():
        wrong.append(Problem("Xin ghi tên lần sắp xếp, ví dụ “Nhập xã Hoàng Liên vào xã Tả Van”.", field="title"))
    if not legal_basis.strip():
        wrong.append(Problem("Xin ghi số, ký hiệu văn bản, ví dụ 1673/NQ-UBTVQH15.", field="legal_basis"))
    if basis_date is not None and basis_date > effective_on:
        wrong.append(Problem("Văn bản không thể đề sau ngày có hiệu lực.", field="basis_date"))
    refuse_if_any(wrong)
    with transaction.atomic():
        made = Reorganization.objects.create(
            title=fitting(title, 200, "Tên", field="title"),
            effective_on=effective_on,
            legal_basis=fitting(legal_basis, 200, "Số văn bản", field="legal_basis"),
            basis_date=basis_date,
            within=within,
            content=(change or ChangeSet()).to_json(),
            made_by=by,
            made_at=clock.business_now(),
        )
        audit.record("lập dự thảo sắp xếp", made, by=by, after=_summary(made))
    return made


def attach(reorganization: Reorganization, scan: File, *, by: User) -> Reorganization:
    """The scan of the legal paper."""
    with transaction.atomic():
        locked = _draft(reorganization, by)
        locked.basis_file = files.store_scan(scan, owner=locked, by=by, title=locked.legal_basis, field="basis_file")
        locked.save(update_fields=["basis_file"])
        audit.record("kèm văn bản sắp xếp", locked, by=by, after={"file": locked.basis_file})
    return locked


def rewrite(
    reorganization: Reorganization, change: ChangeSet, *, by: User | None, says: str = "sửa dự thảo sắp xếp"
) -> Reorganization:
    """Another content for a draft; it may be impossible still, the preview says why."""
    with transaction.atomic():
        locked = _draft(reorganization, by)
        before = _summary(locked)
        locked.content = change.to_json()
        locked.save(update_fields=["content"])
        audit.record(says, locked, by=by, before=before, after=_summary(locked))
    return locked


def proposed(reorganization: Reorganization) -> tuple[Carried, ...]:
    """Who could go over: the people of units that go altogether to one, heads of their hamlets included."""
    plan, faults = plan_of(reorganization)
    return () if faults else proposal(plan.change)


def propose_people(reorganization: Reorganization, *, by: User | None) -> Reorganization:
    """Everybody of a whole merger goes over, in the same role; the administrator then strikes out who stays."""
    change = ChangeSet.from_json(reorganization.content)
    carried = proposed(reorganization)
    return rewrite(reorganization, replace(change, carried=carried), by=by, says="đề xuất người chuyển sang")


def choose_people(reorganization: Reorganization, posts: set[int], *, by: User) -> Reorganization:
    """Who of the proposed goes over; everybody else's post ends."""
    change = ChangeSet.from_json(reorganization.content)
    carried = tuple(item for item in proposed(reorganization) if item.post in posts)
    return rewrite(reorganization, replace(change, carried=carried), by=by, says="chọn người chuyển sang")


def discard(reorganization: Reorganization, *, by: User) -> None:
    """Throw a draft away. What was applied is taken back, never erased."""
    with transaction.atomic():
        locked = _draft(reorganization, by)
        audit.record("bỏ dự thảo sắp xếp", locked, by=by, before=_summary(locked))
        locked.delete()


def apply(reorganization: Reorganization, *, by: User | None) -> Reorganization:
    """Write everything the change set does, room by room, and what it takes to undo it.

    Refuses with every fault and every obstacle that must be finished first; nothing is changed then.
    """
    with transaction.atomic():
        locked = Reorganization.objects.select_for_update(of=("self",)).get(pk=reorganization.pk)
        plan, faults = plan_of(locked)
        refuse_if_any(Problem(f"{fault}.") for fault in faults)
        if plan.change.is_empty:
            raise Refused("Lần sắp xếp chưa có đơn vị nào.")
        obstacles = [line for section in SECTIONS for line in section.touched(plan) if line.weight == Weight.MUST]
        refuse_if_any(Problem(f"{line.text.capitalize()}: {'; '.join(line.names)}.") for line in obstacles)
        before: dict[str, Any] = marks() | {"adopted": sorted(plan.adopted.values())}
        kept = []
        for position, section in enumerate(SECTIONS):
            ledger = Ledger()
            section.apply(plan, ledger)
            kept.append(
                ReorganizationLedger(
                    reorganization=locked, section=section.key, position=position, entries=ledger.entries
                )
            )
        done = workflow.perform(
            REORGANIZATION_FLOW,
            locked,
            "apply",
            by=by,
            changes={"applied_by": by, "applied_at": clock.business_now()},
        )
        kept[0].marks = before | {"audit": AuditEntry.objects.order_by("pk").values_list("pk", flat=True).last() or 0}
        ReorganizationLedger.objects.bulk_create(kept)
    return done


def undo(reorganization: Reorganization, *, by: User | None, reason: str) -> Reorganization:
    """Take everything back, exactly. Refuses, by name, what was built on it since."""
    with transaction.atomic():
        locked = Reorganization.objects.select_for_update(of=("self",)).get(pk=reorganization.pk)
        if locked.state == Reorganization.State.APPLIED:
            refuse_if_any(Problem(sentence) for sentence in hanging(locked))
        done = workflow.perform(
            REORGANIZATION_FLOW,
            locked,
            "undo",
            by=by,
            reason=reason,
            changes={"undone_by": by, "undone_at": clock.business_now()},
        )
        for kept in done.ledgers.order_by("-position"):
            Ledger(kept.entries).take_back()
    return done


def ask(kind: str, reorganization: Reorganization, *, by: User) -> Job:
    """A large one in the background: "reorganization.preview" or "reorganization.apply"."""
    if kind.endswith("apply") and not permissions.may_change(by, reorganization):
        raise Refused("Ông/bà không có nhiệm vụ áp dụng lần sắp xếp này.")
    return jobs.enqueue(
        kind,
        by=by,
        key=f"{kind}:{reorganization.pk}",
        owner_key=reorganization.key,
        reorganization_id=reorganization.pk,
    )


def _draft(reorganization: Reorganization, by: User | None) -> Reorganization:
    locked = Reorganization.objects.select_for_update(of=("self",)).select_related("within").get(pk=reorganization.pk)
    if locked.state != Reorganization.State.DRAFT:
        raise Refused(f"Lần sắp xếp này {locked.get_state_display()}, không sửa được nữa.")
    if by is not None and not permissions.may_change(by, locked):
        raise Refused("Chỉ quản trị của đơn vị bao trùm mới sửa được lần sắp xếp này.")
    return locked


def _summary(made: Reorganization) -> dict[str, Any]:
    """For the trail: counts, never thousands of lines."""
    content = made.content
    return {
        "title": made.title,
        "effective_on": made.effective_on,
        "legal_basis": made.legal_basis,
        **{key: len(content.get(key, ())) for key in ("units", "ended", "goings", "carried")},
    }
