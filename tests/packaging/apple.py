# SPDX-License-Identifier: MIT
"""What macOS reads of a file, as far as the tests ask: Mach-O headers and icons.

Sources: <mach-o/loader.h>; Apple Icon Image format.
"""

import pathlib
import struct
import typing

MAGIC_64 = 0xFEEDFACF
CPU_TYPES = {0x01000007: "x86_64", 0x0100000C: "aarch64"}
EXECUTE, DYLIB, BUNDLE = 2, 6, 8
NO_UNDEFINED, TWO_LEVEL, PIE = 0x1, 0x80, 0x200000
LOAD_DYLIB, CODE_SIGNATURE, BUILD_VERSION, VERSION_MIN = 0xC, 0x1D, 0x32, 0x24
PLATFORM_MACOS = 1


class MachO(typing.NamedTuple):
    cpu: str
    kind: int
    flags: int
    libraries: list
    minimum_system: tuple
    signed: bool


def read_mach_o(path: pathlib.Path) -> MachO:
    data = path.read_bytes()
    magic, cpu, _, kind, count, size, flags, _ = struct.unpack_from("<8I", data)
    assert magic == MAGIC_64, f"{path} is no Mach-O for 64 bits"
    libraries, minimum, signed, offset = [], (0, 0), False, 32
    for _ in range(count):
        command, length = struct.unpack_from("<2I", data, offset)
        if command & 0x7FFFFFFF == LOAD_DYLIB:
            start = offset + struct.unpack_from("<I", data, offset + 8)[0]
            libraries.append(data[start:data.index(b"\0", start)].decode())
        elif command == BUILD_VERSION:
            platform, version = struct.unpack_from("<2I", data, offset + 8)
            assert platform == PLATFORM_MACOS
            minimum = (version >> 16, version >> 8 & 0xFF)
        elif command == VERSION_MIN:
            version = struct.unpack_from("<I", data, offset + 8)[0]
            minimum = (version >> 16, version >> 8 & 0xFF)
        elif command == CODE_SIGNATURE:
            signed = True
        offset += length
    assert offset == 32 + size, f"{path}: the load commands are not as long as they say"
    return MachO(CPU_TYPES[cpu], kind, flags, libraries, minimum, signed)


def read_icns(path: pathlib.Path) -> dict:
    """The icons of an .icns by type, each as its bytes."""
    data = path.read_bytes()
    assert data[:4] == b"icns" and struct.unpack_from(">I", data, 4)[0] == len(data)
    icons, offset = {}, 8
    while offset < len(data):
        kind, length = struct.unpack_from(">4sI", data, offset)
        icons[kind.decode()] = data[offset + 8:offset + length]
        offset += length
    assert offset == len(data)
    return icons
