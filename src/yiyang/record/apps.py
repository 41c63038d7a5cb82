from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RecordConfig(AppConfig):
    name = "yiyang.record"

    def ready(self) -> None:
        """Let every package say which of its rows are shown, and keep what they show."""
        from yiyang.audit.projected import keep_with  # noqa: PLC0415 -- needs the models loaded
        from yiyang.record.services.projecting import project  # noqa: PLC0415

        autodiscover_modules("projections")
        keep_with(project)
