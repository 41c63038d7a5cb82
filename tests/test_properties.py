"""Whether a property holds never hangs on how busy the machine is."""

from hypothesis import HealthCheck, settings


def test_no_property_is_asked_how_long_its_examples_take() -> None:
    assert settings().deadline is None
    assert HealthCheck.too_slow in settings().suppress_health_check
