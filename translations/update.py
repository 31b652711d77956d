#!/usr/bin/env python3
"""Reads the plural texts of the sources into the English translation and fills in their two forms.

"%Ln record(s)" becomes "%Ln record" and "%Ln records"; "need(s)" the other way round, because a verb takes its "s" in
the singular. A form that was edited by hand stays as it is.
"""

import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "translations" / "universal-data-sync_en.ts"
LUPDATE = "/usr/lib/qt6/bin/lupdate"
VERBS = ("need", "want", "wait", "fail", "match", "agree")


def sources() -> list[str]:
    """Only files with plurals, and of the engine only its door: lupdate 6.4 never ends on some others."""
    files = (path for name in ("ui", "app", "engine/api") for path in sorted((ROOT / name).rglob("*.cpp")))
    return [str(path) for path in files if re.search(r"%L?n\b", path.read_text(encoding="utf-8"))]


def forms(source: str) -> tuple[str, str]:
    def singular(match: re.Match) -> str:
        return match[1] + ("s" if match[1] in VERBS else "")

    def plural(match: re.Match) -> str:
        return match[1] + ("" if match[1] in VERBS else "s")

    pattern = r"(\w+)\(s\)"
    return re.sub(pattern, singular, source), re.sub(pattern, plural, source)


def fill(message: ElementTree.Element) -> None:
    translation = message.find("translation")
    translation.attrib.pop("type", None)  # lupdate marks what it took over from a text that moved
    found = translation.findall("numerusform")
    if any(form.text for form in found):
        return
    for form in found:
        translation.remove(form)
    for text in forms(message.findtext("source")):
        ElementTree.SubElement(translation, "numerusform").text = text


def main() -> int:
    command = [LUPDATE, "-silent", "-I", str(ROOT), "-no-obsolete", "-locations", "none", "-pluralonly", *sources()]
    command += ["-target-language", "en_US", "-ts", str(TARGET)]
    subprocess.run(command, check=True, timeout=60)
    tree = ElementTree.parse(TARGET)
    for message in tree.getroot().iter("message"):
        if message.get("numerus") == "yes":
            fill(message)
    body = ElementTree.tostring(tree.getroot(), encoding="unicode")
    TARGET.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
