from django.urls import path

from emulation.poverty.views import (
    approvals,
    bringing,
    corrections,
    course,
    lists,
    maps,
    printed,
    published,
    review,
    series,
    standards,
)

app_name = "poverty"
urlpatterns = [
    path("", lists.index, name="index"),
    path("chuan-ngheo/", standards.page, name="standards"),
    path("xuat/", lists.export, name="export"),
    path("mo/<str:period>/", review.begin, name="open"),
    path("bieu/<int:pk>/<str:period>/", printed.index, name="forms"),
    path("bieu/<int:pk>/<str:period>/<slug:form>/", printed.page, name="form"),
    path("bieu/<int:pk>/<str:period>/<slug:form>/excel/", printed.workbook, name="form_xlsx"),
    path("bieu/<int:pk>/<str:period>/<slug:form>/pdf/", printed.paper_of, name="form_pdf"),
    path("excel/<int:unit>/<str:period>/", bringing.page, name="bring"),
    path("excel/<int:unit>/<str:period>/mau/", bringing.blank, name="bring_blank"),
    path("excel/<int:unit>/<str:period>/cot/<int:number>/", bringing.columns, name="bring_columns"),
    path("excel/<int:unit>/<str:period>/dau-cham/", bringing.dot, name="bring_dot"),
    path("excel/<int:unit>/<str:period>/loi/", bringing.faults, name="bring_faults"),
    path("excel/<int:unit>/<str:period>/ghi/", bringing.take, name="bring_take"),
    path("excel/<int:unit>/<str:period>/bo/", bringing.discard, name="bring_discard"),
    path("don-vi/<int:unit>/", lists.below, name="below"),
    path("ban-do/<int:unit>/", maps.page, name="map"),
    path("tong-hop/<int:unit>/<str:period>/", approvals.begin, name="compile"),
    path("phe-duyet/<int:approval>/", approvals.page, name="compilation"),
    path("phe-duyet/<int:approval>/trinh/", approvals.submit, name="send_up"),
    path("phe-duyet/<int:approval>/rut-ve/", approvals.recall, name="recall"),
    path("phe-duyet/<int:approval>/tra-lai/", approvals.give_back, name="give_back"),
    path("phe-duyet/<int:approval>/duyet/", approvals.sanction, name="sanction"),
    path("phe-duyet/<int:approval>/cong-bo/", approvals.publish, name="publish"),
    path("phe-duyet/<int:approval>/mo-lai/", approvals.reopen, name="reopen"),
    path("cong-bo/", published.index, name="published"),
    path("cong-bo/<str:period>/<int:unit>/", published.page, name="published_unit"),
    path("<int:pk>/", review.page, name="review"),
    path("<int:pk>/luu/", review.save, name="save"),
    path("<int:pk>/them-thon/", review.add_hamlets, name="add_hamlets"),
    path("<int:pk>/trinh/", course.present, name="present"),
    path("<int:pk>/chuyen-lai/", course.send_back, name="send_back"),
    path("<int:pk>/nop/", course.submit, name="submit"),
    path("<int:pk>/duyet/", course.approve, name="approve"),
    path("<int:pk>/dinh-chinh/", corrections.begin, name="correct"),
    path("<int:pk>/tra-lai/", course.return_review, name="return"),
]

# Below /don-vi/, beside the unit's own page.
of_units = [
    path("<int:pk>/chuoi-so-lieu/", series.page, name="page"),
    path("<int:pk>/chuoi-so-lieu/bieu-do.svg", series.chart, name="chart"),
    path("<int:pk>/chuoi-so-lieu/tai/", series.export, name="export"),
]
