"""Award law as dated data. Each row says where it comes from and how sure it is; nothing of it stands in code."""

from django.db import models
from django.db.models import F, Q


class Certainty(models.TextChoices):
    READ = "read", "đã đọc văn bản"
    SOURCED = "sourced", "có nguồn trích dẫn"
    UNCONFIRMED = "unconfirmed", "chưa xác nhận"


class Sourced(models.Model):
    """Base of every fact of the law."""

    source = models.CharField("nguồn", max_length=300)
    certainty = models.CharField("độ chắc chắn", max_length=12, choices=Certainty.choices)
    # Somebody here read the text and corrected the row: loading the file again leaves it alone.
    corrected_here = models.BooleanField("đã sửa tại đây", default=False, editable=False)

    class Meta:
        abstract = True


class Dated(models.QuerySet):
    def in_force(self, on):
        """Rows in force on a day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name=name)


class Regime(Sourced):
    """A law with its decree and circular, from one day to another."""

    class Rounding(models.TextChoices):
        UP = "up", "làm tròn lên hàng chục nghìn"
        NEAREST = "nearest", "làm tròn đến chục nghìn gần nhất"
        NONE = "none", "không làm tròn"

    code = models.CharField("mã", max_length=10, unique=True)
    name = models.CharField("tên", max_length=200)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    bonus_rounding = models.CharField("làm tròn tiền thưởng", max_length=10, choices=Rounding.choices)
    review_by = models.DateField("phải xem lại trước ngày", null=True, blank=True)  # the law announces its own end

    objects = Dated.as_manager()

    class Meta:
        verbose_name = "chế độ pháp luật"
        verbose_name_plural = "chế độ pháp luật"
        constraints = [_ends_after_it_begins("regime_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.code}: {self.name}"


class LegalBasis(Sourced):
    """One "Căn cứ …" line to print on award decisions dated within a span, in printing order."""

    regime = models.ForeignKey(Regime, models.CASCADE, related_name="bases", verbose_name="chế độ")
    position = models.PositiveSmallIntegerField("thứ tự")
    text = models.TextField("câu viện dẫn")  # without "Căn cứ" and without the closing mark
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = Dated.as_manager()

    class Meta:
        verbose_name = "căn cứ pháp lý"
        verbose_name_plural = "căn cứ pháp lý"
        ordering = ["regime", "position"]
        constraints = [
            models.UniqueConstraint(fields=["regime", "position", "valid_from"], name="legal_basis_place_once"),
            _ends_after_it_begins("legal_basis_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.text


class AwardForm(Sourced):
    """An award form or emulation title of the catalogue (awards-law (b))."""

    class Nature(models.TextChoices):
        FORM = "form", "hình thức khen thưởng"
        TITLE = "title", "danh hiệu thi đua"

    class Level(models.TextChoices):
        STATE = "state", "Nhà nước"
        MINISTRY = "ministry", "bộ, ban, ngành"
        PROVINCE = "province", "cấp tỉnh"
        AGENCY = "agency", "sở, cơ quan chuyên môn"
        DISTRICT = "district", "cấp huyện"
        COMMUNE = "commune", "cấp xã"
        ENTERPRISE = "enterprise", "doanh nghiệp, hợp tác xã"

    code = models.CharField("mã", max_length=10, unique=True)
    name = models.CharField("tên", max_length=200)  # "Giấy khen của Chủ tịch Ủy ban nhân dân {unit}"
    short_name = models.CharField("tên gọi", max_length=60)  # "Giấy khen"
    nature = models.CharField("loại", max_length=10, choices=Nature.choices)
    level = models.CharField("cấp quyết định", max_length=20, choices=Level.choices)
    to_collective = models.BooleanField("cho tập thể")
    to_individual = models.BooleanField("cho cá nhân")
    to_household = models.BooleanField("cho hộ gia đình")
    given_in_campaigns = models.BooleanField("tặng trong phong trào", default=True)  # a yearly title is not
    decided_by = models.CharField("ai quyết định", max_length=120, blank=True)
    submitted_by = models.CharField("ai trình", max_length=160, blank=True)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = Dated.as_manager()

    class Meta:
        verbose_name = "hình thức khen thưởng"
        verbose_name_plural = "hình thức khen thưởng"
        constraints = [_ends_after_it_begins("award_form_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.short_name

    @property
    def recipients(self) -> list["RecipientNature"]:
        """Whom the law lets receive it, in the order decisions list them."""
        return [nature for nature in RecipientNature if getattr(self, f"to_{nature.value}")]

    def name_for(self, unit_title: str) -> str:
        """The exact name to print, for the deciding authority's unit: "… Ủy ban nhân dân thị xã Sa Pa"."""
        return self.name.replace("{unit}", unit_title)


class RecipientNature(models.TextChoices):
    COLLECTIVE = "collective", "tập thể"
    HOUSEHOLD = "household", "hộ gia đình"
    INDIVIDUAL = "individual", "cá nhân"


