"""One scenario of each family of payment, and discharges that come into each of their branches."""

from __future__ import annotations

from tests.analytics.settlement.scenarios import HEAD, RATE

LINES = '[outliers]\nlow = [{k = "0.5"}]\nhigh = [{k = "1.9"}]\n'
POINTS = HEAD + 'scheme = "points"\n'
BUDGET = 'points = {scale = 1000, reference_cost = "8900", budget = "543210.07"'
BUDGET_FEN = 543_210_07
CONSORTIUM = (
    '[[consortia]]\nnumber = "Y1"\nmembers = ["H1", "H2"]\nprimary = ["H2"]\ninsured = 9\n'
    'pool = "100000"\nretained = "0.8"\nfund_share = "0.5"\nlimit = "0.1"\n'
)
FAMILIES = {
    "DRG with special cases, days and a ratio": RATE.replace('"10000"', '"11519.37"')
    + 'tcm = "0.9"\nby_item = {not_grouped = true}\n[special]\nmost = "0.2"\n'
    '[fund]\nstyle = "ratio"\nratio = "0.7"\n[[bed_days]]\nservice = "r"\n'
    'tiers = [{to_day = 5, rate = "400.55"}, {rate = "200"}]\n' + LINES,
    "DIP held against the standard": POINTS + 'rates = [{value = "9.2"}]\n'
    'coefficients = [{value = "1.05", level = "3"}]\n'
    'points = {scale = 1000, reference_cost = "8900", held_against = "standard"}\n' + LINES,
    "a floating value, elastic, a package by cost": POINTS
    + BUDGET
    + ', elastic = {base = "0.4", value = "3.3"}}\npackage = {split = "COST"}\n'
    + LINES,
    "the excess of the mean, factors by age": POINTS + 'rates = [{value = "9.2"}]\n'
    'points = {scale = 1000, reference_cost = "8900"}\n[[factors]]\nvalue = "1.1"\n'
    "age_below = 17\n" + LINES + 'high_pays = "excess_of_mean"\n',
    "a package by fee": RATE + 'package = {split = "FEE"}\n' + LINES,
}
FAMILIES = {name: text + CONSORTIUM for name, text in FAMILIES.items()}
WEIGHTS = (
    "drg,level,rw,tcm,unstable\nAA1,,1.37,,\nAA1,3,1.51,true,\nBB1,,0.123456789,,\nCC1,,2,,true\n"
)
CASES = [
    {
        "institution": f"H{n % 4}", "drg": ("AA1", "BB1", "CC1", "0000", "AA1")[n % 5],
        "cost": f"{(n * 7919) % 40_000}.{n % 100:02}", "level": ("3", "2")[n % 2],
        "patient_paid": f"{n % 37}.5", "special": ("", "1")[n % 7 == 0], "age": str(n % 40),
        "service": "r" if n % 11 == 0 else "", "days": str(1 + n % 20),
        "episode": f"E{n // 4}" if n % 4 < 2 else "", "home": ("", "Y1")[n % 3 == 0],
    }
    for n in range(1, 121)
]  # fmt: skip
