"""Sa Pa's communes before and after a merger and a split, with a figure of several years each."""

import datetime as dt
from decimal import Decimal

from emulation.poverty.models import CommuneTotal, PovertyStandard, ReviewSet
from emulation.territory.models import Level, Unit, UnitSuccession
from emulation.territory.services import set_ancestors

REFORM = dt.date(2025, 7, 1)
TODAY = dt.date(2026, 3, 1)


def figure(unit: Unit, year: int, poor: int, total: int, *, near: int = 0, period: str = "M12") -> None:
    """An approved review of a commune with its total."""
    standard = PovertyStandard.objects.get(first_year__lte=year, last_year__gte=year)
    review, _ = ReviewSet.objects.update_or_create(
        unit=unit,
        period=f"{year}-{period}",
        standard=standard,
        is_current=True,
        defaults={
            "year": year,
            "state": ReviewSet.State.APPROVED,
            "submitted_at": dt.datetime(year, 12, 30, tzinfo=dt.UTC),
            "approved_at": dt.datetime(year, 12, 31, tzinfo=dt.UTC),
            "decision_number": "1/QĐ-UBND",
        },
    )
    CommuneTotal.objects.update_or_create(
        review=review,
        defaults={
            "unit": unit,
            "period": review.period,
            "hamlet_count": 1,
            "households_total": total,
            "households_poor_end": poor,
            "households_near_end": near,
        },
    )


def born(name: str, above: Unit, code: str) -> Unit:
    unit = Unit.objects.create(
        level=Level.COMMUNE, kind="Xã", name=name, code=code, parent=above, valid_from=REFORM, start_known=True
    )
    set_ancestors(unit)
    return unit


def end(*units: Unit) -> None:
    Unit.objects.filter(pk__in=[unit.pk for unit in units]).update(valid_to=REFORM - dt.timedelta(days=1))


def went(before: Unit, after: Unit, share: str | None = None, *, whole: bool = True) -> UnitSuccession:
    return UnitSuccession.objects.create(
        predecessor=before,
        successor=after,
        on=REFORM,
        extent="whole" if whole else "part",
        share=Decimal(share) if share else None,
        share_basis="Biên bản bàn giao" if share else "",
    )


class Reformed:
    """Tả Van = Hoàng Liên + Mường Hoa + Tả Van (whole); Bản Hồ split between two new communes."""

    def __init__(self, sa_pa) -> None:
        self.sa_pa = sa_pa
        Unit.objects.filter(pk=sa_pa.town.province_id).update(valid_to=None)  # the seed ends it; here it goes on
        self.province = Unit.objects.get(pk=sa_pa.town.province_id)
        self.old = [sa_pa.commune(name) for name in ("Hoàng Liên", "Mường Hoa", "Tả Van")]
        self.ban_ho = sa_pa.commune("Bản Hồ")
        self.new = born("Tả Van", self.province, "90037")
        self.east, self.west = born("Bản Đông", self.province, "90046"), born("Bản Tây", self.province, "90047")
        end(*self.old, self.ban_ho)
        for unit in self.old:
            went(unit, self.new)
        self.to_east = went(self.ban_ho, self.east, whole=False)
        self.to_west = went(self.ban_ho, self.west, whole=False)
        for year in (2020, 2021, 2023):
            for place, unit in enumerate([*self.old, self.ban_ho]):
                figure(unit, year, poor=2030 - year + place, total=100 + place)
        figure(self.new, 2025, poor=12, total=310)
        figure(self.east, 2025, poor=3, total=60)
        figure(self.west, 2025, poor=2, total=44)
