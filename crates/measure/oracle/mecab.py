"""Analyses sentences of Korean running text with mecab-ko, the oracle of `seoji-measure segmentation`.

Usage: mecab.py TARGET DATA OUT

Makes a virtual environment in TARGET/mecab-oracle with the package python-mecab-ko (its dictionary is the one that
seoji-ko-dic carries), reads DATA/text/** and DATA/retrieval/*/corpus.jsonl of Korean collections, and writes OUT,
one sentence a line:

    {"text": "…", "morphemes": [[start, end, tag, role, [term, …]], …]}

Offsets are bytes of the text in UTF-8. `role` is "C" for content and "F" for function; the terms of a content
morpheme are what search keeps of it by the rules of design §4.6, written here a second time and on purpose from
mecab's own eight columns; those of a function morpheme hold its stem.

Exit status 75 means: the package cannot be installed here.
"""

import json
import pathlib
import re
import subprocess
import sys
import unicodedata
import venv

RETRIEVAL = ("korquad-v1-dev", "belebele-ko")
DROPPED = {"VX", "VCP", "VCN", "XSV", "XSA", "VSV", "SF", "SE", "SSO", "SSC", "SC", "SY", "SP"}
LONGEST = 1000  # chars; longer "sentences" are tables and code
CANNOT_INSTALL = 75


def main(target, data, out):
    environment = pathlib.Path(target) / "mecab-oracle"
    if pathlib.Path(sys.prefix).resolve() != environment.resolve():
        python = environment / "bin" / "python"
        try:
            if not python.exists():
                venv.create(environment, with_pip=True)
            install = [python, "-m", "pip", "install", "--quiet", "python-mecab-ko==1.3.7"]
            subprocess.run(install, check=True, stdout=sys.stderr)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"mecab.py: {error}", file=sys.stderr)
            sys.exit(CANNOT_INSTALL)
        # Isolated (-I), or this file would be found in place of the package of the same name.
        sys.exit(subprocess.run([python, "-I", *sys.argv]).returncode)

    from mecab import MeCab

    mecab = MeCab()
    with open(out, "w", encoding="utf-8") as file:
        for text in sentences(pathlib.Path(data)):
            record = {"text": text, "morphemes": morphemes(text, mecab.parse(text))}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def sentences(data):
    """The sentences with Hangul, each once, in the order of the files."""
    seen = set()
    for paragraph in paragraphs(data):
        for sentence in re.split(r"(?<=[.!?])\s+", unicodedata.normalize("NFC", paragraph)):
            sentence = sentence.strip()
            if len(sentence) <= LONGEST and re.search("[가-힣]", sentence) and sentence not in seen:
                seen.add(sentence)
                yield sentence


def paragraphs(data):
    for path in sorted((data / "text").rglob("*")):
        if path.suffix not in (".md", ".txt"):
            continue
        text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
        yield from text.splitlines()
    for name in RETRIEVAL:
        path = data / "retrieval" / name / "corpus.jsonl"
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                yield from json.loads(line)["text"].splitlines()


def morphemes(text, parsed):
    offsets = [0]
    for char in text:
        offsets.append(offsets[-1] + len(char.encode()))
    out = []
    for morpheme in parsed:
        start = morpheme.span.start
        for length, tag, role, terms in read(morpheme.surface, morpheme.feature):
            out.append([offsets[start], offsets[start + length], tag, role, terms])
            start += length
    return out


def is_content(tag):
    return not (tag[0] in "JE" or tag in DROPPED)


def onset(text):
    """The first consonant of a Hangul syllable; a stem shares it with its forms."""
    return (ord(text[0]) - 0xAC00) // 588 if "가" <= text[0] <= "힣" else None


def read(surface, feature):
    """Yields (length in chars, tag, role, terms) for the pieces of a word of mecab's."""
    tag = feature.pos.split("+")[0]
    whole = len(surface), tag, "C" if is_content(tag) else "F", [surface.lower()]
    if feature.type is None or not feature.expression:
        yield whole
        return
    parts = [tuple(part.split("/")[:2]) for part in feature.expression.split("+")]
    parts = [part for part in parts if len(part) == 2 and part[0]]
    content = [form.lower() for form, part in parts if is_content(part)]
    if "".join(form for form, _ in parts) == surface and len(parts) > 1:
        if len(content) == len(parts):
            yield len(surface), tag, "C", [surface.lower(), *content]
        else:
            for form, part in parts:
                yield len(form), part, "C" if is_content(part) else "F", [form.lower()]
    elif tag[0] == "J":
        yield whole
    elif feature.type != "Inflect":
        yield len(surface), tag, whole[2], [surface.lower(), *(content if len(content) > 1 else [])]
    elif not content:
        yield len(surface), tag, "F", [parts[0][0] if parts else surface]
    elif len(content) == 1 and onset(content[0]) != onset(surface):
        yield whole
    elif len(content) == 1:
        part = next(part for _, part in parts if is_content(part))
        yield len(surface), part, "C", content
    else:
        yield len(surface), tag, "C", [surface.lower(), *content]


if __name__ == "__main__":
    main(*sys.argv[1:])
