"""Files that people bring or the product makes. A file is visible through its owner, whose room says to whom."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

import filetype
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import models, transaction

from campaign_portal.foundation import audit, clock, pictures, vietnamese
from campaign_portal.foundation.errors import Problem, Refused
from campaign_portal.foundation.models import StoredFile, User

SCANS = {
    "application/pdf": ("PDF", ".pdf"),
    "image/jpeg": ("ảnh JPG", ".jpg"),
    "image/png": ("ảnh PNG", ".png"),
}

_owners: dict[str, Callable[[Any, str], bool]] = {}
_look_words: dict[str, Callable[[str], str]] = {}


def register_owner(
    label: str, may_see: Callable[[Any, str], bool], *, look: Callable[[str], str] | None = None
) -> None:
    """`may_see(user, pk)` decides who may open the files owned by the model `label` ("awards.Dossier").

    `look(pk)` gives the words by which the trail tells that one was opened; empty when there is nothing to tell.
    """
    _owners[label] = may_see
    if look is not None:
        _look_words[label] = look


def owner_key(of: models.Model) -> str:
    return f"{of._meta.label}:{of.pk}"


def visible_to(user: Any, file: StoredFile) -> bool:
    label, _, pk = file.owner_key.partition(":")
    return label in _owners and _owners[label](user, pk)


def note_opening(user: User, file: StoredFile) -> None:
    """Tell the trail, where the owner's room asks for that."""
    label, _, pk = file.owner_key.partition(":")
    if label in _look_words and (words := _look_words[label](pk)):
        audit.look(words, file, by=user)


def check_scan(upload: File, *, field: str = "file") -> tuple[str, str]:
    """The content type and ending of a scanned paper. Raises Refused with a sentence for anything else.

    What the file really is decides, not what it is called.
    """
    name = vietnamese.nfc(upload.name or "tệp")
    size = upload.size or 0
    if size == 0:
        raise Refused(Problem(f"Tệp “{name}” rỗng. Xin chọn lại tệp đã quét.", field=field))
    limit = settings.FILE_UPLOAD_MAX_BYTES
    if size > limit:
        raise Refused(
            Problem(
                f"Tệp “{name}” nặng {size // 1_048_576 + 1} MB, quá mức {limit // 1_048_576} MB. "
                "Xin quét lại ở độ phân giải 200 dpi hoặc tách tệp.",
                field=field,
            )
        )
    head = upload.read(4096)
    upload.seek(0)
    kind = filetype.guess_mime(head)
    if kind not in SCANS:
        raise Refused(
            Problem(
                f"Tệp “{name}” không phải là PDF, JPG hay PNG. "
                "Xin quét giấy đã ký thành một trong ba dạng đó rồi tải lại.",
                field=field,
            )
        )
    if kind == "application/pdf" and _is_locked(upload):
        raise Refused(
            Problem(
                f"Tệp “{name}” có mật khẩu hoặc bị khóa nên người nhận không mở được. "
                "Xin lưu lại thành PDF không đặt mật khẩu rồi tải lên.",
                field=field,
            )
        )
    return kind, SCANS[kind][1]


_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:[0-9]+\s+[0-9]+\s+R\b|<<)")  # in the trailer, which is never compressed


def _is_locked(upload: File) -> bool:
    content = upload.read()
    upload.seek(0)
    return _ENCRYPTED.search(content) is not None


def store_scan(upload: File, *, owner: models.Model, by: User, title: str, field: str = "file") -> StoredFile:
    """Keep an uploaded scan under a title; the ending follows what the file really is."""
    kind, ending = check_scan(upload, field=field)
    return _store(upload.read(), name=title + ending, content_type=kind, owner=owner, by=by, made_by_system=False)


def store_made(content: bytes, *, owner: models.Model, name: str, content_type: str, by: User | None) -> StoredFile:
    """Keep a file the product made."""
    return _store(content, name=name, content_type=content_type, owner=owner, by=by, made_by_system=True)


def store_picture(upload: File, *, owner: models.Model, by: User, title: str, field: str = "photo") -> StoredFile:
    """Keep a photograph as `pictures.drawn_anew` draws it; what else the uploaded file told is nowhere kept."""
    content = pictures.drawn_anew(upload, field=field)
    name = f"{title}{pictures.ENDING}"
    return _store(content, name=name, content_type=pictures.CONTENT_TYPE, owner=owner, by=by, made_by_system=False)


def throw_away(file: StoredFile) -> None:
    """Of a file that must not be kept: a photograph whose people do not want it. Its row goes now, its bytes with the
    end of the transaction."""
    storage, name = file.content.storage, str(file.content.name)
    file.delete()
    transaction.on_commit(lambda: storage.delete(name))


def _store(
    content: bytes, *, name: str, content_type: str, owner: models.Model, by: User | None, made_by_system: bool
) -> StoredFile:
    file = StoredFile(
        owner_key=owner_key(owner),
        name=vietnamese.nfc(name)[:200],
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        made_by_system=made_by_system,
        stored_at=clock.business_now(),
        stored_by=by,
    )
    file.content.save(f"{file.pk}", ContentFile(content), save=False)
    file.save(force_insert=True)
    return file
