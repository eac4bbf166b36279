"""The minutes of a session: made once after it is closed, laid out as Mẫu 1.9 of NĐ 30/2020/NĐ-CP."""

import datetime as dt
import re

import pytest

from awards.councils import services
from awards.councils.models import CouncilSession
from campaign_portal.foundation import audit, files
from campaign_portal.foundation.models import Installation, Job, StoredFile
from tests.awards.councils.stage import Stage
from tests.support import nd30
from tests.support.jobs import run_queued_jobs


def read(file: StoredFile) -> bytes:
    with file.content.open("rb") as opened:
        return opened.read()


def text_of(pdf: bytes) -> str:
    lines = [line.text for sheet in nd30.read(pdf) for line in sheet.lines]
    return re.sub(r"\s+", " ", " ".join(lines))


@pytest.fixture
def session(stage: Stage) -> CouncilSession:
    """Thirteen of fifteen took part, one nominee failed, one member left a vote."""
    session = stage.plan(stage.dossiers())
    services.leave_vote(session.items.first(), stage.member("Lò Thị Mai"), reason="người cùng thôn", by=stage.secretary)
    stage.attend(session, absent=2, written=1)
    stage.vote(session, 12, 12, 8, 7, 10)
    return services.close_session(session, ends_at=dt.time(11, 30), by=stage.secretary)


def test_the_minutes_are_made_after_the_session_and_kept(session, stage: Stage):
    assert session.minutes is None
    (job,) = run_queued_jobs()
    assert (job.kind, job.state) == ("councils.render_minutes", Job.State.DONE)
    session.refresh_from_db()
    assert session.minutes.name == "Biên bản 01-BB-HĐTĐKT.pdf"
    assert session.minutes.owner_key == files.owner_key(session)
    assert audit.history(session).first().after["sha256"] == session.minutes.sha256


def test_the_minutes_stand_up_to_the_layout_and_say_what_happened(session):
    run_queued_jobs()
    session.refresh_from_db()
    pdf = read(session.minutes)
    assert nd30.problems(pdf) == []
    sheets_ = nd30.read(pdf)
    text = text_of(pdf)
    assert not any("Sa Pa, ngày" in line.text for sheet in sheets_ for line in sheet.lines), "no place and date line"
    assert "Số: 01/BB-HĐTĐKT" in text
    assert "Thời gian bắt đầu: 08 giờ 00, ngày 18 tháng 11 năm 2020." in text
    assert "13 trên tổng số 15 thành viên Hội đồng" in text
    assert "trong đó 12 có mặt, 01 gửi ý kiến bằng văn bản, 02 vắng." in text
    assert "- Chu Thị Lan: đi công tác." in text
    assert "Lò Thị Mai không biểu quyết (người cùng thôn)" in text
    assert "12/15 80,00% 0 0 Thông qua" in text
    assert "7/15 46,67% 6 0 Không thông qua" in text
    assert "cho 02 tập thể, 01 hộ gia đình và 01 cá nhân" in text
    assert "Không đề nghị đối với bà Lý Thị Mẩy: 7 trên 15 phiếu (46,67%), cần ít nhất 8." in text
    assert "Cuộc họp kết thúc vào 11 giờ 30, ngày 18 tháng 11 năm 2020./." in text
    secretary, chair = nd30.find(sheets_, "THƯ KÝ"), nd30.find(sheets_, "CHỦ TỌA")
    assert secretary.center < chair.center
    assert abs(secretary.top - chair.top) < 1


def test_minutes_of_a_demo_say_that_they_are_worth_nothing(session):
    Installation.objects.create(is_demo=True)
    run_queued_jobs()
    session.refresh_from_db()
    assert "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ" in text_of(read(session.minutes))


def test_a_job_that_runs_again_leaves_the_minutes_as_they_are(session):
    run_queued_jobs()
    session.refresh_from_db()
    kept = session.minutes
    Job.objects.update(state=Job.State.QUEUED)
    run_queued_jobs()
    session.refresh_from_db()
    assert session.minutes == kept
    assert StoredFile.objects.filter(owner_key=files.owner_key(session)).count() == 1