class AwardCondition(Sourced):
    """One way in which the law opens an award form to a kind of recipient in a campaign (Luật 06/2022 Đ25-26, Đ42-44,
    Đ73-75). Several for one form and recipient are alternatives; a form without any in a regime was not read yet."""

    class Launcher(models.TextChoices):
        STATE = "state", "Chủ tịch nước, Thủ tướng Chính phủ"
        PROVINCE = "province", "bộ, ban, ngành, tỉnh"
        ANY = "any", "cấp nào cũng được"

    class Review(models.TextChoices):
        ANY = "any", "lúc nào cũng được"
        INTERIM_OR_FINAL = "interim_or_final", "khi sơ kết hoặc tổng kết"
        FINAL = "final", "chỉ khi tổng kết"

    regime = models.ForeignKey(Regime, models.CASCADE, related_name="conditions", verbose_name="chế độ")
    award_form = models.ForeignKey(AwardForm, models.CASCADE, related_name="conditions", verbose_name="hình thức")
    recipient = models.CharField("cho", max_length=12, choices=RecipientNature.choices)
    position = models.PositiveSmallIntegerField("thứ tự", default=1)
    launcher = models.CharField("phong trào do ai phát động", max_length=10, choices=Launcher.choices)
    lasting_years = models.PositiveSmallIntegerField("kéo dài từ, năm", null=True, blank=True)
    review = models.CharField("xét khi nào", max_length=20, choices=Review.choices)
    standard = models.CharField("tiêu chuẩn", max_length=300)

    class Meta:
        verbose_name = "điều kiện mở hình thức khen thưởng"
        verbose_name_plural = "điều kiện mở hình thức khen thưởng"
        ordering = ["award_form", "recipient", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["regime", "award_form", "recipient", "position"], name="award_condition_place_once"
            ),
            models.CheckConstraint(
                condition=Q(lasting_years__isnull=True) | Q(lasting_years__gt=0), name="award_condition_years_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_form} {self.get_recipient_display()}: {self.standard}"


class BonusRule(Sourced):
    """The bonus of an award form: a multiple of the base salary (lương cơ sở)."""

    regime = models.ForeignKey(Regime, models.CASCADE, related_name="bonuses", verbose_name="chế độ")
    award_form = models.ForeignKey(AwardForm, models.CASCADE, related_name="bonuses", verbose_name="hình thức")
    recipient = models.CharField("cho", max_length=12, choices=RecipientNature.choices)
    coefficient = models.DecimalField("hệ số", max_digits=5, decimal_places=2)
    is_ceiling = models.BooleanField("là mức cao nhất, tỉnh định mức", default=False)

    class Meta:
        verbose_name = "mức tiền thưởng"
        verbose_name_plural = "mức tiền thưởng"
        constraints = [
            models.UniqueConstraint(fields=["regime", "award_form", "recipient"], name="bonus_rule_once"),
            models.CheckConstraint(condition=Q(coefficient__gt=0), name="bonus_coefficient_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.award_form} {self.get_recipient_display()}: {self.coefficient}"


class BaseSalary(Sourced):
    """Mức lương cơ sở, đồng a month."""

    amount_vnd = models.PositiveIntegerField("mức, đồng/tháng")
    valid_from = models.DateField("từ ngày", unique=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    decree = models.CharField("nghị định", max_length=60)

    objects = Dated.as_manager()

    class Meta:
        verbose_name = "lương cơ sở"
        verbose_name_plural = "lương cơ sở"
        constraints = [_ends_after_it_begins("base_salary_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.amount_vnd} ({self.decree})"


class CouncilRule(Sourced):
    """How a council votes on an award form (awards-law (d)): threshold over all members by the founding decision."""

    class Operator(models.TextChoices):
        MORE = "more", "trên"
        AT_LEAST = "at_least", "từ"

    regime = models.ForeignKey(Regime, models.CASCADE, related_name="council_rules", verbose_name="chế độ")
    award_form = models.ForeignKey(AwardForm, models.CASCADE, related_name="+", verbose_name="hình thức")
    operator = models.CharField("so sánh", max_length=10, choices=Operator.choices)
    percent = models.PositiveSmallIntegerField("phần trăm")
    secret = models.BooleanField("bỏ phiếu kín")
    quorum_numerator = models.PositiveSmallIntegerField("họp khi có mặt, tử số", default=2)
    quorum_denominator = models.PositiveSmallIntegerField("mẫu số", default=3)

    class Meta:
        verbose_name = "quy tắc biểu quyết"
        verbose_name_plural = "quy tắc biểu quyết"
        constraints = [
            models.UniqueConstraint(fields=["regime", "award_form"], name="council_rule_once"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="council_percent_within_hundred"),
        ]

    def __str__(self) -> str:
        return f"{self.award_form}: {self.get_operator_display()} {self.percent}%"
