from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "yiyang.faces.web"
    label = "web"
