"""The tables of the foundation. Foreign keys here point to users alone; everything else is an opaque text key."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q

from campaign_portal.foundation import vietnamese


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, full_name: str, password: str | None = None, **extra) -> "User":
        user = self.model(username=self.model.normalize_username(username), full_name=full_name, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, full_name: str, password: str | None = None, **extra) -> "User":
        return self.create_user(username, full_name, password, is_staff=True, is_superuser=True, **extra)


class User(AbstractBaseUser, PermissionsMixin):
    """An account. What it may see and do follows from the posts its holder has, never from the account itself."""

    username = models.CharField("tên đăng nhập", max_length=80, unique=True)
    full_name = models.CharField("họ và tên", max_length=120)
    email = models.EmailField("thư điện tử", blank=True)
    is_active = models.BooleanField("đang dùng", default=True)
    is_staff = models.BooleanField("vào trang quản trị danh mục", default=False)
    must_choose_password = models.BooleanField("phải đặt mật khẩu trước", default=False)
    password_chosen_at = models.DateTimeField("đặt mật khẩu lúc", null=True, blank=True)
    # A session remembers the count it began under; counting on ends every session of the account at its next step.
    session_epoch = models.PositiveIntegerField("lượt phiên", default=0)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]
    objects = UserManager()

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[-1]

    def clean(self) -> None:
        super().clean()
        self.full_name = vietnamese.nfc(self.full_name)


class SignInCode(models.Model):
    """A code that lets an account in once, to choose a password of its own. Only its fingerprint is kept."""

    user = models.OneToOneField(User, models.CASCADE, related_name="sign_in_code", verbose_name="tài khoản")
    fingerprint = models.CharField("dấu của mã", max_length=64)
    made_at = models.DateTimeField("cấp lúc")
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người cấp")
    expires_at = models.DateTimeField("dùng được đến")

    class Meta:
        verbose_name = "mã đăng nhập lần đầu"
        verbose_name_plural = "mã đăng nhập lần đầu"
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="sign_in_code_expires_later")
        ]

    def __str__(self) -> str:
        return f"mã đăng nhập của {self.user}"


class Installation(models.Model):
    """This installation, one row: whether it is a demo, and where the demo stands in time."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    is_demo = models.BooleanField("bản trình diễn", default=False)
    business_date = models.DateField("ngày làm việc của bản trình diễn", null=True, blank=True)
    story_played_until = models.DateField("câu chuyện đã diễn đến", null=True, blank=True)

    trail_words = {"date": "ngày làm việc"}

    class Meta:
        verbose_name = "bản cài đặt"
        verbose_name_plural = "bản cài đặt"
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="installation_one_row"),
            models.CheckConstraint(
                condition=Q(is_demo=True) | Q(business_date__isnull=True), name="installation_only_demo_moves_time"
            ),
        ]

    def __str__(self) -> str:
        return "bản trình diễn" if self.is_demo else "bản chính thức"


class AuditEntry(models.Model):
    """One thing somebody did, written in the transaction that did it. Rows are never changed: the database refuses."""

    at = models.DateTimeField("lúc", db_index=True)
    business_at = models.DateTimeField("theo lịch làm việc")
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người làm")
    actor_name = models.CharField("họ tên lúc đó", max_length=120)
    actor_posts = models.TextField("chức vụ lúc đó", blank=True)
    source = models.CharField("từ đâu", max_length=64, blank=True)
    action = models.CharField("việc", max_length=80)
    object_type = models.CharField("loại", max_length=80)
    object_id = models.CharField("mã", max_length=64)
    object_text = models.CharField("đối tượng", max_length=300)
    before = models.JSONField("trước", default=dict)
    after = models.JSONField("sau", default=dict)
    reason = models.TextField("lý do", blank=True)
    # Where it lies, as opaque keys, the widest first: whoever reads the trail of a place reads its lines.
    scope_1 = models.CharField(max_length=20, blank=True, default="", editable=False)
    scope_2 = models.CharField(max_length=20, blank=True, default="", editable=False)
    scope_3 = models.CharField(max_length=20, blank=True, default="", editable=False)
    is_private = models.BooleanField("về dữ liệu riêng của hộ", default=False, editable=False)
    folded = models.TextField(default="", editable=False)  # who, what, on what and why, without accents

    class Meta:
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["object_type", "object_id"]),
            models.Index(fields=["scope_1", "id"], name="trail_of_scope_1"),
            models.Index(fields=["scope_2", "id"], name="trail_of_scope_2"),
            models.Index(fields=["scope_3", "id"], name="trail_of_scope_3"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.action} {self.object_text}"


