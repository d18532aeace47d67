# SPDX-License-Identifier: MIT
"""Pictures for the tests, made by hand, so that each can be as wrong as a test wants it: PNG in any form, GIF, WebP and APNG,
still or moving. A frame of a moving one is (red, green, blue, alpha), the colour of all of it.
"""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY, RGB, PALETTE, GREY_ALPHA, RGBA = 0, 2, 3, 4, 6
CHANNELS = {GREY: 1, RGB: 3, PALETTE: 1, GREY_ALPHA: 2, RGBA: 4}


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def header(width: int, height: int, kind: int = RGBA, depth: int = 8, interlaced: bool = False) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, int(interlaced)))


def packed(width: int, height: int, pixel: bytes) -> bytes:
    return zlib.compress((b"\0" + pixel * width) * height, 9)


def png(width: int, height: int, pixel: bytes = b"\x80\x60\x40\xff", *, kind: int = RGBA, depth: int = 8,
        interlaced: bool = False, chunks: bytes = b"", claimed=None) -> bytes:
    """All of one pixel, as its bytes are in the file. CLAIMED: the size that the header says instead."""
    rows = b"".join((b"\0" + pixel * across) * down for across, down in passes(width, height)) if interlaced else None
    data = zlib.compress(rows, 9) if interlaced else packed(width, height, pixel)
    return (SIGNATURE + header(*(claimed or (width, height)), kind, depth, interlaced) + chunks + chunk(b"IDAT", data) +
            chunk(b"IEND", b""))


def passes(width: int, height: int):
    """Width and height of Adam7's seven, those that have any pixels."""
    for left, top, across, down in ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
                                    (0, 1, 1, 2)):
        size = (-(-(width - left) // across), -(-(height - top) // down))
        if width > left and height > top:
            yield size


def apng(width: int, height: int, frames, *, ms: int = 50) -> bytes:
    bytes_ = SIGNATURE + header(width, height) + chunk(b"acTL", struct.pack(">II", len(frames), 0))
    number = 0
    for index, color in enumerate(frames):
        bytes_ += chunk(b"fcTL", struct.pack(">IIIIIHHBB", number, width, height, 0, 0, ms, 1000, 0, 0))
        data = packed(width, height, bytes(color))
        bytes_ += chunk(b"fdAT", struct.pack(">I", number + 1) + data) if index else chunk(b"IDAT", data)
        number += 2 if index else 1
    return bytes_ + chunk(b"IEND", b"")


def lzw(count: int, index: int) -> bytes:
    """COUNT pixels of one index of four, with a clear code before each two, so that no code ever grows."""
    bits = "".join(f"{code:03b}"[::-1] for at in range(0, count, 2) for code in [4] + [index] * min(2, count - at))
    bits += f"{5:03b}"[::-1]
    data = bytes(int(bits[at:at + 8][::-1], 2) for at in range(0, len(bits), 8))
    return b"\x02" + b"".join(bytes([len(data[at:at + 255])]) + data[at:at + 255] for at in range(0, len(data), 255)) + b"\0"


def gif(width: int, height: int, frames, *, ms: int = 50, claimed=None, clear: bool = True) -> bytes:
    """Index 0 is clear, each frame is all of one of the colours 1 to 3; the first three frames say which those are."""
    colors = [(0, 0, 0)] + [tuple(frame[:3]) for frame in frames[:3]]
    colors += [(0, 0, 0)] * (4 - len(colors))
    bytes_ = b"GIF89a" + struct.pack("<HHBBB", *(claimed or (width, height)), 0x81, 0, 0)
    bytes_ += b"".join(bytes(color) for color in colors)
    for index in range(len(frames)):
        bytes_ += b"\x21\xf9\x04" + struct.pack("<BHBB", 0x08 | clear, ms // 10, 0, 0)
        bytes_ += b"\x2c" + struct.pack("<HHHHB", 0, 0, width, height, 0) + lzw(width * height, index % 3 + 1)
    return bytes_ + b"\x3b"


def vp8l(width: int, height: int, color) -> bytes:
    """A lossless picture whose codes have one symbol each: nothing is left for the pixels."""
    red, green, blue, alpha = color
    bits = [(width - 1, 14), (height - 1, 14), (1, 1), (0, 3), (0, 1), (0, 1), (0, 1)]
    for symbol in (green, red, blue, alpha):
        bits += [(1, 1), (0, 1), (1, 1), (symbol, 8)]
    bits += [(1, 1), (0, 1), (0, 1), (0, 1)]
    text = "".join(f"{value:0{len_}b}"[::-1] for value, len_ in bits)
    data = b"\x2f" + bytes(int(text[at:at + 8][::-1], 2) for at in range(0, len(text), 8))
    return riff(b"VP8L", data)


def riff(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def webp(width: int, height: int, frames, *, ms: int = 50) -> bytes:
    def three(number):
        return struct.pack("<I", number)[:3]
    chunks = riff(b"VP8X", b"\x12\0\0\0" + three(width - 1) + three(height - 1)) + riff(b"ANIM", bytes(6))
    for color in frames:
        chunks += riff(b"ANMF", three(0) + three(0) + three(width - 1) + three(height - 1) + three(ms) + b"\x02" +
                       vp8l(width, height, color))
    return riff(b"RIFF", b"WEBP" + chunks)
