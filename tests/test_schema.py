"""The stored shape follows the models."""

import pytest
from django.core.management import call_command
from django.db import connection


@pytest.mark.django_db
def test_migrations_say_all_that_the_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db
def test_the_server_reckons_chinese_trigrams() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select cardinality(show_trgm('张桂英')) > 0")
        assert cursor.fetchone() == (True,)
