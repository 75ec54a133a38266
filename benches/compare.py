#!/usr/bin/env python3
"""Whole builds of the same sources, side by side: handbook, mdBook, Pagefind, Hugo and Typst.

    cargo build --release && cargo build --release --example write_corpus
    benches/compare.py [BOOK]      prints the README's tables; BOOK is a plain mdBook, such as the Rust course

It needs mdbook (cargo install mdbook), hugo (Debian), pagefind (npm) and Python's typst; what is missing is left out
with a word on it. Each time is a whole process that writes into an empty folder; the programs take turns, and the
figure is the median. The sources are generated: see benches/corpus.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
RELEASE = Path(os.environ.get("CARGO_TARGET_DIR", PROJECT / "target")) / "release"
HANDBOOK = RELEASE / "handbook"
TURNS = 5


class Run:
    """A program's build: what to call, in which folder, and how long each turn took."""

    def __init__(self, name, *commands, cwd=None, keep=False):
        self.name, self.commands, self.cwd, self.keep = name, commands, cwd, keep
        self.seconds, self.memory = [], 0

    def turn(self, output):
        if not self.keep:
            shutil.rmtree(output, ignore_errors=True)
        started = time.perf_counter()
        for command in self.commands:
            words = [str(word).replace("OUTPUT", str(output)) for word in command]
            process = subprocess.Popen(words, cwd=self.cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            said = process.stderr.read()
            _, status, usage = os.wait4(process.pid, 0)
            if status:
                sys.exit(f"{' '.join(words)}\n{said.decode(errors='replace')}")
            self.memory = max(self.memory, usage.ru_maxrss)
        self.seconds.append(time.perf_counter() - started)

    @property
    def median(self):
        return statistics.median(self.seconds)


def race(what, runs, turns=TURNS):
    """Lets the programs take turns, and prints a line of the table."""
    runs = [run for run in runs if run]
    with tempfile.TemporaryDirectory(dir=SCRATCH) as outputs:
        for turn in range(turns):
            for number, run in enumerate(runs):
                run.turn(Path(outputs) / (str(number) if run.keep else f"{number}-{turn}"))
    ours = runs[0]
    others = (f"{run.name} {run.median:.2f} s ({run.median / ours.median:.1f})" for run in runs[1:])
    print(f"| {what} | {ours.median:.2f} s, {ours.memory / 1024:.0f} MB | {' · '.join(others)} |", flush=True)
    return ours


def corpus(*numbers):
    folder = SCRATCH / "-".join(map(str, numbers)) / "handbook"
    subprocess.run([RELEASE / "examples" / "write_corpus", folder, *map(str, numbers)], check=True)
    return folder


def handbook(sources, *more, **kind):
    return Run("handbook", [HANDBOOK, "build", "--quiet", "--handbook", sources, "--output", "OUTPUT", *more], **kind)


def tool(name):
    found = shutil.which(name)
    if not found:
        print(f"NOT MEASURED: {name} is not installed", file=sys.stderr)
    return found


def mdbook(sources, search=False, pagefind=False):
    """The same sources as a plain mdBook, with its own search, with Pagefind's, or without."""
    if not (program := tool("mdbook")) or (pagefind and not tool("pagefind")):
        return None
    book = sources.parent / f"mdbook-{search}"
    book.mkdir(exist_ok=True)
    enabled = str(search).lower()
    settings = f'[book]\ntitle = "手册"\nlanguage = "zh"\nsrc = "../{sources.name}"\n'
    (book / "book.toml").write_text(f"{settings}[output.html.search]\nenable = {enabled}\n")
    commands = [[program, "build", "--dest-dir", "OUTPUT", book]]
    name = "mdBook with its search" if search else "mdBook without search"
    if pagefind:
        commands.append([tool("pagefind"), "--site", "OUTPUT"])
        name = "mdBook and Pagefind"
    return Run(name, *commands)


def hugo(sources):
    """The same sources with a layout that has nothing but the text: no navigation, no search, no checks."""
    if not (program := tool("hugo")):
        return None
    site = sources.parent / "hugo"
    layouts = site / "layouts" / "_default"
    layouts.mkdir(parents=True, exist_ok=True)
    page = "<!doctype html><title>{{ .Title }}</title><body>{{ .Content }}</body>\n"
    (layouts / "single.html").write_text(page)
    (layouts / "list.html").write_text(page)
    settings = 'disableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
    (site / "config.toml").write_text(f'contentDir = "{sources}"\nbaseURL = "/"\ntitle = "手册"\n{settings}')
    return Run("Hugo, bare pages", [program, "--quiet", "--source", site, "--destination", "OUTPUT"])


def typst(sources):
    """The same text, as headings and paragraphs, in one PDF."""
    try:
        import typst as _
    except ImportError:
        print("NOT MEASURED: Python's typst is not installed", file=sys.stderr)
        return None
    text = ['#set text(font: "Noto Sans SC", size: 10.5pt)\n#set page(numbering: "1")\n#outline()\n']
    for path in sorted(sources.glob("c*/*.md")):
        _, front, body = path.read_text().split("---\n", 2)
        text.append(f"= {re.search('title: (.*)', front)[1]}\n")
        for line in body.splitlines():
            line = re.sub(r"\[(.*?)\]\(.*?\)", r"\1", line.replace("{.delegated}", ""))
            line = re.sub(r"^( *)\d+\. ", r"\1+ ", re.sub("^##", "==", line.replace("|", " ").replace("{{", "")))
            text.append(re.sub(r"[#$*_@<>`\\]", " ", line) + "\n")
    source = sources.parent / "book.typ"
    source.write_text("".join(text))
    call = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"
    command = [sys.executable, "-c", call, source, "OUTPUT.pdf", PROJECT / "theme" / "fonts"]
    return Run("Typst", command)


def main():
    print("| the same sources | handbook | others (times as long as handbook) |\n| --- | --- | --- |")
    for pages in (300, 1000, 10_000):
        sources = corpus(pages)
        peers = [mdbook(sources), hugo(sources)]
        if pages < 10_000:
            peers += [mdbook(sources, search=True), mdbook(sources, pagefind=True)]
        race(f"{pages:,} pages", [handbook(sources), *peers], TURNS if pages < 10_000 else 1)
        unchanged = handbook(sources, keep=True)
        with tempfile.TemporaryDirectory(dir=SCRATCH) as output:
            unchanged.turn(output)
            unchanged.seconds.clear()
            for _ in range(TURNS):
                unchanged.turn(output)
            print(f"| {pages:,} pages, nothing changed | {unchanged.median:.3f} s | |")
            copies = Run("cp -r", ["cp", "-r", output, "OUTPUT"])
            race(f"{pages:,} pages, and a copy of the output", [handbook(sources), copies])
    for editions in (0, 1, 10, 100):
        race(f"300 pages in {editions + 1} editions", [handbook(corpus(300, editions))], 3)
    race("500 forms (page, PDF, PDF to fill in)", [handbook(corpus(50, 0, 500))])
    sources = corpus(60)
    race("60 pages of regulations as a book", [handbook(sources, "--pdf"), typst(sources)], 3)
    if len(sys.argv) > 1:
        book = Path(sys.argv[1]).resolve()
        peers = []
        if tool("mdbook") and tool("pagefind"):
            build = [tool("mdbook"), "build", "--dest-dir", "OUTPUT", book]
            peers = [Run("mdBook and Pagefind", build, [tool("pagefind"), "--site", "OUTPUT"])]
        race(book.name, [handbook(book), *peers])


with tempfile.TemporaryDirectory(prefix="compare-") as scratch:
    SCRATCH = Path(scratch)
    main()
