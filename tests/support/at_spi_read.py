#!/usr/bin/python3
"""Reads the tree of a program over AT-SPI, as a screen reader does: one JSON line an object, with role, name, description, value and
states. Usage: at_spi_read.py NAME TEXT SECONDS: of the application NAME, once some object's name contains TEXT; 1 when none ever does."""
import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402


def objects(top, depth=0):
    if top is None or depth > 30:
        return
    yield top
    for i in range(top.get_child_count()):
        try:
            yield from objects(top.get_child_at_index(i), depth + 1)
        except GLib.Error:
            continue  # it is gone


def read(name):
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(i)
        if program is not None and program.get_name() == name:
            return [as_line(one) for one in objects(program)]
    return []


def role_of(one):
    name = one.get_role_name()
    return "push button" if name == "button" else name  # its name since at-spi2-core 2.53


def as_line(one):
    line = {"role": role_of(one), "name": one.get_name(), "description": one.get_description()}
    states = one.get_state_set()
    line["checked"] = states.contains(Atspi.StateType.CHECKED)
    line["focusable"] = states.contains(Atspi.StateType.FOCUSABLE)
    value = one.get_value_iface()
    if value is not None:
        line["value"] = value.get_current_value()
        line["maximum"] = value.get_maximum_value()
    return line


def main():
    name, text, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    deadline = time.monotonic() + seconds
    lines = []
    while time.monotonic() < deadline:
        try:
            lines = read(name)
        except GLib.Error:
            lines = []
        if any(text in line["name"] for line in lines):
            break
        time.sleep(0.2)
    else:
        print(json.dumps(lines), file=sys.stderr)
        return 1
    for line in lines:
        print(json.dumps(line))
    return 0


sys.exit(main())
