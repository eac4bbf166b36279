"""Tables without migrations: the test database makes them as they stand here."""

from django.db import models


class Parcel(models.Model):
    """Something with a state, for the workflow engine."""

    class State(models.TextChoices):
        PACKED = "packed", "đã gói"
        SENT = "sent", "đã gửi"
        ARRIVED = "arrived", "đã đến"

    state = models.CharField(max_length=10, choices=State.choices, default=State.PACKED)
    weight = models.PositiveIntegerField(default=0)
    label = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"bưu kiện {self.pk}"


class Page(models.Model):
    """One step's product of the book-printing job."""

    book = models.CharField(max_length=40)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "number"], name="toy_page_once")]


class Book(models.Model):
    """The artefact of the job; no constraint keeps it single, so a test sees when it is made twice."""

    name = models.CharField(max_length=40)
    pages = models.PositiveIntegerField()


class Visit(models.Model):
    """One line each time a worker enters or leaves the handler: what a test counts."""

    book = models.CharField(max_length=40)
    event = models.CharField(max_length=20)
    process = models.PositiveIntegerField()
