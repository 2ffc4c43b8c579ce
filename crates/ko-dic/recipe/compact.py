"""Leaves out what follows from the rest: compact.py FROM TO

FROM is what extract.py wrote; TO receives the lexicon with five detail columns, and metadata.json.
"""

import collections
import csv
import pathlib
import shutil
import sys

MAKES = {"*": "*", "Compound": "C", "Inflect": "I", "Preanalysis": "P"}


def main(source, target):
    source, target = pathlib.Path(source), pathlib.Path(target)
    target.mkdir(parents=True, exist_ok=True)
    counts = collections.Counter()
    with open(source / "ko-dic.csv", encoding="utf-8", newline="") as lines, open(
        target / "ko-dic.csv", "w", encoding="utf-8", newline=""
    ) as out:
        writer = csv.writer(out, lineterminator="\n")
        for row in csv.reader(lines):
            writer.writerow(compact(row, counts))
    with open(source / "unk.def", encoding="utf-8") as lines, open(target / "unk.def", "w", encoding="utf-8") as out:
        for line in lines:
            out.write(",".join(line.split(",")[:5] + ["*"] * 4) + "\n")
    for name in ("char.def", "matrix.def"):
        shutil.copy(source / name, target / name)
    shutil.copy(pathlib.Path(__file__).with_name("metadata.json"), target / "metadata.json")
    print(dict(counts), file=sys.stderr)
    assert not counts["final consonant differs"] and not counts["first or last tag differs"]


def compact(row, counts):
    surface, left, right, cost, tags, meaning, final, reading, make, first, last, expression = row
    if final in ("T", "F") and "가" <= reading[-1:] <= "힣":
        has_final = (ord(reading[-1]) - 0xAC00) % 28 != 0
        counts["final consonant differs"] += (final == "T") != has_final
    if make == "Inflect":
        parts = tags.split("+")
        counts["first or last tag differs"] += (first, last) != (parts[0], parts[-1])
    counts["words"] += 1
    reading = "*" if reading == surface else reading
    return [surface, left, right, cost, tags, meaning, reading, MAKES[make], shorten(surface, make, expression)]


def shorten(surface, make, expression):
    parts = [part.split("/") for part in expression.split("+")]
    if make == "*" or expression == "*" or any(len(part) != 3 for part in parts):
        return expression
    if "".join(form for form, _, _ in parts) == surface:
        return "#" + "+".join(f"{len(form)}{tag}" for form, tag, _ in parts)
    return "+".join(f"{form}/{tag}" for form, tag, _ in parts)


if __name__ == "__main__":
    main(*sys.argv[1:])