class AuditSeal(models.Model):
    """One link of the trail's chain, written seconds after the entry was committed. Rows are never changed either.

    `position` counts 1, 2, 3 … without a gap, in the order of sealing; an entry that was committed late comes later.
    """

    position = models.BigIntegerField("số thứ tự", primary_key=True)
    entry = models.OneToOneField(AuditEntry, models.PROTECT, related_name="seal", verbose_name="dòng nhật ký")
    hash = models.CharField("mã băm", max_length=64)  # over the hash before, the entry's columns and `sealed_at`
    sealed_at = models.DateTimeField("niêm phong lúc")

    class Meta:
        verbose_name = "niêm phong"
        verbose_name_plural = "niêm phong"
        constraints = [models.CheckConstraint(condition=Q(position__gte=1), name="audit_seal_positions_from_one")]

    def __str__(self) -> str:
        return f"niêm phong số {self.position}"


class StoredFile(models.Model):
    """A file kept for good: uploaded by a person or made by the product. It is seen through its owner."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_key = models.CharField("thuộc về", max_length=120, db_index=True)  # "awards.Dossier:12"
    name = models.CharField("tên tệp", max_length=200)
    content_type = models.CharField("kiểu", max_length=100)
    size = models.PositiveBigIntegerField("số byte")
    sha256 = models.CharField("mã băm", max_length=64)
    content = models.FileField("nội dung", upload_to="%Y/%m/")
    made_by_system = models.BooleanField("do phần mềm lập", default=False)
    stored_at = models.DateTimeField("lúc")
    stored_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người nộp")

    class Meta:
        verbose_name = "tệp"
        verbose_name_plural = "tệp"

    def __str__(self) -> str:
        return self.name


class NumberSeries(models.Model):
    """The running numbers of one authority's papers in one year (NĐ 30 Đ15: from 01 on 01/01 to 31/12)."""

    class Keeper(models.TextChoices):
        SYSTEM = "system", "phần mềm cấp số"
        CLERK = "clerk", "sổ của văn thư"

    authority_key = models.CharField("cơ quan", max_length=80)
    series = models.CharField("loại sổ", max_length=40)
    year = models.PositiveSmallIntegerField("năm")
    keeper = models.CharField("ai cấp số", max_length=10, choices=Keeper.choices, default=Keeper.SYSTEM)
    last_number = models.PositiveIntegerField("số cuối", default=0)
    last_on = models.DateField("ngày của số cuối", null=True, blank=True)

    class Meta:
        verbose_name = "sổ số văn bản"
        verbose_name_plural = "sổ số văn bản"
        constraints = [
            models.UniqueConstraint(fields=["authority_key", "series", "year"], name="number_series_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.authority_key} {self.series} {self.year}"


class Job(models.Model):
    """Work in the background. The row is the truth: written with what asked for it, claimed by one conditional UPDATE
    with a lease, and done once however often a worker is killed."""

    class State(models.TextChoices):
        QUEUED = "queued", "đang chờ"
        RUNNING = "running", "đang làm"
        DONE = "done", "xong"
        FAILED = "failed", "hỏng"

    kind = models.CharField("việc", max_length=80)
    key = models.CharField("khóa", max_length=160, blank=True)
    payload = models.JSONField("tham số", default=dict)
    owner_key = models.CharField("thuộc về", max_length=120, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.QUEUED)
    run_after = models.DateTimeField("không trước lúc")
    lease_until = models.DateTimeField("giữ đến", null=True, blank=True)
    token = models.CharField("thợ", max_length=32, blank=True)
    attempts = models.PositiveSmallIntegerField("số lần thử", default=0)
    steps_done = models.PositiveIntegerField("đã xong", default=0)
    steps_total = models.PositiveIntegerField("tổng số bước", default=0)
    step_note = models.CharField("đang làm gì", max_length=200, blank=True)
    result = models.JSONField("kết quả", default=dict)
    error = models.TextField("lỗi", blank=True)
    requested_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người yêu cầu")
    requested_at = models.DateTimeField("yêu cầu lúc")
    started_at = models.DateTimeField("bắt đầu", null=True, blank=True)
    finished_at = models.DateTimeField("xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = "việc nền"
        verbose_name_plural = "việc nền"
        constraints = [
            # One live job a key: asking twice for the same thing waits for the first.
            models.UniqueConstraint(
                fields=["key"], condition=~Q(key="") & Q(state__in=["queued", "running"]), name="job_one_live_per_key"
            ),
            models.CheckConstraint(condition=Q(steps_done__lte=F("steps_total")), name="job_steps_within_total"),
        ]
        indexes = [models.Index(fields=["state", "run_after"]), models.Index(fields=["owner_key"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key or self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED}


class Draft(models.Model):
    """What a person is typing and is not yet possible to keep as a fact ("4,5" households): raw text, never lost."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="người nhập")
    form_key = models.CharField("biểu", max_length=80)
    object_key = models.CharField("đối tượng", max_length=120)
    data = models.JSONField("nội dung", default=dict)
    saved_at = models.DateTimeField("lưu lúc")

    class Meta:
        verbose_name = "bản nháp"
        verbose_name_plural = "bản nháp"
        constraints = [models.UniqueConstraint(fields=["user", "form_key", "object_key"], name="draft_one_per_form")]

    def __str__(self) -> str:
        return f"{self.form_key} {self.object_key}"
