from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "yiyang.care"
