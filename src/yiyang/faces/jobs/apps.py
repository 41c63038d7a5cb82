from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "yiyang.faces.jobs"
    label = "jobs"

    def ready(self) -> None:
        # By name: the schedule imports models, which exist only from here on.
        import_module("yiyang.faces.jobs.schedule").put_on_queue()
