"""The board is drawn once for many readers, and none of them is shown anything old."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.utils.translation import override

from tests.world import make_bed, make_institution
from yiyang.faces.web.board import tables
from yiyang.faces.web.board.rounds import Rounds
from yiyang.network.models import Bed


class Gate:
    """A reading that stays open until it is let through."""

    def __init__(self) -> None:
        self.begun: list[Event] = [Event() for _ in range(4)]
        self.open: list[Event] = [Event() for _ in range(4)]
        self.readings = 0

    def read(self, _key: str) -> int:
        number = self.readings
        self.readings += 1
        self.begun[number].set()
        assert self.open[number].wait(10)
        return number


def test_who_asks_during_a_reading_gets_a_later_one() -> None:
    gate = Gate()
    rounds = Rounds(gate.read)
    with ThreadPoolExecutor(4) as readers:
        first = readers.submit(rounds.of, "310106")
        assert gate.begun[0].wait(10)
        late = [readers.submit(rounds.of, "310106") for _ in range(3)]
        for gate_open in gate.open:
            gate_open.set()
        assert first.result(10) == 0
        assert all(reader.result(10) > 0 for reader in late)


def test_a_later_asker_reads_anew() -> None:
    numbers = iter(range(3))
    rounds = Rounds(lambda _key: next(numbers))
    assert [rounds.of("a"), rounds.of("a"), rounds.of("b")] == [0, 1, 2]


def test_a_reading_that_fails_is_its_askers_fault_alone() -> None:
    answers = iter([ZeroDivisionError(), 7])

    def read(_key: str) -> int:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    rounds = Rounds(read)
    with pytest.raises(ZeroDivisionError):
        rounds.of("a")
    assert rounds.of("a") == 7


@pytest.mark.django_db
def test_only_the_line_that_changed_is_drawn_again_and_it_is_shown_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    homes = [make_institution() for _ in range(3)]
    beds = [make_bed(home) for home in homes]
    drawn: list[str] = []
    render = tables.render_to_string

    def noted(template: str, page: dict[str, object]) -> str:
        drawn.append(template)
        return render(template, page)

    monkeypatch.setattr(tables, "render_to_string", noted)
    before = tables.drawn_board("310106", "en")
    assert drawn.count("board/_line.html") == 3
    assert tables.drawn_board("310106", "en") == before
    assert drawn.count("board/_line.html") == 3
    Bed.objects.filter(pk=beds[1].pk).update(state="OCCUPIED")
    after = tables.drawn_board("310106", "en")
    assert drawn.count("board/_line.html") == 4
    assert "1 of 1 taken" not in before.tables
    assert after.tables.count("1 of 1 taken") == 1


@pytest.mark.django_db
def test_a_board_in_one_language_is_not_shown_in_another() -> None:
    home = make_institution()
    make_bed(home)
    with override("zh-hans"):
        english = tables.drawn_board("310106", "en").tables
    with override("en"):
        chinese = tables.drawn_board("310106", "zh-hans").tables
    assert home.name_en in english and home.name_zh not in english
    assert home.name_zh in chinese and home.name_en not in chinese
