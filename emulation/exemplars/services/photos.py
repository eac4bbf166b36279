"""Photographs of a story: kept without what telephones write beside them."""

from django.core.files.base import File
from django.db import transaction

from campaign_portal.foundation import audit, files
from campaign_portal.foundation.errors import Problem, Refused, fitting
from campaign_portal.foundation.models import User
from emulation.exemplars.models import Exemplar, ExemplarPhoto
from emulation.exemplars.rules import MOST_PHOTOS
from emulation.exemplars.services.locking import to_write


def add_photo(exemplar: Exemplar, photo: File, *, alt: str, people: str = "", by: User) -> ExemplarPhoto:
    """Keep a photograph with the words for whoever does not see it. Refuses what `pictures.drawn_anew` refuses."""
    if not alt.strip():
        raise Refused(Problem("Xin mô tả ảnh bằng một câu, cho người không nhìn thấy ảnh.", field="alt"))
    with transaction.atomic():
        found = to_write(exemplar, by)
        if found.photos.count() >= MOST_PHOTOS:
            raise Refused(Problem(f"Bài đã có {MOST_PHOTOS} ảnh, nhiều nhất rồi; xin bỏ bớt một ảnh.", field="photo"))
        row = ExemplarPhoto(
            exemplar=found,
            alt=fitting(alt, 250, "Mô tả ảnh", field="alt"),
            people=fitting(people, 500, "Người trong ảnh", field="people"),
        )
        row.file = files.store_picture(photo, owner=found, by=by, title=f"Ảnh {found.title}"[:150])
        row.save()
        audit.record("thêm ảnh", found, by=by, after={"photo": row.alt, "people": row.people})
    return row


def remove_photo(photo: ExemplarPhoto, *, by: User) -> None:
    """Take a photograph out; its file is not kept: somebody may not want to be seen."""
    with transaction.atomic():
        found = to_write(photo.exemplar, by)
        file = photo.file
        before = {"photo": photo.alt, "people": photo.people}
        photo.delete()
        files.throw_away(file)
        audit.record("bỏ ảnh", found, by=by, before=before)
