#!/usr/bin/env python3
"""Runs one command and says what it cost: time, CPU of all parts, memory, WAL, and what it left in the database.

The result is a line on stdout and a line of JSON at the end of --results. Rows are counted in the database, never taken from
the tool; a wrong number, or a command that fails, ends this with 1. CPU is of the command's process tree, of Postgres and of
the sandbox, each by itself; memory is of the tree, looked at fifty times a second.
"""
import argparse
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time

import report

TICKS = os.sysconf("SC_CLK_TCK")
PAUSE = 0.02


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--case", required=True, help="who, and into what")
    parser.add_argument("--step", required=True, help="first load, unchanged, 1 % changed")
    parser.add_argument("--rows", type=int, required=True, help="how many rows there must be afterwards")
    parser.add_argument("--changed", type=int, default=0, help="how many of them must have been touched")
    parser.add_argument("--round", type=int, required=True)
    parser.add_argument("--results", required=True)
    parser.add_argument("--log", required=True, help="takes the command's output")
    parser.add_argument("--sandbox", type=int, default=0, help="process id")
    parser.add_argument("--postmaster", type=int, default=0, help="process id")
    parser.add_argument("--database", help="of Postgres, where the rows are counted")
    parser.add_argument("--file", help="of SQLite, where the rows are counted")
    parser.add_argument("--table", default="partner_center_referrals")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    return parser.parse_args()


def stat(pid):
    """CPU seconds of a process, and of its children that have ended."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            fields = file.read().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0, 0.0
    own, children = sum(map(int, fields[11:13])), sum(map(int, fields[13:15]))
    return own / TICKS, children / TICKS


def tree(root):
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        try:
            for task in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as file:
                    waiting += map(int, file.read().split())
        except OSError:
            pass  # it has ended
    return found


def server_cpu(postmaster):
    """Of all of Postgres, the backends that have ended included."""
    if not postmaster:
        return 0.0
    return sum(stat(postmaster)) + sum(stat(pid)[0] for pid in tree(postmaster)[1:])


def busy():
    """CPU seconds that all of the machine has worked."""
    with open("/proc/stat", encoding="ascii") as file:
        fields = list(map(int, file.readline().split()[1:]))
    return (sum(fields[:3]) + sum(fields[5:8])) / TICKS


def memory(pid):
    """Resident bytes now, and the most so far."""
    sizes = {}
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.startswith(("VmRSS:", "VmHWM:")):
                    name, size, _ = line.split()
                    sizes[name] = int(size) * 1024
    except OSError:
        pass
    return sizes.get("VmRSS:", 0), sizes.get("VmHWM:", 0)


def peak_of(root):
    """The most that the tree holds now, or that its largest process ever held."""
    sizes = [memory(pid) for pid in tree(root)]
    return max(sum(now for now, _ in sizes), max(most for _, most in sizes))


def psql(database, query):
    command = ["psql", "-XAtqc", query, "-d", database]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def landed(args):
    """Rows, and those of them that a touch changed; a touch counts up the end of the entity tag."""
    query = f"""SELECT count(*), count(CASE WHEN e_tag NOT LIKE '%-000000000000"' THEN 1 END) FROM {args.table}"""
    if args.database:
        return tuple(map(int, psql(args.database, query).split("|")))
    if args.file:
        with sqlite3.connect(args.file) as connection:
            return connection.execute(query).fetchone()
    return args.rows, args.changed


def wal_position(args):
    return psql(args.database, "SELECT pg_current_wal_lsn()") if args.database else None


def wal_since(args, position):
    if position is None:
        return None
    return int(psql(args.database, f"SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '{position}')::bigint"))


def run(command, log):
    """Runs it to its end and returns the status, the seconds, the peak."""
    with open(log, "w", encoding="utf-8") as output:
        started = time.monotonic()
        child = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)

    def stop(number, _frame):
        os.killpg(child.pid, signal.SIGKILL)
        sys.exit(128 + number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    peak = 0
    while child.poll() is None:
        peak = max(peak, peak_of(child.pid))
        time.sleep(PAUSE)
    return child.returncode, time.monotonic() - started, peak


def main():
    args = arguments()
    command = args.command[1:] if args.command[:1] == ["--"] else args.command
    position = wal_position(args)
    postgres, sandbox, machine = server_cpu(args.postmaster), sum(stat(args.sandbox)), busy()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    status, seconds, peak = run(command, args.log)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    client = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    postgres, sandbox = server_cpu(args.postmaster) - postgres, sum(stat(args.sandbox)) - sandbox
    others = (busy() - machine - client - postgres - sandbox) / seconds
    if status != 0:
        with open(args.log, encoding="utf-8", errors="replace") as file:
            sys.exit(f"{args.case}, {args.step}: exit {status}\n{file.read()[-4000:]}")
    wal = wal_since(args, position)
    found = landed(args)
    if found != (args.rows, args.changed):
        sys.exit(f"{args.case}, {args.step}: rows and touched rows are {found}, not {(args.rows, args.changed)}")
    result = {
        "case": args.case, "step": args.step, "rows": args.rows, "round": args.round, "seconds": seconds, "peak": peak,
        "client_cpu": client, "postgres_cpu": postgres, "sandbox_cpu": sandbox, "others": max(others, 0.0), "wal": wal,
    }
    with open(args.results, "a", encoding="utf-8") as file:
        file.write(json.dumps(result) + "\n")
    print(report.line(result), flush=True)


if __name__ == "__main__":
    main()
