"""Stores equal detail records once: dedupe.py FROM TO, folders of lindera-dictionary."""

import pathlib
import shutil
import sys

import numpy as np


def main(source, target):
    source, target = pathlib.Path(source), pathlib.Path(target)
    target.mkdir(parents=True, exist_ok=True)
    words = (source / "dict.words").read_bytes()
    index = np.frombuffer((source / "dict.wordsidx").read_bytes(), "<u4")
    places, records, offsets = {}, bytearray(), []
    for offset in index.tolist():
        length = int.from_bytes(words[offset : offset + 4], "little")
        record = words[offset : offset + 4 + length]
        if record not in places:
            places[record] = len(records)
            records += record
        offsets.append(places[record])
    for path in source.iterdir():
        shutil.copy(path, target / path.name)
    (target / "dict.words").write_bytes(records)
    (target / "dict.wordsidx").write_bytes(np.array(offsets, "<u4").tobytes())
    print(f"{len(offsets)} words, {len(places)} records", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
