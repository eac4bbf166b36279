"""Duties come from a campaign's deadlines, from arrivals at a desk, and from returns. Fulfillments answer them.

Campaign and deadline are text keys, so that duties lie below reviews and campaigns.
"""

from typing import Self

from django.db import models
from django.db.models import F, Q

from campaign_portal.foundation import access, vietnamese
from campaign_portal.foundation.models import StoredFile, User
from emulation.people.models import Office
from emulation.territory.models import FactQuerySet, Level, UnitFact, seen_from


class DutyQuerySet(FactQuerySet):
    def visible_to(self, user) -> Self:
        """What is owed below one's unit, and what one's own office owes."""
        scope = access.scope(user)
        return self.filter(seen_from(scope) | Q(office_id__in=scope.read_office_ids))

    def of(self, user) -> Self:
        """What this person is to do: his office's duties, and his unit's where no office is named.

        A unit's own duties fall to its leadership office; a department of a town does not owe the town's.
        """
        mine = Q(pk__in=[])
        for post in access.scope(user).posts:
            mine |= Q(office_id=post.office_id)
            if post.office_function in {"leadership", "hamlet"} and post.unit_level in {Level.COMMUNE, Level.HAMLET}:
                mine |= Q(unit_id=post.unit_id, office__isnull=True)
        return self.filter(mine)

    def open(self) -> Self:
        return self.filter(fulfillment__isnull=True, cancelled_at__isnull=True)


