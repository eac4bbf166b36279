from django.urls import path

from campaign_portal.foundation.web import account, kept_forms, sign_in, trail, views

urlpatterns = [
    path("dang-nhap/", sign_in.SignIn.as_view(), name="login"),
    path("dang-nhap/ma/", sign_in.second_step, name="second_step"),
    path("mo-khoa/", sign_in.unlock, name="unlock"),
    path("dang-xuat/", sign_in.SignOut.as_view(), name="logout"),
    path("quen-mat-khau/", sign_in.forgotten, name="forgotten"),
    path("dat-lai/<uidb64>/<token>/", sign_in.ResetPassword.as_view(), name="password_reset_confirm"),
    path("tai-khoan/", account.account, name="account"),
    path("tai-khoan/mat-khau/", account.password, name="account_password"),
    path("tai-khoan/hai-buoc/", account.set_up_second_factor, name="second_factor"),
    path("tai-khoan/hai-buoc/tat/", account.drop_second_factor, name="drop_second_factor"),
    path("tai-khoan/ma-du-phong/", account.make_backup_codes, name="backup_codes"),
    path("tai-khoan/thoat-noi-khac/", account.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("bieu-chua-gui/bo/", kept_forms.throw_away, name="throw_away_kept_form"),
    path("tep/<uuid:pk>/", views.download, name="file"),
    path("viec-nen/<int:pk>/", views.job_progress, name="job_progress"),
    path("nhat-ky/", trail.index, name="trail"),
    path("nhat-ky/xuat/", trail.export, name="trail_export"),
    path("nhat-ky/kiem-tra/", trail.verify, name="trail_verify"),
    path("nhat-ky/<int:pk>/", trail.entry, name="trail_entry"),
]
