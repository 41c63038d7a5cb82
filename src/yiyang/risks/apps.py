from importlib import import_module

from django.apps import AppConfig


class RisksConfig(AppConfig):
    name = "yiyang.risks"

    def ready(self) -> None:
        """Keep the flow of a risk."""
        import_module("yiyang.risks.flows")
