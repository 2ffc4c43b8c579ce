"""Makes data/hanja.txt and data/hanja_words.txt: how Hanja is read in Korean.

usage: hanja.py Unihan_Readings.txt Unihan_Variants.txt libhangul-hanja.txt OUTPUT_FOLDER

Sources (both in the Debian archive; see data/README.md for versions and licences):
  unicode-data    Unihan_Readings.txt (kHangul), Unihan_Variants.txt
  libhangul-data  hanja.txt (words with their readings)

hanja.txt: one record a line, 7 bytes each (character, its reading, newline), sorted by code point, so that a
program may search the file as it is. The reading is the one that most words of libhangul use; where no word
has the character, the first of Unihan's kHangul (readings of school hanja first); a simplified or variant form without
a reading takes that of the form it stands for. Readings are the original sounds (李 is 리), the initial law is
applied by the program.

hanja_words.txt: words which the characters and the rules below read wrongly (`word<TAB>reading`, sorted), kept
short: a word is left out when shorter words of the list already make it right.
"""

import collections
import sys

INITIAL = 0xAC00
L = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
V = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"


def parts(c):
    i = ord(c) - INITIAL
    return i // 588, i % 588 // 28, i % 28


def join(l, v, t):
    return chr(INITIAL + l * 588 + v * 28 + t)


def law(c):
    """The initial law: ㄹ and ㄴ at the start of a word."""
    l, v, t = parts(c)
    glide = V[v] in "ㅑㅕㅖㅛㅠㅣ"
    if L[l] == "ㄹ":
        return join(L.index("ㅇ" if glide else "ㄴ"), v, t)
    if L[l] == "ㄴ" and glide:
        return join(L.index("ㅇ"), v, t)
    return c


def read(word, char, words):
    """The reading of `word` by the table of characters, the rules and the words known so far."""
    out, at = [], 0
    while at < len(word):
        for end in range(min(len(word), at + 6), at + 1, -1):
            if word[at:end] in words:
                out.extend(words[word[at:end]])
                at = end
                break
        else:
            c = word[at]
            r = char.get(c)
            if r is None:
                return None
            if at == 0:
                r = law(r)
            elif r in "렬률" and parts(out[-1])[2] in (0, 4):
                r = {"렬": "열", "률": "율"}[r]
            if c == "不" and at + 1 < len(word):
                n = char.get(word[at + 1])
                r = "부" if n and L[parts(n)[0]] in "ㄷㅈ" else "불"
            out.append(r)
            at += 1
    return "".join(out)


def syllables(s):
    return all(0xAC00 <= ord(c) <= 0xD7A3 for c in s)


def han(c):
    return 0x3400 <= ord(c) <= 0x9FFF


def main(readings, variants, libhangul, folder):
    unihan, other = {}, collections.defaultdict(list)
    for line in open(readings, encoding="utf-8"):
        f = line.rstrip("\n").split("\t")
        if len(f) == 3 and f[1] == "kHangul":
            c = chr(int(f[0][2:], 16))
            values = [v.split(":") for v in f[2].split(" ")]
            values.sort(key=lambda v: (("E" not in v[1]), ("0" not in v[1])))
            unihan[c] = [v[0] for v in values]
    for line in open(variants, encoding="utf-8"):
        f = line.rstrip("\n").split("\t")
        if len(f) == 3 and f[1] in ("kTraditionalVariant", "kZVariant", "kSemanticVariant"):
            for v in f[2].split(" "):
                other[chr(int(f[0][2:], 16))].append(chr(int(v.split("<")[0][2:], 16)))

    listed, single = collections.defaultdict(list), {}
    votes = collections.defaultdict(collections.Counter)
    for line in open(libhangul, encoding="utf-8"):
        if line.startswith("#") or line.count(":") < 2:
            continue
        reading, word = line.split(":")[:2]
        if len(reading) != len(word) or not syllables(reading) or not all(map(han, word)):
            continue
        if len(word) == 1:
            single.setdefault(word, []).append(reading)
            continue
        listed[word].append(reading)
        for at, (c, r) in enumerate(zip(word, reading)):
            # A sound that the initial law may have changed says nothing about the original one.
            if L[parts(r)[0]] not in "ㅇㄴ" or at > 0:
                votes[c][r] += 1

    char = {}
    for c in set(unihan) | set(single) | set(votes):
        if not han(c):
            continue
        # Unihan names the possible original sounds, the words decide between them.
        known = [r for r in unihan.get(c, []) or single.get(c, [])]
        originals = [r for r in known if not any(o != r and law(o) == r for o in known)]
        pool = originals or known or [votes[c].most_common(1)[0][0]]
        char[c] = max(pool, key=lambda r: (votes[c][r], -pool.index(r)))
    for c, forms in other.items():
        if han(c) and c not in char:
            for form in forms:
                if form in char:
                    char[c] = char[form]
                    break

    words = {}
    for word in sorted(listed, key=lambda w: (len(w), w)):
        if len(word) > 6:
            continue
        asked = set(listed[word])
        plain = "".join(char.get(c, "?") for c in word)
        if read(word, char, words) in asked or plain in asked and len(word) == 2:
            continue
        words[word] = listed[word][0]

    with open(f"{folder}/hanja.txt", "w", encoding="utf-8") as out:
        for c in sorted(char):
            out.write(f"{c}{char[c]}\n")
    with open(f"{folder}/hanja_words.txt", "w", encoding="utf-8") as out:
        for word in sorted(words):
            out.write(f"{word}\t{words[word]}\n")
    total = sum(1 for w in listed)
    right = sum(read(w, char, words) in set(listed[w]) for w in listed)
    print(f"{len(char)} characters, {len(words)} words; {right} of {total} listed words read as listed")


if __name__ == "__main__":
    main(*sys.argv[1:])
