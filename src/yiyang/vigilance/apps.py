from django.apps import AppConfig


class VigilanceConfig(AppConfig):
    name = "yiyang.vigilance"
