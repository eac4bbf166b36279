"""Inspections as Thành of the standing office holds them in Tả Van."""

import datetime as dt

from emulation.inspections import services
from emulation.inspections.models import Inspection, InspectionFinding
from emulation.inspections.services import Planned

JUNE_20, JULY_15 = dt.date(2020, 6, 20), dt.date(2020, 7, 15)
MINUTES = {
    "held_on": JUNE_20,
    "place": "Trụ sở UBND xã Tả Van",
    "team": "Lê Văn Thành, chuyên viên Phòng LĐ-TB&XH, trưởng đoàn\nTrần Quốc Huy, chuyên viên Phòng Nội vụ",
    "present": "Lồ A Vảng, Chủ tịch UBND xã",
    "content": "Đoàn xem sổ rà soát 7 thôn, gặp 12 hộ.\nĐối chiếu danh sách hộ đăng ký thoát nghèo.",
    "conclusion": "Xã tổ chức phong trào nghiêm túc; hai việc phải khắc phục.",
}


class Inspections:
    def __init__(self, sa_pa) -> None:
        self.sa_pa = sa_pa
        self.thanh, self.mai, self.din = (sa_pa.person(who) for who in ("thanh", "mai", "din"))

    def planned(self, **changes) -> Inspection:
        values = {"title": "Rà soát 6 tháng", "party": self.sa_pa.party(self.sa_pa.ta_van), "planned_on": JUNE_20}
        return services.plan(self.sa_pa.campaign, Planned(**values | changes), by=self.thanh)

    def written(self, **changes) -> Inspection:
        """Planned, with its minutes written, not yet standing."""
        made = self.planned(**changes)
        planned = Planned(made.title, made.party, made.planned_on, "Kế hoạch số 15/KH-PLĐTBXH ngày 01/6/2020")
        return services.edit(made, planned, MINUTES, by=self.thanh)

    def found(self, inspection: Inspection, **changes) -> InspectionFinding:
        values = {
            "text": "Hai hộ đã thoát nghèo còn trong danh sách.",
            "severity": "mend",
            "unit": self.sa_pa.ta_van,
            "ask": "Rà lại danh sách, báo cáo bằng văn bản.",
            "due_on": JULY_15,
        }
        return services.add_finding(inspection, **values | changes, by=self.thanh)

    def recorded(self) -> InspectionFinding:
        """The one finding of minutes that stand."""
        made = self.written()
        finding = self.found(made)
        services.record(made, by=self.thanh)
        return finding
