"""Distance on the ground."""

from yiyang.kernel.geo import Point, metres_between


def test_one_degree_of_latitude() -> None:
    assert metres_between(Point(121.0, 31.0), Point(121.0, 32.0)) == 111195


def test_a_known_pair() -> None:
    people_square, jingan_temple = Point(121.4754, 31.2330), Point(121.4453, 31.2234)
    assert 3050 < metres_between(people_square, jingan_temple) < 3070


def test_there_and_back_is_the_same_and_here_is_nothing() -> None:
    a, b = Point(121.4, 31.2), Point(-0.1, 51.5)
    assert metres_between(a, b) == metres_between(b, a)
    assert metres_between(a, a) == 0


def test_the_other_side_of_the_world() -> None:
    assert metres_between(Point(0, 0), Point(180, 0)) == 20015114
