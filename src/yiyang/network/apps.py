from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "yiyang.network"

    def ready(self) -> None:
        """Let every query ask what lies within a place."""
        from yiyang.network import within  # noqa: F401, PLC0415 -- after the models are loaded
