from importlib import import_module

from django.apps import AppConfig


class CrossRegionConfig(AppConfig):
    name = "yiyang.cross_region"

    def ready(self) -> None:
        """Take in the messages of other nodes, and hear what they answer to ours."""
        # By name: the services import models, which exist only from here on.
        import_module("yiyang.cross_region.services.messages").begin()
