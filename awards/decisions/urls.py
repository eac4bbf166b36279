from django.urls import path

from awards.decisions.views import drafting, lists, pages, signing

app_name = "decisions"
urlpatterns = [
    path("", lists.index, name="index"),
    path("tai/", lists.export, name="export"),
    path("soan/", drafting.draft, name="draft"),
    path("so/", lists.register, name="register"),
    path("so/tai/", lists.export_register, name="export_register"),
    path("cap-so/<int:office_pk>/", lists.series, name="series"),
    path("<int:pk>/", pages.decision, name="decision"),
    path("<int:pk>/ban-xem/", pages.preview, name="preview"),
    path("<int:pk>/sua/", drafting.edit, name="edit"),
    path("<int:pk>/dong/<int:award_pk>/", drafting.edit_line, name="line"),
    path("<int:pk>/bo/", drafting.discard, name="discard"),
    path("<int:pk>/trinh-ky/", drafting.offer, name="offer"),
    path("<int:pk>/lay-lai/", drafting.take_back, name="take_back"),
    path("<int:pk>/tra-lai/", signing.hand_back, name="hand_back"),
    path("<int:pk>/ban-hanh/", signing.issue, name="issue"),
    path("<int:pk>/so-van-ban/", signing.number, name="number"),
    path("<int:pk>/lap-lai/", signing.make_paper_again, name="make_paper_again"),
]
