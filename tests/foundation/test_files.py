"""Files: what they are decides, not what they are called; seen through their owner."""

import hashlib
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from campaign_portal.foundation import files
from campaign_portal.foundation.errors import Refused
from campaign_portal.foundation.models import StoredFile, User
from tests.toy.models import Parcel

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


def picture(kind: str) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (4, 4)).save(content, kind)
    return content.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


class TestCheckScan:
    @pytest.mark.parametrize(
        ("name", "content", "kind"),
        [
            ("bien-ban.pdf", PDF, ("application/pdf", ".pdf")),
            ("anh.jpg", picture("JPEG"), ("image/jpeg", ".jpg")),
            ("anh.png", picture("PNG"), ("image/png", ".png")),
            ("van-ban.pdf", PDF + b"(how to /Encrypt a file)", ("application/pdf", ".pdf")),
            ("quét.docx", PDF, ("application/pdf", ".pdf")),  # the name lies, the content does not
        ],
    )
    def test_a_scan_is_known_by_its_content_and_can_still_be_read(self, name, content, kind):
        scan = upload(name, content)
        assert files.check_scan(scan) == kind
        assert scan.read() == content

    @pytest.mark.parametrize(
        ("name", "content", "says"),
        [
            ("bien-ban.pdf", b"", "rỗng"),
            ("bien-ban.pdf", b"MZ\x90\x00" + b"\0" * 100, "không phải là PDF, JPG hay PNG"),
            ("bien-ban.pdf", b"<html><script>alert(1)</script>", "không phải là PDF, JPG hay PNG"),
            ("bien-ban.docx", b"PK\x03\x04" + b"\0" * 100, "không phải là PDF, JPG hay PNG"),
            ("anh.gif", picture("GIF"), "không phải là PDF, JPG hay PNG"),
            ("khoa.pdf", PDF + b"trailer\n<< /Root 1 0 R /Encrypt 12 0 R >>\n%%EOF", "không đặt mật khẩu"),
            ("khoa.pdf", PDF + b"2 0 obj\n<</Type/XRef/Encrypt<</Filter/Standard>>>>stream", "không đặt mật khẩu"),
        ],
    )
    def test_anything_else_is_refused_by_name(self, name, content, says):
        with pytest.raises(Refused, match=says) as refusal:
            files.check_scan(upload(name, content), field="minutes")
        assert name in str(refusal.value)
        assert refusal.value.problems[0].field == "minutes"

    def test_a_file_too_heavy_says_how_heavy_and_what_to_do(self, settings):
        settings.FILE_UPLOAD_MAX_BYTES = 2 * 1024 * 1024
        with pytest.raises(Refused, match=r"nặng 3 MB, quá mức 2 MB.*200 dpi"):
            files.check_scan(upload("a.pdf", PDF + b"\0" * (2 * 1024 * 1024)))


@pytest.mark.django_db
class TestStored:
    @pytest.fixture
    def officer(self) -> User:
        return User.objects.create_user("can-bo", "Nguyễn Thị Mai")

    @pytest.fixture
    def parcel(self) -> Parcel:
        return Parcel.objects.create()

    @pytest.fixture
    def stored(self, officer, parcel) -> StoredFile:
        return files.store_scan(upload("x.docx", PDF), owner=parcel, by=officer, title="Biên bản họp xét")

    def test_it_is_kept_whole_with_its_hash_under_a_title(self, stored, officer, parcel, settings):
        assert stored.name == "Biên bản họp xét.pdf"
        assert (stored.sha256, stored.size) == (hashlib.sha256(PDF).hexdigest(), len(PDF))
        assert (stored.owner_key, stored.stored_by) == (f"toy.Parcel:{parcel.pk}", officer)
        assert not stored.made_by_system
        with stored.content.open() as content:
            assert content.read() == PDF
        assert stored.content.path.startswith(str(settings.MEDIA_ROOT))

    def test_the_name_on_the_disk_tells_nothing(self, stored):
        assert stored.content.name.endswith(str(stored.pk))

    def test_what_the_product_made_says_so(self, parcel):
        made = files.store_made(b"...", owner=parcel, name="QĐ.pdf", content_type="application/pdf", by=None)
        assert made.made_by_system

    def test_only_whoever_may_see_the_owner_gets_the_file(self, client, stored, officer, parcel, monkeypatch):
        monkeypatch.setattr(files, "_owners", {})
        client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
        address = reverse("file", args=[stored.pk])
        assert client.get(address).status_code == 404, "an owner nobody answers for is visible to nobody"
        files.register_owner("toy.Parcel", lambda user, pk: (user, pk) == (officer, str(parcel.pk)))
        response = client.get(address)
        assert response.status_code == 200
        assert b"".join(response.streaming_content) == PDF
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"
        shown = client.get(address, {"xem": ""})
        assert shown["Content-Disposition"].startswith("inline")
        assert b"".join(shown.streaming_content) == PDF
        other = User.objects.create_user("nguoi-khac", "Hoàng Thị Liên")
        client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(address).status_code == 404
