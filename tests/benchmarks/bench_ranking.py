"""Ranking 1,000,000 customers from a CSV file against DuckDB's own SQL for it, as whole processes.

Run it from the project's folder: `python tests/benchmarks/bench_ranking.py [--rows N] [--runs N] [--file CSV]`.

Ours is what `import customers` does until the best 8 are known: read the table, guess its columns with the shipped
catalogue, rank, plan. DuckDB is given two statements: the ranks as one would write them (window functions), and the
fastest way found to get the same answer (ranks per distinct value); both read the same columns that the plan needs
and fetch the same rows. The promise: ours takes at most 1.3 x DuckDB's SQL, and less than 1 GiB of memory.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
BEST = 8
MOST_RATIO = 1.3
MOST_MIB = 1024

OURS = """
import json, sys, time
began = time.perf_counter()
from pathlib import Path
from persona_tui.banks.catalogue import load_catalogue
from persona_tui.imports.customers import RankColumn, find_name_columns, guess_columns, plan_import
from persona_tui.imports.tables import read_table
table = read_table(Path(sys.argv[1]))
names = find_name_columns(table, "customerID")
guess = guess_columns(table, load_catalogue("en"), sells_to="people", name_columns=names)
plan = plan_import(
    table, name_columns=guess.name_columns, key_column=guess.key_column, column_map=guess.column_map,
    columns_left_out=guess.left_out, rank_by=[RankColumn("tenure"), RankColumn("TotalCharges")], best=8,
)
print(json.dumps({"best": [c.name for c in plan.customers], "seconds": time.perf_counter() - began}))
"""

DUCKDB = """
import json, sys, time
began = time.perf_counter()
import duckdb
duckdb.execute("set enable_progress_bar = false")
found = duckdb.execute(sys.argv[2], [sys.argv[1]]).fetchall()
print(json.dumps({"best": [row[0] for row in found], "seconds": time.perf_counter() - began}))
"""

WINDOWS = """
with list as (
    select *, row_number() over () as place,
        try_cast(tenure as double) as a, try_cast(TotalCharges as double) as b
    from read_csv(?)
), ranked as (
    select *,
        rank() over (order by a desc nulls last) + (count(*) over (partition by a) - 1) / 2.0 as rank_a,
        rank() over (order by b desc nulls last) + (count(*) over (partition by b) - 1) / 2.0 as rank_b
    from list
)
select customerID, gender, Dependents, tenure, InternetService, Contract, TotalCharges
from ranked order by (rank_a + rank_b) / 2, place limit 8
"""

DISTINCT = """
with list as (
    select *, row_number() over () as place,
        try_cast(tenure as double) as a, try_cast(TotalCharges as double) as b
    from read_csv(?)
), ranks_a as (
    select a, sum(n) over (order by a desc nulls last) - (n - 1) / 2.0 as rank_a
    from (select a, count(*) as n from list group by a)
), ranks_b as (
    select b, sum(n) over (order by b desc nulls last) - (n - 1) / 2.0 as rank_b
    from (select b, count(*) as n from list group by b)
)
select customerID, gender, Dependents, tenure, InternetService, Contract, TotalCharges
from list
join ranks_a on list.a is not distinct from ranks_a.a
join ranks_b on list.b is not distinct from ranks_b.b
order by (rank_a + rank_b) / 2, place limit 8
"""

HEADER = [
    "customerID", "gender", "SeniorCitizen", "Partner", "Dependents", "tenure", "PhoneService", "MultipleLines",
    "InternetService", "OnlineSecurity", "OnlineBackup", "DeviceProtection", "TechSupport", "StreamingTV",
    "StreamingMovies", "Contract", "PaperlessBilling", "PaymentMethod", "MonthlyCharges", "TotalCharges", "Churn",
]  # fmt: skip


def write_list(path: Path, rows: int) -> None:
    """A list in the shape of a phone company's: 21 columns, few distinct tenures, many distinct sums, some blank."""
    chance = random.Random(2026)
    yes_no = ("Yes", "No")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for number in range(rows):
            tenure = chance.randrange(0, 73)
            monthly = round(chance.uniform(18, 119), 2)
            total = f"{monthly * tenure * chance.uniform(0.9, 1.1):.2f}" if tenure else " "
            pick = [chance.choice(yes_no) for _column in range(11)]
            contract = chance.choice(("Month-to-month", "One year", "Two year"))
            internet = chance.choice(("DSL", "Fiber optic", "No"))
            paid = chance.choice(("Electronic check", "Mailed check", "Bank transfer (automatic)"))
            key = f"{number:07d}-{chance.randrange(16**5):05X}"
            gender = chance.choice(("Female", "Male"))
            writer.writerow(
                [key, gender, number % 2, *pick[:2], tenure, *pick[2:4], internet, *pick[4:10], contract, pick[10],
                 paid, monthly, total, chance.choice(yes_no)]
            )  # fmt: skip


def run(program: str, *arguments: str) -> tuple[float, float, dict[str, object]]:
    """Seconds of a whole fresh process, its peak memory in MiB (0 where the system does not tell), what it printed."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", program, *arguments], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    printed = process.stdout.read()
    peak = 0.0
    if hasattr(os, "wait4"):
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    seconds = time.perf_counter() - began
    if process.wait() != 0:
        raise SystemExit(f"a run failed: {arguments[:1]}")
    return seconds, peak, json.loads(printed)


def main() -> int:
    """Measure, print the table, and say with the exit code whether the promise holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--file", type=Path, help="a list of your own with the columns of the made one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.file.resolve() if options.file else Path(folder) / "customers.csv"
        if not options.file:
            write_list(path, options.rows)
        ways = {
            "ours (read, guess, rank, plan)": (OURS, str(path)),
            "DuckDB, window functions": (DUCKDB, str(path), WINDOWS),
            "DuckDB, ranks per distinct value": (DUCKDB, str(path), DISTINCT),
        }
        seconds: dict[str, list[float]] = {way: [] for way in ways}
        inside: dict[str, list[float]] = {way: [] for way in ways}
        peaks: dict[str, float] = dict.fromkeys(ways, 0.0)
        best: dict[str, object] = {}
        for _round in range(options.runs):
            for way, arguments in ways.items():
                took, peak, answer = run(*arguments)
                seconds[way].append(took)
                inside[way].append(float(str(answer["seconds"])))
                peaks[way] = max(peaks[way], peak)
                best[way] = answer["best"]
        size = path.stat().st_size / 1e6
    print(f"{size:,.0f} MB, {os.cpu_count()} cores, medians of {options.runs} whole processes, interleaved\n")
    print(f"{'':34} {'process':>9} {'inside':>9} {'peak':>10} {'ours is':>9}")
    ours = statistics.median(seconds["ours (read, guess, rank, plan)"])
    for way in ways:
        whole, within = statistics.median(seconds[way]), statistics.median(inside[way])
        print(f"{way:34} {whole:7.2f} s {within:7.2f} s {peaks[way]:6.0f} MiB {ours / whole:7.2f} x")
    fastest = min(statistics.median(times) for way, times in seconds.items() if way.startswith("DuckDB"))
    same = len({json.dumps(answer) for answer in best.values()}) == 1
    peak = peaks["ours (read, guess, rank, plan)"]
    kept = same and ours <= MOST_RATIO * fastest and peak < MOST_MIB
    print(f"\nthe same best {BEST}: {'yes' if same else 'NO'}")
    print(f"ratio to the faster DuckDB: {ours / fastest:.2f} (promised: at most {MOST_RATIO})")
    print(f"peak memory of ours: {peak:.0f} MiB (promised: under {MOST_MIB})")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
