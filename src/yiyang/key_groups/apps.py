from django.apps import AppConfig


class KeyGroupsConfig(AppConfig):
    name = "yiyang.key_groups"
