"""Makes data/initial_law.txt: words that North and South Korea spell differently by the initial law.

usage: initial_law.py libhangul-hanja.txt DATA_FOLDER SOUTHERN_TEXT …

Source: hanja.txt of libhangul (see data/README.md): Hanja words with their reading in South Korea. The reading of each
character by itself comes from data/hanja.txt.

The law (두음법칙, 한글 맞춤법 제10–12항): at the start of a word or of the second word of a compound the South writes
ㄴ for ㄹ, and nothing for ㄴ and ㄹ before a glide or ㅣ; 렬, 률 behind a vowel or ㄴ are 열, 율. The North
(조선말규범집, 맞춤법 제25항) writes Hanja as they sound by themselves everywhere. So the northern spelling of a word is
the row of its characters' own readings, and it is another than the southern one where the law was at work.

A line: the northern spelling, a tab, the southern one, and, when most of what is spelled like the southern word is no
such word (이상 is 理想 and 以上), a tab and `rare`. Words are weighed by how many words of the list are made with
them. Left out are
- words that begin words of southern texts, foreign names above all, far oftener than their southern spelling does (로마
  Rome, 로직 logic; the third argument and those behind it: files in which every run of Hangul is looked at);
- words against the rule of 렬, 률 (이용율), which the source has by mistake;
- pairs whose northern word has less than a quarter of the weight (노비 is mostly 奴婢, so 로비 is no way to write it);
- words that shorter ones of the list and the rule of 렬, 률 explain (로동조합: 로동; 가격련동: 련동; 비률).
Sorted by the bytes of the northern spelling.
"""

import collections
import re
import sys

FIRST = 0xAC00
L = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
V = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
LONGEST = 4
NIEUN = 4  # ㄴ as a coda
FEW = 2


def parts(c):
    i = ord(c) - FIRST
    return i // 588, i % 588 // 28, i % 28


def law(c):
    l, v, t = parts(c)
    glide = V[v] in "ㅑㅕㅖㅛㅠㅣ"
    new = l
    if L[l] == "ㄹ":
        new = L.index("ㅇ" if glide else "ㄴ")
    elif L[l] == "ㄴ" and glide:
        new = L.index("ㅇ")
    return chr(FIRST + new * 588 + v * 28 + t)


def hangul(text):
    return all("가" <= c <= "힣" for c in text)


def explained(north, known):
    """The southern spelling by the words known so far, at the start and behind two syllables and more."""
    out, at = "", 0
    while at < len(north):
        word = next((north[at:end] for end in range(len(north), at + 1, -1) if north[at:end] in known), None)
        if word and at != 1:
            out += known[word]
            at += len(word)
            continue
        c = north[at]
        if c in "렬률" and at > 0 and parts(north[at - 1])[2] in (0, NIEUN):
            c = law(c)
        out += c
        at += 1
    return out


def main(source, folder, *texts):
    own = {}
    for line in open(f"{folder}/hanja.txt", encoding="utf-8"):
        own[line[0]] = line[1]
    words = []  # (southern, hanja)
    for line in open(source, encoding="utf-8"):
        if line.startswith("#") or line.count(":") < 2:
            continue
        south, hanja, _ = line.rstrip("\n").split(":", 2)
        if len(south) == len(hanja) and 2 <= len(south) and hangul(south):
            words.append((south, hanja))
    # 異 is 리 in the lists of characters and 이 in 특이, 차이, where no law is at work.
    inside = collections.Counter()
    for south, hanja in words:
        if len(south) == 2:
            inside[hanja[1], south[1]] += 1
    for c, o in own.items():
        if o not in "렬률" and inside[c, law(o)] > inside[c, o]:
            own[c] = law(o)
    made = collections.Counter()
    for _, hanja in words:
        for at in range(len(hanja)):
            for end in range(at + 2, min(len(hanja), at + LONGEST) + 1):
                made[hanja[at:end]] += 1
    # southern -> northern (or itself) -> weight
    spelled = collections.defaultdict(collections.Counter)
    for south, hanja in words:
        if len(south) > LONGEST:
            continue
        north = ""
        for s, h in zip(south, hanja):
            o = own.get(h, s)
            # Another reading of a character (金, 樂) is no matter of spelling, nor is the second of two (激怒 격노).
            inside = len(north) == 1 and len(south) == 2 and o not in "렬률"
            north += o if s == law(o) and s != o and not inside else s
        misprint = any(
            n in "렬률" and n != s and at > 0 and parts(south[at - 1])[2] not in (0, NIEUN)
            for at, (n, s) in enumerate(zip(north, south))
        )
        if not misprint:
            spelled[south][north] += made[hanja]
    pairs = {}
    best = collections.Counter()
    for south, norths in spelled.items():
        whole = sum(norths.values())
        for north, weight in norths.items():
            if north != south and 4 * weight >= whole:
                pairs[north, south] = "rare" if 2 * weight < whole else ""
                best[north] = max(best[north], weight)
    # Of two southern spellings the commoner one (년년: 연년, 연연).
    for north, south in sorted(pairs):
        if spelled[south][north] < best[north]:
            del pairs[north, south]
        else:
            best[north] += 1
    begins = collections.Counter()
    for text in texts:
        # Not behind digits: 90년대 is no 연대.
        for run in re.findall(r"(?<![\w])[가-힣]{2,}", open(text, encoding="utf-8").read()):
            for end in range(2, min(len(run), LONGEST) + 1):
                begins[run[:end]] += 1
    pairs = {(n, s): rare for (n, s), rare in pairs.items() if begins[n] <= 2 * begins[s] + FEW}
    known = {}  # of the shorter words: northern -> southern
    out = []
    for (north, south), rare in sorted(pairs.items(), key=lambda p: (len(p[0][0]), p[0][0].encode())):
        if explained(north, known) != south:
            out.append((north, south, rare))
            known[north] = south
    out.sort(key=lambda row: row[0].encode())
    out = ["\t".join(row).rstrip("\t") for row in out]
    with open(f"{folder}/initial_law.txt", "w", encoding="utf-8") as file:
        file.write("".join(line + "\n" for line in out))
    print(len(out), "pairs")


main(*sys.argv[1:])
