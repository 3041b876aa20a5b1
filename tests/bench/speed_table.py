#!/usr/bin/env python3
"""Times the viewer beside CesiumJS on the same cities, views and server, and prints the table of medians.

    speed_table.py --peer DIR --server http://127.0.0.1:8090 --release build/release --out DIR \
                   [--runs 5] city64=views64.json city16=views16.json ...

DIR of --peer holds run_cesium.mjs and its server runs already, serving the cities and an orthophoto at
/ortho/{z}/{x}/{y}.jpg (see the peer's README). Each city is NAME=VIEWS.json; the two programs take turns, run by run, so
that both meet the same weather. Every answer is kept in --out; runs that are there already are not repeated.
A machine that does other work meanwhile measures that work.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys


def run(command, log, **options):
    with open(log, "w", encoding="utf-8") as errors:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=errors, text=True, timeout=600, check=False,
                              **options)


def scene_for(args, city):
    path = os.path.join(args.out, city + ".scene.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"name": city,
                   "imagery": [{"name": "Orthophoto", "kind": "xyz", "minLevel": 0, "maxLevel": 21,
                                "url": args.server + "/ortho/{z}/{x}/{y}.jpg"}],
                   "tilesets": [{"name": "Buildings", "url": f"{args.server}/{city}/tileset.json"}]}, file)
    return path


def measure_peer(args, city, views, number):
    path = os.path.join(args.out, f"{city}.peer{number}.json")
    if not os.path.exists(path):
        answer = run(["node", "run_cesium.mjs", args.server, f"/{city}/tileset.json", views,
                      os.path.abspath(os.path.join(args.out, city + "-peer")), "16", "/ortho/{z}/{x}/{y}.jpg"],
                     path + ".log", cwd=args.peer, env={**os.environ, "ANGLE": "gl"})
        with open(path, "w", encoding="utf-8") as file:
            file.write(answer.stdout)
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def measure_viewer(args, city, views, number, draws):
    kind = "ours" if draws else "undrawn"
    path = os.path.join(args.out, f"{city}.{kind}{number}.json")
    if not os.path.exists(path):
        answer = run([os.path.join(args.release, "bin/guanjing"), "bench", scene_for(args, city), "--views", views,
                      "--stats", path, "--cache", os.path.join(args.out, f"cache-{city}-{kind}{number}")]
                     + ([] if draws else ["--no-draw"]), path + ".log")
        if answer.returncode != 0:
            sys.exit(f"{path}.log tells why the viewer failed ({answer.returncode})")
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def measure_bound(args, city, views, number):
    path = os.path.join(args.out, f"{city}.bound{number}.json")
    if not os.path.exists(path):
        answer = run([os.path.join(args.release, "bin/bench/BenchBound"), scene_for(args, city), views, "--json"],
                     path + ".log")
        with open(path, "w", encoding="utf-8") as file:
            file.write(answer.stdout)
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def medians(runs, key):
    """One median per view over all runs."""
    return [statistics.median(values) for values in zip(*[[view[key] for view in run["views"]] for run in runs])]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("peer", "server", "release", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("cities", nargs="+", metavar="CITY=VIEWS.json")
    args = parser.parse_args()
    args.out = os.path.abspath(args.out)
    os.makedirs(args.out, exist_ok=True)
    print("| city | view | CesiumJS settle / frame | ours | ratio | undrawn | ratio | bound settle / frame | ratio |"
          " with uploads | ratio |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for entry in args.cities:
        city, _, views = entry.partition("=")
        views = os.path.abspath(views)
        peer, ours, undrawn, bound = [], [], [], []
        for number in range(args.runs):
            peer.append(measure_peer(args, city, views, number))
            ours.append(measure_viewer(args, city, views, number, True))
            undrawn.append(measure_viewer(args, city, views, number, False))
            bound.append(measure_bound(args, city, views, number))
        rows = zip(*(medians(runs, key) for runs, key in (
            (peer, "settleMs"), (peer, "frameMs"), (ours, "settle_ms"), (ours, "frame_ms_median"), (undrawn, "settle_ms"),
            (bound, "settleBoundMs"), (bound, "frameBoundMs"), (bound, "settleMs"), (bound, "frameMs"),
            (bound, "firstFrameBoundMs"))))
        for number, (ps, pf, s, f, u, bs, bf, es, ef, ff) in enumerate(rows, 1):
            print(f"| {city} | {number} | {ps:,.0f} / {pf:,.0f} ms | {s:,.0f} / {f:.1f} ms | {s / ps:.3f} / {f / pf:.3f} "
                  f"| {u:,.0f} ms | {u / ps:.3f} | {bs:,.0f} / {bf:.1f} ms | {es / bs:.2f} / {ef / bf:.2f} "
                  f"| {bs - bf + ff:,.0f} ms | {es / (bs - bf + ff):.2f} |")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
