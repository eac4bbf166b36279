"""Reorganisation: offices of ended units end the day before, those of new units come into being, posts end with their
office; only whom the change set names goes over, in the same role, to one successor."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet

from campaign_portal.foundation.ledger import Ledger
from emulation.people.models import Appointment, Function, Office, OfficeSuccession
from emulation.territory.models import with_kind
from emulation.territory.reorganization import Line, Plan, Weight, line
from emulation.territory.rules import changes
from emulation.territory.rules.changes import Carried, ChangeSet, Going, Ref
from emulation.territory.selectors.ground import in_parts

# Offices that a unit has anew because its predecessors had them; others (departments that took part) are founded by a
# decision of their own, and their work goes on where the change set says.
OWN = frozenset(Function) - {Function.PARTICIPANT}


def offices_of(plan: Plan) -> list[Office]:
    """The offices that end: those of ended units that still stand on the day."""
    standing = Office.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=plan.on)).order_by("pk")
    return list(in_parts(standing, "unit", plan.ended))


def posts_at(offices: Iterable[Office], plan: Plan) -> list[Appointment]:
    """The posts at these offices that would last beyond the day before."""
    lasting = Appointment.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=plan.on)).select_related("user")
    return list(in_parts(lasting.order_by("pk"), "office", [office.pk for office in offices]))


def proposal(change: ChangeSet) -> tuple[Carried, ...]:
    """Whoever works for a unit that goes altogether to one: the administrator strikes out who stays behind."""
    whole = change.whole_to()
    held = Appointment.objects.own().filter(valid_to__isnull=True).order_by("pk").values_list("pk", "office__unit_id")
    return tuple(Carried(post, whole[unit]) for post, unit in in_parts(held, "office__unit", whole))


def where_offices_go(plan: Plan, ended: Iterable[Office]) -> dict[int, Ref]:
    """Of each ended office the unit at which one of the same kind goes on with its open work."""
    return {
        office.pk: plan.whole_to[office.unit_id]
        for office in ended
        if office.unit_id in plan.whole_to and office.function in OWN
    }


class People:
    key = "people"
    title = "Cơ quan, chức vụ"

    def touched(self, plan: Plan) -> Iterator[Line]:
        ended = offices_of(plan)
        posts = posts_at(ended, plan)
        yield from line(Weight.CHANGE, f"cơ quan kết thúc sau ngày {plan.eve:%-d/%-m/%Y}", ended)
        made = list(self._new_offices(plan, ended, self._standing(plan)))
        yield from line(Weight.CHANGE, "cơ quan của đơn vị mới", [name for _, _, _, name in made])
        carried = {item.post: item.to for item in plan.change.carried}
        yield from line(Weight.CHANGE, "chức vụ kết thúc, không chuyển sang", [p for p in posts if p.pk not in carried])
        yield from line(
            Weight.CHANGE,
            "người chuyển sang đơn vị mới, giữ nguyên vai trò",
            [f"{post} → {plan.title(carried[post.pk])}" for post in posts if post.pk in carried],
        )
        yield from line(
            Weight.MUST, "người ghi chuyển sang nhưng không chuyển được", self._impossible(plan, ended, posts)
        )
        late = [office for office in ended if office.valid_from > plan.eve]
        yield from line(Weight.MUST, "cơ quan bắt đầu sau ngày đơn vị kết thúc; xin sửa ngày của cơ quan", late)
        late_posts = [post for post in posts if post.valid_from > plan.eve]
        yield from line(Weight.MUST, "chức vụ bắt đầu sau ngày đơn vị kết thúc; xin sửa trước", late_posts)
        goes = where_offices_go(plan, ended)
        left = [office for office in ended if office.pk not in goes and office.pk not in plan.change.offices]
        yield from line(Weight.ASK, "cơ quan kết thúc mà chưa có nơi nhận việc đang dở", left)

    def _impossible(self, plan: Plan, ended: list[Office], posts: list[Appointment]) -> Iterator[str]:
        """Posts that the change set names and that may not go where it says."""
        unit_of = {office.pk: office for office in ended}
        known = {post.pk: post for post in posts}
        goes: set[tuple[int, Ref]] = {(going.old, going.new) for going in plan.change.goings}
        for pk, times in Counter(item.post for item in plan.change.carried).items():
            if times > 1:
                yield f"chức vụ {known.get(pk, pk)} ghi chuyển sang {times} nơi"
        for item in plan.change.carried:
            post = known.get(item.post)
            if post is None:
                yield f"chức vụ số {item.post} không thuộc đơn vị kết thúc, hoặc đã thôi"
            elif (unit_of[post.office_id].unit_id, item.to) not in goes:
                yield f"{post}: đơn vị đến không kế thừa đơn vị của chức vụ này"
            elif post.acting_for_id:
                yield f"{post}: đang được ủy quyền thay người khác, quyền ấy hết cùng cơ quan"
            elif unit_of[post.office_id].function not in OWN:
                yield f"{post}: {unit_of[post.office_id]} không có ở đơn vị mới; giao chức vụ mới riêng"

    def _standing(self, plan: Plan) -> set[tuple[int, str]]:
        """Offices that units of the catalogue which receive have already."""
        receiving = [plan.adopted.get(ref, ref) if isinstance(ref, str) else ref for ref in plan.origins]
        rows: QuerySet[Any, Any] = Office.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=plan.on)
        ).values_list("unit_id", "function")
        return set(in_parts(rows, "unit", [pk for pk in receiving if isinstance(pk, int)]))

    def _new_offices(
        self, plan: Plan, ended: list[Office], standing: set[tuple[int, str]]
    ) -> Iterator[tuple[Ref, str, Office | None, str]]:
        """(unit, function, the office it follows, name): one of each function that a predecessor had, and always the
        leadership (of a hamlet, its head's desk)."""
        by_unit: dict[int, dict[str, Office]] = {}
        for office in ended:
            if office.function in OWN:
                by_unit.setdefault(office.unit_id, {}).setdefault(office.function, office)
        for ref, goings in plan.origins.items():
            pk = plan.adopted.get(ref) if isinstance(ref, str) else ref
            functions: dict[str, Office | None] = {}
            for going in sorted(goings, key=_largest_first):
                for function, office in by_unit.get(going.old, {}).items():
                    functions.setdefault(function, office)
            hamlet = plan.level(ref) == changes.HAMLET
            if not hamlet:
                functions.setdefault(Function.LEADERSHIP, None)
            for function, followed in functions.items():
                if pk is None or (pk, function) not in standing:
                    yield ref, function, followed, self._name(plan, ref, function, followed)

    def _name(self, plan: Plan, ref: Ref, function: str, office: Office | None) -> str:
        title = plan.title(ref)
        if function == Function.HAMLET:
            return title[:1].upper() + title[1:]
        if function == Function.LEADERSHIP or office is None:
            return f"Ủy ban nhân dân {title}"
        unit = plan.ground.units[office.unit_id]
        former = with_kind(unit.kind, unit.name)
        return office.name.replace(former, title) if former in office.name else f"{office.short_name} {title}"

    def apply(self, plan: Plan, ledger: Ledger) -> None:
        ended = offices_of(plan)
        posts = posts_at(ended, plan)
        made = self._make_offices(plan, ended, ledger)
        goes = where_offices_go(plan, ended)
        function_of = {office.pk: office.function for office in ended}
        for pk, ref in goes.items():
            plan.offices[pk] = made[plan.row(ref), function_of[pk]]
        plan.offices.update({old: new for old, new in plan.change.offices.items() if old in function_of})
        self._end(ended, posts, plan, ledger)
        ledger.make(
            OfficeSuccession,
            (
                OfficeSuccession(
                    predecessor_id=old, successor_id=new, on=plan.on, legal_basis=plan.reorganization.legal_basis
                )
                for old, new in plan.offices.items()
            ),
        )
        office_of = {office.pk: office for office in ended}
        by_pk = {post.pk: post for post in posts}
        fresh, seen = [], set()
        for item in plan.change.carried:
            post = by_pk[item.post]
            office = made[plan.row(item.to), office_of[post.office_id].function]
            if (same := (post.user_id, office, post.role)) in seen:
                continue  # he held the role at two of the predecessors: one post is enough
            seen.add(same)
            fresh.append(
                Appointment(
                    user_id=post.user_id, office_id=office, role=post.role, title=post.title, valid_from=plan.on
                )
            )
        ledger.make(Appointment, fresh)

    def _end(self, ended: list[Office], posts: list[Appointment], plan: Plan, ledger: Ledger) -> None:
        """Whoever stands in for another ends before him: the database holds the one within the days of the other."""
        ledger.put_each(Office, "valid_to", {o.pk: plan.eve for o in ended}, {o.pk: o.valid_to for o in ended})
        ledger.put_each(Office, "end_reason", {o.pk: plan.reason for o in ended}, {o.pk: o.end_reason for o in ended})
        for group in ([p for p in posts if p.acting_for_id], [p for p in posts if not p.acting_for_id]):
            ledger.put_each(Appointment, "valid_to", {p.pk: plan.eve for p in group}, {p.pk: p.valid_to for p in group})
            ledger.put_each(
                Appointment, "end_reason", {p.pk: plan.reason for p in group}, {p.pk: p.end_reason for p in group}
            )

    def _make_offices(self, plan: Plan, ended: list[Office], ledger: Ledger) -> dict[tuple[int, str], int]:
        """Every office, new or standing, of the units that receive: (unit, function) → office."""
        rows = []
        for ref, function, office, name in self._new_offices(plan, ended, self._standing(plan)):
            title, unit = plan.title(ref), plan.new.get(ref)
            place = unit.name if unit else plan.ground.units[ref].name  # type: ignore[index]
            short = f"UBND {title}" if function == Function.LEADERSHIP else (office.short_name if office else name)
            rows.append(
                Office(
                    unit_id=plan.row(ref),
                    name=name[:200],
                    short_name=(name if function == Function.HAMLET else short)[:100],
                    symbol=office.symbol if office else "UBND",
                    place=("" if function == Function.HAMLET else place)[:60],
                    function=function,
                    valid_from=plan.on,
                )
            )
        made = {(row.unit_id, row.function): row.pk for row in ledger.make(Office, rows)}
        standing = Office.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=plan.on)).order_by("-pk")
        receiving = [plan.row(ref) for ref in plan.origins]
        there = in_parts(standing.values_list("unit_id", "function", "pk"), "unit", receiving)
        return {**{(unit, function): pk for unit, function, pk in there}, **made}


def _largest_first(going: Going) -> tuple[bool, int]:
    return going.extent != changes.WHOLE, going.old


SECTION = People()
