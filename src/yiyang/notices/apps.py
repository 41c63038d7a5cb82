from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "yiyang.notices"
