from importlib import import_module

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "yiyang.decisions"

    def ready(self) -> None:
        # By name: both sides import models, which exist only from here on.
        book = import_module("yiyang.decisions.book")
        import_module("yiyang.access.powers").matrix.read_from(book.current_book)
