"""Prints the public API of a Python package, as griffe reads it, as JSON.

usage: public_api.py FOLDER PACKAGE    (FOLDER holds PACKAGE; needs `pip install griffelib`)

An object is public when it has a public name: one that starts at the package, leads through modules and
at most one class, and has no part that begins with an underscore.
- A module gives the names of its `__all__`. Without one it gives what it defines; a package, or a module
  that defines neither class nor function, also gives what it imports from below itself or from a
  private module.
- A class gives its own members, and those of its private bases up to the next public one.
- Constants and attributes count where they are documented, annotated, named by an `__all__`, re-exported or
  members of an enumeration; those that are only set on `self` do not.
Each object is printed once, with all of its public names; `self` and `cls` are no parameters.
"""

import importlib.metadata
import json
import sys

import griffe

MAX_PATHS_PER_MODULE = 3
BROKEN = (griffe.AliasResolutionError, griffe.CyclicAliasError)


def final(member):
    """The object behind a chain of imports, or None where griffe cannot find it."""
    try:
        return member.final_target if member.is_alias else member
    except BROKEN:
        return None


def is_private(path):
    return any(part.startswith("_") or part == "src" for part in path.split("."))


def is_given(module, member, names, is_facade):
    """Whether the module gives this member to its users."""
    if names is not None:
        return member.name in names
    if not member.is_alias:
        return True
    source = member.target_path.rpartition(".")[0]
    return is_facade and (is_private(source) or f"{source}.".startswith(f"{module.path}."))


def public_objects(root):
    """Objects by path, with the names that modules give them."""
    paths, objects, listed, queue = {}, {}, set(), [(root, root.path, ())]
    while queue:
        module, path, chain = queue.pop(0)
        known = paths.setdefault(module.path, [])
        if path in known or len(known) >= MAX_PATHS_PER_MODULE:
            continue
        known.append(path)
        names = None if module.exports is None else {str(name) for name in module.exports}
        defines = any(m.is_class or m.is_function for m in module.members.values() if not m.is_alias)
        is_facade = module.is_init_module or not defines
        for name, member in list(module.members.items()):
            target = None if name.startswith("_") else final(member)
            if target is None or not target.path.startswith(f"{root.path}."):
                continue
            given = is_given(module, member, names, is_facade)
            if target.is_module:
                if target.path not in chain and (given or not member.is_alias):
                    queue.append((target, f"{path}.{name}", (*chain, module.path)))
            elif given:
                objects.setdefault(target.path, (target, []))[1].append(f"{path}.{name}")
                if names is not None or member.is_alias:
                    listed.add(target.path)
    return objects, listed


def members_of(cls, public, seen):
    """Own members, and those of private bases."""
    members = dict(cls.members)
    if cls.path in seen:
        return members
    seen.add(cls.path)
    try:
        bases = cls.resolved_bases
    except BROKEN:
        bases = []
    for base in bases:
        target = final(base)
        if target is None or not target.is_class or target.path in public:
            continue
        for name, member in members_of(target, public, seen).items():
            members.setdefault(name, member)
    return members


def parameters(member):
    try:
        found = list(member.parameters)
    except BROKEN:
        return []
    in_class = member.is_class or (member.parent is not None and member.parent.is_class)
    if in_class and "staticmethod" not in member.labels and found:
        first = found[0]
        is_field = member.is_class and "dataclass" in member.labels and first.name != "self"
        if first.kind.value.startswith("positional") and not is_field:
            found = found[1:]
    return [
        {
            "name": parameter.name,
            "kind": parameter.kind.value,
            # griffe gives `*args` an empty tuple as its default.
            "default": None
            if parameter.default is None or parameter.kind.value.startswith("variadic")
            else str(parameter.default),
        }
        for parameter in found
    ]


def is_enum(cls):
    return any(str(base).endswith(("Enum", "Flag")) for base in cls.bases)


def kind_of(member, in_class):
    if member.is_class:
        return "class"
    if member.is_function:
        return "method" if in_class else "function"
    if "property" in member.labels:
        return "property"
    return "attribute" if in_class else "constant"


def counts(member, kind, is_listed):
    if kind not in ("attribute", "constant"):
        return True
    if member.annotation is not None:
        return True
    only_instance = "instance-attribute" in member.labels and "class-attribute" not in member.labels
    return not only_instance and (is_listed or member.has_docstring)


def entry(member, names, kind):
    return {
        "names": names,
        "kind": kind,
        "parameters": parameters(member) if kind in ("class", "function", "method") else None,
        "overloaded": member.is_function and bool(member.overloads),
        "documented": member.has_docstring,
    }


def main(folder, package):
    loader = griffe.GriffeLoader(search_paths=[folder], allow_inspection=False)
    root = loader.load(package, try_relative_path=False)
    loader.resolve_aliases(implicit=True, external=False)
    objects, listed = public_objects(root)
    found = []
    for target, names in objects.values():
        kind = kind_of(target, False)
        if counts(target, kind, target.path in listed):
            found.append(entry(target, names, kind))
        if not target.is_class:
            continue
        for name, alias in members_of(target, objects, set()).items():
            member = None if name.startswith("_") else final(alias)
            if member is None or member.is_module:
                continue
            kind = kind_of(member, True)
            if counts(member, kind, is_enum(target)):
                found.append(entry(member, [f"{owner}.{name}" for owner in names], kind))
    json.dump({"version": importlib.metadata.version("griffelib"), "objects": found}, sys.stdout)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