class Duty(UnitFact):
    """One thing a unit (or one of its offices) owes by a day. `due_on` is the last day on which it is on time."""

    class Kind(models.TextChoices):
        REGISTRATION = "registration", "đăng ký thi đua"
        LAUNCH_PLAN = "launch_plan", "kế hoạch phát động"
        REGISTRATION_SUMMARY = "registration_summary", "tổng hợp đăng ký thi đua"
        REVIEW = "review", "rà soát hộ nghèo, hộ cận nghèo"
        REPORT = "report", "báo cáo"
        CONSOLIDATION = "consolidation", "báo cáo tổng hợp"
        SUBMISSION = "submission", "hồ sơ đề nghị khen thưởng"
        SUBMISSION_SUMMARY = "submission_summary", "tổng hợp hồ sơ khen thưởng"
        INTERIM_REVIEW = "interim_review", "sơ kết phong trào"
        FINAL_REVIEW = "final_review", "tổng kết phong trào"
        INSPECTION = "inspection", "kiểm tra, giám sát phong trào"
        TASK = "task", "nhiệm vụ kế hoạch giao"
        SELF_SCORE = "self_score", "tự chấm điểm thi đua"
        CROSS_SCORE = "cross_score", "chấm chéo điểm thi đua"
        FINAL_SCORE = "final_score", "kết luận điểm thi đua"
        APPRAISAL = "appraisal", "thẩm định hồ sơ"
        COUNCIL = "council", "phiên họp hội đồng"
        DECISION = "decision", "soạn quyết định khen thưởng"
        SIGNATURE = "signature", "ký ban hành quyết định"
        AMENDMENT = "amendment", "bổ sung theo yêu cầu"
        CONFIRMATION = "confirmation", "xác nhận đóng góp"

    kind = models.CharField("việc", max_length=30, choices=Kind.choices)
    title = models.CharField("tên việc", max_length=200)
    period = models.CharField("kỳ", max_length=10, blank=True)
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan")
    receiver = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nơi nhận"
    )
    also_to = models.CharField("đồng gửi", max_length=200, blank=True)  # a second receiver the plan names (S2 VI.4)
    opens_on = models.DateField("hiện từ ngày")
    due_on = models.DateField("hạn")
    due_text = models.CharField("hạn ghi trong kế hoạch", max_length=60)  # "trước 10/3/2020"
    campaign_key = models.CharField(max_length=60, blank=True)
    deadline_key = models.CharField(max_length=60, blank=True)  # blank: it arose from an arrival or a return
    object_key = models.CharField(max_length=120, blank=True)  # "registrations.Registration:5" for a return
    note = models.TextField("nội dung", blank=True)
    obligatory = models.BooleanField("bắt buộc", default=True)  # a proposal for awards is an offer, not a debt
    cancelled_at = models.DateTimeField("thôi không phải làm", null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    trail_words = {
        "on": "từ ngày",
        "number": "emulation.Fulfillment.paper_number",
        "date": "emulation.Fulfillment.paper_date",
        "paper": "emulation.Fulfillment.paper",
        "on_time": "đúng hạn",
        "note": "lời nhắc",
        "title": "emulation.Fulfillment.paper_title",
        "signer": "emulation.Fulfillment.paper_signer",
        "text": "emulation.DutyLine.text",
        "heading": "emulation.DutyLine.heading",
        "amount": "emulation.DutyLine.quantity",
        "done_on": "emulation.DutyLine.done_on",
        "deed_paper": "emulation.DutyLine.paper",
    }

    class Meta:
        verbose_name = "việc phải làm"
        verbose_name_plural = "việc phải làm"
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign_key", "deadline_key", "unit", "period"],
                condition=~Q(deadline_key="") & Q(office__isnull=True),
                name="duty_once_a_unit",
            ),
            models.UniqueConstraint(
                fields=["campaign_key", "deadline_key", "office", "period"],
                condition=~Q(deadline_key="") & Q(office__isnull=False),
                name="duty_once_an_office",
            ),
            models.CheckConstraint(condition=Q(opens_on__lte=F("due_on")), name="duty_opens_before_due"),
        ]
        indexes = [
            models.Index(fields=["kind", "period", "district"]),
            models.Index(fields=["unit", "office", "due_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.unit}"


class Fulfillment(models.Model):
    """That a duty was done, when, and by what object or paper. The first one counts for "on time"."""

    duty = models.OneToOneField(Duty, models.CASCADE, related_name="fulfillment", verbose_name="việc")
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người nộp")
    on_time = models.BooleanField("đúng hạn")
    object_key = models.CharField(max_length=120, blank=True)
    paper_number = models.CharField("số văn bản", max_length=60, blank=True)
    paper_date = models.DateField("ngày văn bản", null=True, blank=True)
    paper_title = models.CharField("trích yếu", max_length=300, blank=True)  # of a unit's own plan
    paper_signer = models.CharField("người ký", max_length=120, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "việc đã làm"
        verbose_name_plural = "việc đã làm"

    def __str__(self) -> str:
        return f"{self.duty}: {self.at:%d/%m/%Y}"


class DutyLine(models.Model):
    """What a duty's paper alone does not tell (decision 0098).

    Of a unit's own plan: its criteria and figures (S2 IV.1, S3 I.2). Of a task of the plan: what was done, day by day,
    with a paper where there is one (S3 V.4).
    """

    class Kind(models.TextChoices):
        CRITERION = "criterion", "tiêu chí, chỉ tiêu riêng"
        DEED = "deed", "việc đã làm"

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="lines", verbose_name="việc")
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    done_on = models.DateField("ngày làm", null=True, blank=True)
    heading = models.CharField("lĩnh vực, hình thức", max_length=80, blank=True)
    text = models.CharField("nội dung", max_length=300)
    quantity = models.DecimalField("số lượng", max_digits=14, decimal_places=2, null=True, blank=True)
    unit_of_measure = models.CharField("đơn vị tính", max_length=40, blank=True)
    paper = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="giấy kèm theo"
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người ghi")

    class Meta:
        verbose_name = "dòng nội dung của việc"
        verbose_name_plural = "dòng nội dung của việc"
        ordering = ["duty", "done_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="deed", done_on__isnull=False) | Q(kind="criterion", done_on__isnull=True),
                name="duty_line_of_a_deed_has_its_day",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="duty_line_says_something"),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gte=0, quantity__isnull=False),
                name="duty_line_quantity_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.amount}".strip()

    @property
    def amount(self) -> str:
        """ "12 buổi", "4,5 điểm %"; empty where no quantity was given."""
        if self.quantity is None:
            return ""
        number = vietnamese.decimal_text(self.quantity, 2).removesuffix("00").rstrip(",")
        return f"{number.rstrip('0') if ',' in number else number} {self.unit_of_measure}".strip()
