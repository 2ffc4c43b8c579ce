"""Merges equal rows and columns of the connection matrix and relabels the ids: merge.py FROM TO

Exact: every pair of words keeps its cost. Id 0, the edge of a sentence, stays 0.
"""

import csv
import pathlib
import shutil
import sys

import numpy as np


def main(source, target):
    source, target = pathlib.Path(source), pathlib.Path(target)
    target.mkdir(parents=True, exist_ok=True)
    with open(source / "matrix.def", encoding="ascii") as lines:
        rights, lefts = map(int, next(lines).split())
        costs = np.loadtxt(lines, dtype=np.int32)[:, 2].reshape(rights, lefts).T
    left_of, left_first = classes(costs)
    right_of, right_first = classes(costs.T)
    merged = costs[np.ix_(left_first, right_first)]
    assert left_of[0] == 0 and right_of[0] == 0
    assert (merged[np.ix_(left_of, right_of)] == costs).all()

    with open(target / "matrix.def", "w", encoding="ascii") as out:
        out.write(f"{merged.shape[1]} {merged.shape[0]}\n")
        for right in range(merged.shape[1]):
            column = merged[:, right].tolist()
            out.writelines(f"{right} {left} {cost}\n" for left, cost in enumerate(column))
    for name in ("ko-dic.csv", "unk.def"):
        with open(source / name, encoding="utf-8", newline="") as lines, open(
            target / name, "w", encoding="utf-8", newline=""
        ) as out:
            writer = csv.writer(out, lineterminator="\n")
            for row in csv.reader(lines):
                row[1], row[2] = left_of[int(row[1])], right_of[int(row[2])]
                writer.writerow(row)
    for name in ("char.def", "metadata.json"):
        shutil.copy(source / name, target / name)


def classes(rows):
    """The class of each row and the first row of each class, classes numbered by first occurrence."""
    _, first, inverse = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)
    number = np.empty(len(first), int)
    number[order] = np.arange(len(first))
    return number[inverse.reshape(-1)], first[order]


if __name__ == "__main__":
    main(*sys.argv[1:])
