from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "yiyang.faces.jobs"
    label = "jobs"
