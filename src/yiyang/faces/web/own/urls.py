from django.urls import path

from yiyang.faces.web.own.views import my_page

urlpatterns = [path("my/", my_page, name="my_page")]
