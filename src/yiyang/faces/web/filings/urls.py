"""Routes of filings; a filing is named by its case."""

from django.urls import path

from yiyang.faces.web.filings import views

urlpatterns = [
    path("filings/", views.filings, name="filings"),
    path("filings/new/", views.new, name="filing_new"),
    path("filings/<int:pk>/", views.filing, name="filing"),
    path("filings/<int:pk>/again/", views.again, name="filing_again"),
    path("filings/<int:pk>/accept/", views.accept, name="filing_accept"),
    path("filings/<int:pk>/return/", views.send_back, name="filing_return"),
    path("filings/<int:pk>/withdraw/", views.withdraw, name="filing_withdraw"),
    path("filings/<int:pk>/paper/<str:kind>/", views.paper, name="filing_paper"),
]
