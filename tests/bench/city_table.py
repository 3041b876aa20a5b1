#!/usr/bin/env python3
"""Travels through the demo city on good and bad networks and prints what it took, as Markdown.

    city_table.py --release build/release --out DIR [--quick]
                  [--peer DIR --peer-server HOST:PORT city64=views.json]

Scenarios (BenchCity): cold, descent, teleports, swipe; each in a process and with a cache of its own, on loopback, with 40 ms
of latency, and with 20 Mbit/s (SlowRelay). Then cold again from its cache with --offline: the pictures must be the same ones.
With --peer the same two programs as in speed_table.py, CesiumJS and the viewer, show a city through the same relays; its
server runs already (see the peer's README). --quick leaves out all but cold on loopback and offline. Every answer is kept in
--out; runs that are there already are not repeated. A machine that does other work meanwhile measures that work.
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys

NETWORKS = [("loopback", None), ("40 ms", ["--latency-ms", "40"]), ("20 Mbit/s", ["--mbit", "20"])]
SCENARIOS = ["cold", "descent", "teleports", "swipe"]


def start(command):
    """A server that prints its address first; the process and the address."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    line = process.stdout.readline()
    address = re.search(r"http://([0-9.]+:[0-9]+)", line)
    if not address:
        sys.exit(f"{command[0]} did not start")
    return process, address.group(1)


def stop(process):
    process.terminate()
    process.wait()


class Bench:
    def __init__(self, args):
        self.args = args
        self.bin = os.path.join(args.release, "bin")

    def relay(self, to, options):
        return start([os.path.join(self.bin, "bench/SlowRelay"), "--to", to] + options)

    def city(self, name, scenario, address, cache, extra=()):
        path = os.path.join(self.args.out, name + ".json")
        if not os.path.exists(path):
            command = [os.path.join(self.bin, "bench/BenchCity"), scenario, f"http://{address}/scene.json",
                       "--cache", cache, "--stats", path, *extra]
            with open(path + ".log", "w", encoding="utf-8") as log:
                answer = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, timeout=900, check=False)
            if not os.path.exists(path):
                sys.exit(f"{path}.log tells why {scenario} failed ({answer.returncode})")
        with open(path, encoding="utf-8") as file:
            return json.load(file)


def ms(value):
    return "never" if value < 0 else f"{value:,.0f} ms" if value < 10000 else f"{value / 1000:,.1f} s"


def print_table(rows, names):
    print("| | " + " | ".join(names) + " |")
    print("|---|" + "---|" * len(names))
    for title, cells in rows:
        print(f"| {title} | " + " | ".join(cells) + " |")
    print()
    sys.stdout.flush()


def tables(runs, names):
    """runs[scenario][network] -> stats"""
    rows = []

    def row(title, scenario, text):
        found = runs.get(scenario)
        if not found:
            return
        rows.append((title, [text(found[name]) if name in found else "" for name in names]))

    cold = runs["cold"][names[0]]
    row("first picture after the start", "cold", lambda s: ms(s["start_ms"]))
    for number, view in enumerate(cold["views"]):
        row(f"cold: {view['name']}", "cold", lambda s, n=number: ms(s["views"][n]["settle_ms"]))
    row("cold: frame at rest, whole city / centre", "cold",
        lambda s: f"{s['views'][0]['frame_ms']:.1f} / {s['views'][-1]['frame_ms']:.1f} ms")
    row("20 teleports: settled, median / worst", "teleports",
        lambda s: f"{ms(s['settle_ms_median'])} / {ms(s['settle_ms_worst'])}")
    row("20 km to 2 m in 20 s: frame, median / p99", "descent",
        lambda s: f"{s['frame_ms_median']:.1f} / {s['frame_ms_p99']:.1f} ms")
    row("frames with holes", "descent", lambda s: f"{s['frames_with_holes']} of {s['frames']:,}")
    row("complete after the arrival", "descent", lambda s: ms(s["last_settle_ms"]))
    row("swipe in flight: frame, median / p99", "swipe",
        lambda s: f"{s['frame_ms_median']:.1f} / {s['frame_ms_p99']:.1f} ms")
    row("complete at both dates after the arrival", "swipe", lambda s: ms(s["last_settle_ms"]))
    for scenario in SCENARIOS:
        row(f"{scenario}: requests, MiB, of them never drawn", scenario,
            lambda s: f"{s['requests']:,}, {s['mib']:.1f}, {s['mib_never_drawn']:.1f}")
        row(f"{scenario}: memory of tiles / process at most", scenario,
            lambda s: f"{s['tiles_mib']:.0f} / {s['peak_rss_mib']:.0f} MiB")
    print_table(rows, names)


