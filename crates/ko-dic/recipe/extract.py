"""Turns MeCab's compiled dictionary back into text: extract.py FROM TO

FROM holds sys.dic, unk.dic, matrix.bin and char.bin; TO receives ko-dic.csv, unk.def, matrix.def and char.def.
The layouts are MeCab 0.996's (src/dictionary.cpp, src/char_property.h).
"""

import csv
import pathlib
import struct
import sys

import numpy as np

MAGIC = 0xEF718F77
HEADER = 72  # ten u32 and the name of the character set in 32 bytes
TOKEN = np.dtype([("left", "<u2"), ("right", "<u2"), ("pos", "<u2"), ("cost", "<i2"), ("feature", "<u4"), ("compound", "<u4")])


def main(source, target):
    source, target = pathlib.Path(source), pathlib.Path(target)
    target.mkdir(parents=True, exist_ok=True)
    for compiled, text in (("sys.dic", "ko-dic.csv"), ("unk.dic", "unk.def")):
        with open(target / text, "w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            for surface, left, right, cost, feature in words(source / compiled):
                writer.writerow([surface, left, right, cost, *feature.split(",")])
    write_matrix(source / "matrix.bin", target / "matrix.def")
    write_characters(source / "char.bin", target / "char.def")


def words(path):
    """Yields (surface, left id, right id, cost, features) in the order of the surfaces' bytes."""
    data = path.read_bytes()
    magic, _, _, count, _, _, array_size, token_size, feature_size, _ = struct.unpack_from("<10I", data)
    assert magic ^ MAGIC == len(data), f"{path} is no dictionary of MeCab"
    array = np.frombuffer(data, "<i4", array_size // 4, HEADER).reshape(-1, 2)
    tokens = np.frombuffer(data, TOKEN, token_size // TOKEN.itemsize, HEADER + array_size)
    features = data[HEADER + array_size + token_size :][:feature_size]
    found = 0
    for surface, value in keys(array):
        # The low byte counts the tokens, the rest is the first.
        for token in tokens[value >> 8 : (value >> 8) + (value & 0xFF)]:
            start = int(token["feature"])
            feature = features[start : features.index(b"\0", start)].decode()
            found += 1
            yield surface.decode(), int(token["left"]), int(token["right"]), int(token["cost"]), feature
    assert found == count, f"{path}: {found} words of {count}"


def keys(array):
    """The keys of a Darts double array with their values, sorted."""
    base, check = array[:, 0], array[:, 1].astype(np.int64) & 0xFFFFFFFF
    used = np.nonzero(check)[0]
    order = used[np.argsort(check[used], kind="stable")]
    parents = check[order]
    found, stack = [], [(int(base[0]), b"")]
    while stack:
        parent, prefix = stack.pop()
        first, last = np.searchsorted(parents, parent, "left"), np.searchsorted(parents, parent, "right")
        for node in map(int, order[first:last]):
            code = node - parent
            if code == 0 and base[node] < 0:
                found.append((prefix, -int(base[node]) - 1))
            elif 0 < code <= 256:
                stack.append((int(base[node]), prefix + bytes([code - 1])))
    return sorted(found)


def write_matrix(source, target):
    data = source.read_bytes()
    lefts, rights = struct.unpack_from("<HH", data)
    costs = np.frombuffer(data, "<i2", offset=4)
    with open(target, "w", encoding="ascii") as out:
        out.write(f"{lefts} {rights}\n")
        for left in range(lefts):
            out.writelines(f"{left} {right} {cost}\n" for right, cost in enumerate(costs[left::lefts].tolist()))


def write_characters(source, target):
    """Bits of a character: categories 18, default category 8, length 4, group 1, invoke 1."""
    data = source.read_bytes()
    (count,) = struct.unpack_from("<I", data)
    names = [data[4 + 32 * i : 36 + 32 * i].split(b"\0")[0].decode() for i in range(count)]
    characters = np.frombuffer(data, "<u4", offset=4 + 32 * count).tolist()
    kinds = {value >> 18 & 0xFF: (value >> 31 & 1, value >> 30 & 1, value >> 26 & 0xF) for value in characters}
    with open(target, "w", encoding="ascii") as out:
        for number, name in enumerate(names):
            out.write("%s %d %d %d\n" % (name, *kinds.get(number, (0, 1, 0))))
        out.write("\n")
        first = 0
        for point in range(1, len(characters) + 1):
            if point < len(characters) and characters[point] == characters[first]:
                continue
            value, default = characters[first], characters[first] >> 18 & 0xFF
            categories = [names[default]]
            categories += [name for bit, name in enumerate(names) if value >> bit & 1 and bit != default]
            if categories != ["DEFAULT"]:
                span = f"0x{first:04X}" if first == point - 1 else f"0x{first:04X}..0x{point - 1:04X}"
                out.write(f"{span} {' '.join(categories)}\n")
            first = point


if __name__ == "__main__":
    main(*sys.argv[1:])
