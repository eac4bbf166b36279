from django.urls import path

from awards.dossiers.views import appraisal, dossiers, lists, quotas, submissions

app_name = "dossiers"
urlpatterns = [
    path("", lists.index, name="index"),
    path("danh-sach.xlsx", lists.export, name="export"),
    path("tong-hop/", lists.summary, name="summary"),
    path("phan-bo/", quotas.index, name="quotas"),
    path("phan-bo/ghi/", quotas.add, name="add_quota"),
    path("phan-bo/<int:pk>/", quotas.quota, name="quota"),
    path("lan-trinh/moi/<int:route_pk>/", lists.start, name="start"),
    path("lan-trinh/<int:pk>/", submissions.page, name="submission"),
    path("lan-trinh/<int:pk>/them/", submissions.add, name="add"),
    path("lan-trinh/<int:pk>/trinh/", submissions.present, name="present"),
    path("lan-trinh/<int:pk>/lay-lai/", submissions.take_back, name="take_back"),
    path("lan-trinh/<int:pk>/nop/", submissions.submit, name="submit"),
    path("lan-trinh/<int:pk>/giay/<slug:kind>/", submissions.attach, name="attach_shared"),
    path("lan-trinh/<int:pk>/du-thao/<slug:kind>.<str:ending>", submissions.draft, name="draft"),
    path("<int:pk>/", dossiers.page, name="dossier"),
    path("<int:pk>/bo/", submissions.remove, name="remove"),
    path("<int:pk>/sua/", dossiers.edit, name="edit"),
    path("<int:pk>/dang-ghi/", dossiers.keep_typing, name="keep_typing"),
    path("<int:pk>/giay/<slug:kind>/", dossiers.attach, name="attach"),
    path("<int:pk>/to-trinh/", dossiers.correct_letter, name="correct_letter"),
    path("<int:pk>/minh-chung/<int:criterion_pk>/", dossiers.add_evidence, name="add_evidence"),
    path("<int:pk>/minh-chung/<int:evidence_pk>/rut/", dossiers.withdraw_evidence, name="withdraw_evidence"),
    path("<int:pk>/giai-trinh/", dossiers.explain, name="explain"),
    path("<int:pk>/nop-lai/", dossiers.resubmit, name="resubmit"),
    path("<int:pk>/bao-cao.<str:ending>", dossiers.report, name="report"),
    path("<int:pk>/danh-gia/", appraisal.judge, name="judge"),
    path("<int:pk>/y-kien/", appraisal.keep_opinion, name="keep_opinion"),
    path("<int:pk>/chuyen/", appraisal.forward, name="forward"),
    path("<int:pk>/tra-lai/", appraisal.return_for_completion, name="return"),
    path("<int:pk>/khong-de-nghi/", appraisal.decline, name="decline"),
    path("<int:pk>/tam-dung/", appraisal.hold, name="hold"),
]