def offline_table(cold, warm):
    same = [a.get("fingerprint") == b.get("fingerprint") for a, b in zip(cold["views"], warm["views"])]
    rows = [(view["name"], [ms(view["settle_ms"]), ms(again["settle_ms"]), "the same" if equal else "ANOTHER"])
            for view, again, equal in zip(cold["views"], warm["views"], same)]
    rows.append(("first picture after the start", [ms(cold["start_ms"]), ms(warm["start_ms"]), ""]))
    rows.append(("requests to a server", [str(cold["requests"]), str(warm["requests"]), ""]))
    print_table(rows, ["cold, loopback", "again with --offline", "picture"])


def peer_runs(bench, args, city, views):
    """CesiumJS and the viewer in turns, through the same relays."""
    rows = []
    for name, options in NETWORKS:
        relay, address = (None, args.peer_server) if options is None else bench.relay(args.peer_server, options)
        base = os.path.join(args.out, f"{city}-{re.sub('[^a-zA-Z0-9]', '', name)}")
        scene = base + ".scene.json"
        with open(scene, "w", encoding="utf-8") as file:
            json.dump({"name": city,
                       "imagery": [{"name": "Orthophoto", "kind": "xyz", "minLevel": 0, "maxLevel": 21,
                                    "url": f"http://{address}/ortho/{{z}}/{{x}}/{{y}}.jpg"}],
                       "tilesets": [{"name": "Buildings", "url": f"http://{address}/{city}/tileset.json"}]}, file)
        peer, ours, undrawn = [], [], []
        for number in range(args.runs):
            path = f"{base}.peer{number}.json"
            if not os.path.exists(path):
                with open(path + ".log", "w", encoding="utf-8") as log:
                    answer = subprocess.run(
                        ["node", "run_cesium.mjs", f"http://{address}", f"/{city}/tileset.json", views, base, "16",
                         "/ortho/{z}/{x}/{y}.jpg"], stdout=subprocess.PIPE, stderr=log, text=True, timeout=600,
                        check=False, cwd=args.peer, env={**os.environ, "ANGLE": "gl"})
                with open(path, "w", encoding="utf-8") as file:
                    file.write(answer.stdout)
            with open(path, encoding="utf-8") as file:
                peer.append([view["settleMs"] for view in json.load(file)["views"]])
            for kind, found, extra in (("ours", ours, []), ("undrawn", undrawn, ["--no-draw"])):
                path = f"{base}.{kind}{number}.json"
                if not os.path.exists(path):
                    subprocess.run([os.path.join(bench.bin, "guanjing"), "bench", scene, "--views", views, "--stats", path,
                                    "--cache", f"{base}.{kind}{number}.cache", *extra], check=True, timeout=600)
                with open(path, encoding="utf-8") as file:
                    found.append([view["settle_ms"] for view in json.load(file)["views"]])
        if relay:
            stop(relay)
        for number, (p, o, u) in enumerate(zip(*[[statistics.median(v) for v in zip(*runs)]
                                                 for runs in (peer, ours, undrawn)]), 1):
            rows.append((f"{city}, view {number}, {name}", [ms(p), ms(o), f"{o / p:.3f}", ms(u)]))
    print_table(rows, ["CesiumJS settled", "ours", "ratio", "ours without drawing"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--release", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--peer")
    parser.add_argument("--peer-server", default="127.0.0.1:8090")
    parser.add_argument("--runs", type=int, default=1, help="of each program beside the peer")
    parser.add_argument("city", nargs="?", metavar="CITY=VIEWS.json")
    args = parser.parse_args()
    args.out, args.release = os.path.abspath(args.out), os.path.abspath(args.release)
    os.makedirs(args.out, exist_ok=True)
    bench = Bench(args)

    server, address = start([os.path.join(bench.bin, "guanjing"), "serve", "--port", "0"])
    try:
        # What the server makes once and keeps is made before anything is timed.
        bench.city("warm-up", "cold", address, os.path.join(args.out, "warm-up.cache"), ["--no-draw"])
        networks = NETWORKS[:1] if args.quick else NETWORKS
        scenarios = SCENARIOS[:1] if args.quick else SCENARIOS
        runs = {scenario: {} for scenario in scenarios}
        for name, options in networks:
            relay, here = (None, address) if options is None else bench.relay(address, options)
            for scenario in scenarios:
                file = f"{scenario}-{re.sub('[^a-zA-Z0-9]', '', name)}"
                runs[scenario][name] = bench.city(file, scenario, here, os.path.join(args.out, file + ".cache"))
            if relay:
                stop(relay)
    finally:
        stop(server)
    tables(runs, [name for name, _ in networks])
    # The server is gone by now.
    warm = bench.city("cold-offline", "cold", address, os.path.join(args.out, "cold-loopback.cache"), ["--offline"])
    offline_table(runs["cold"]["loopback"], warm)
    if args.peer and args.city:
        city, _, views = args.city.partition("=")
        peer_runs(bench, args, city, os.path.abspath(views))


if __name__ == "__main__":
    main()
