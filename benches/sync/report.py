#!/usr/bin/env python3
"""Tables and verdicts of the results that measure.py collected: report.py RESULTS BYTES, where BYTES is {"rows": bytes of JSON}.

A ratio is one of the best runs. A verdict whose runs were not made says so; it never passes by default. The verdicts are of
each number of rows by itself, except for memory.
"""
import json
import sys
from collections import defaultdict

CASES = PG, LITE, PLAIN, STAGED, AGAIN, DLT, CURL = (
    "jeton, Postgres", "jeton, SQLite", "psql \\copy", "psql staged", "psql staged, again", "dlt", "curl",
)
STEPS = FIRST, SAME, CHANGED = "first load", "unchanged", "1 % changed"
MIB = 1 << 20
# The limits are of a load of this many rows; fewer are over before anything has come to speed.
PROMISED = 200_000
HEAD = (
    f"{'':<20}{'':<13}{'rows':>8} {'round':>5} {'s':>8} {'rows/s':>8} {'MiB/s':>7} {'peak MiB':>8} {'its CPU s':>9} "
    f"{'Postgres':>8} {'sandbox':>8} {'WAL MiB':>8} {'others':>6}"
)


def line(result, json_bytes=None):
    wal = "-" if result["wal"] is None else f"{result['wal'] / MIB:.1f}"
    speed = "" if json_bytes is None else f"{json_bytes / MIB / result['seconds']:.1f}"
    return (
        f"{result['case']:<20}{result['step']:<13}{result['rows']:>8} {result['round']:>5} {result['seconds']:>8.2f} "
        f"{result['rows'] / result['seconds']:>8.0f} {speed:>7} {result['peak'] / MIB:>8.1f} {result['client_cpu']:>9.2f} "
        f"{result['postgres_cpu']:>8.2f} {result['sandbox_cpu']:>8.2f} {wal:>8} {result['others']:>6.2f}"
    )


class Best:
    """The fastest run of each case, and the most memory and WAL of any."""

    def __init__(self, results):
        self.runs = defaultdict(list)
        for result in results:
            self.runs[result["rows"], result["case"], result["step"]].append(result)

    def seconds(self, *key):
        runs = self.runs.get(key)
        return min(run["seconds"] for run in runs) if runs else None

    def rate(self, *key):
        seconds = self.seconds(*key)
        return seconds and key[0] / seconds

    def most(self, what, *key):
        values = [run[what] for run in self.runs.get(key, ()) if run[what] is not None]
        return max(values, default=None)


def verdict(name, value, limit, at_least, unit="", spread=0.0):
    """One line of PASS or FAIL with its limit; at_least says which side of the limit is the good one."""
    told = f"{'>=' if at_least else '<='} {limit}{unit}"
    if value is None:
        print(f"  not run  {name} (limit {told})")
        return
    passed = value >= limit if at_least else value <= limit
    exact = f"{value:.2f}" if value < 1_000 else f"{value:.0f}"
    close = abs(value / limit - 1) < spread
    note = ", closer to it than the A/A runs are to each other" if close else ""
    print(f"  {'PASS' if passed else 'FAIL'}     {name}: {exact}{unit} (limit {told}{note})")


def ratio(one, other):
    return one / other if one and other else None


def controls(best, rows):
    """Whether the sandbox held anyone up, and how far two runs of the same thing are apart, which is returned."""
    fed = best.rate(rows, CURL, FIRST)
    if fed:
        fastest = max(best.rate(rows, case, step) or 0 for case in (PG, LITE) for step in STEPS)
        print(f"  control  the sandbox feeds curl {fed:.0f} rows/s, {fed / fastest:.1f} times the fastest run of jeton")
    runs = best.runs[rows, STAGED, FIRST] + best.runs[rows, AGAIN, FIRST]
    if not runs:
        return 0.0
    seconds = [run["seconds"] for run in runs]
    spread = max(seconds) / min(seconds) - 1
    print(f"  A/A      psql staged, the same {len(seconds)} times: {100 * spread:.0f} % apart; less than that means nothing")
    return spread


def verdicts(best, rows):
    print(f"\n{rows} rows, the best run of each{'' if rows >= PROMISED else f'; the limits are meant for {PROMISED} rows or more'}")
    spread = controls(best, rows)
    first, same = best.rate(rows, PG, FIRST), best.rate(rows, PG, SAME)
    verdict("first load, times psql staged", ratio(first, best.rate(rows, STAGED, FIRST)), 0.7, True, spread=spread)
    verdict("first load, times dlt", ratio(first, best.rate(rows, DLT, FIRST)), 4, True, spread=spread)
    verdict("unchanged reload, times the first load", ratio(same, first), 3, True, spread=spread)
    wal = best.most("wal", rows, PG, SAME)
    verdict("WAL of the unchanged reload", None if wal is None else wal / MIB, 5, False, " MiB")
    slower = ratio(same, best.rate(rows, PG, CHANGED))
    verdict("time of the 1 % changed reload, times the unchanged one's", slower, 1.3, False, spread=spread)
    # 20,000 on a machine where Postgres does 9,000: a slower machine owes as much less.
    limit = min(20_000, round(20_000 / 9_000 * first)) if first else 20_000
    verdict("SQLite's first load", best.rate(rows, LITE, FIRST), limit, True, " rows/s", spread=spread)


def memory(best, sizes):
    print("\nmemory; the growth is meant from 100000 rows to 1000000")
    for case in (PG, LITE):
        peaks = {}
        for rows in sizes:
            steps = [best.most("peak", rows, case, step) for step in (FIRST, SAME, CHANGED)]
            steps = [peak for peak in steps if peak is not None]
            if steps:
                peaks[rows] = max(steps)
        most = max(peaks.values(), default=None)
        verdict(f"{case}, peak", None if most is None else most / MIB, 40, False, " MiB")
        small, large = min(peaks, default=0), max(peaks, default=0)
        growth = peaks[large] / peaks[small] if large > small else None
        between = f"at {large} rows, times that at {small}" if growth else "at the most rows, times that at the fewest"
        verdict(f"{case}, peak {between}", growth, 1.1, False)


def place(result):
    """Where a line stands in the table: runs of one thing beside each other."""
    case, step = CASES.index(result["case"]), STEPS.index(result["step"])
    return result["rows"], case, step, result["round"]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        results = [json.loads(text) for text in file]
    weights = {int(rows): weight for rows, weight in json.loads(sys.argv[2]).items()}
    sizes = sorted({result["rows"] for result in results})
    print(f"\nall runs; its CPU is the client's, others are cores busy with something else\n{HEAD}")
    for result in sorted(results, key=place):
        print(line(result, weights.get(result["rows"])))
    best = Best(results)
    for rows in sizes:
        verdicts(best, rows)
    memory(best, sizes)


if __name__ == "__main__":
    main()
