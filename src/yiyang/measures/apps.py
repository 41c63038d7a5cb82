from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "yiyang.measures"
