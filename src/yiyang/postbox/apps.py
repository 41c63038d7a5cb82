from django.apps import AppConfig


class PostboxConfig(AppConfig):
    name = "yiyang.postbox"
