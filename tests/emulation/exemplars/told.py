"""Stories as Mai of Tả Van writes them, as Huy of the interior office publishes them."""

import datetime as dt
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from campaign_portal.foundation.models import User
from emulation.exemplars import services
from emulation.exemplars.models import Exemplar
from emulation.exemplars.services import Told
from emulation.people.models import Appointment, Role
from emulation.people.services import register_person

JUNE_14 = dt.date(2020, 6, 14)
TEXT = "Mười hai phụ nữ trong thôn mỗi tháng góp năm mươi nghìn đồng, cho nhau vay quay vòng mua giống. " * 2


def photo(name: str = "anh.jpg") -> SimpleUploadedFile:
    made = io.BytesIO()
    Image.new("RGB", (120, 90), "green").save(made, "JPEG")
    return SimpleUploadedFile(name, made.getvalue())


class Stories:
    def __init__(self, sa_pa) -> None:
        self.sa_pa = sa_pa
        self.mai, self.huy = sa_pa.person("mai"), sa_pa.person("huy")
        self.may = register_person(sa_pa.hamlet("Tả Van Mông"), name="Giàng Thị Mây", by=self.mai)
        self.hamlet = sa_pa.party(sa_pa.hamlet("Dền Thàng"))

    def draft(self, **changes) -> Exemplar:
        told = {"kind": "good_practice", "title": "Nhóm tiết kiệm", "text": TEXT, "party": self.hamlet} | changes
        office = self.sa_pa.committee_of(self.sa_pa.ta_van)
        return services.begin(self.sa_pa.campaign, office, Told(**told), by=self.mai)

    def waiting(self, **changes) -> Exemplar:
        return services.submit(self.draft(**changes), by=self.mai)

    def published(self, **changes) -> Exemplar:
        return services.publish(self.waiting(**changes), by=self.huy)

    def agreed(self, exemplar: Exemplar, name: str, by: User | None = None):
        return services.record_consent(exemplar, name=name, given_on=dt.date(2020, 6, 10), by=by or self.mai)

    def centre(self) -> User:
        """Somebody of the culture centre, which the plan names for publicity (S3 V.4)."""
        user = User.objects.create(username="trung.tam", full_name="Lý Thị Hoa")
        office = self.sa_pa.office("culture_centre")
        Appointment.objects.create(
            user=user, office=office, role=Role.OFFICER, title="Biên tập viên", valid_from=dt.date(2020, 1, 1)
        )
        return user
