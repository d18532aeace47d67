#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What must be true of the soundtrack; the standard library only.

check.py length OGG STRIDES STRIDE_MS    the Ogg lasts exactly so many strides, is 44.1 kHz stereo and small
check.py agree A.wav B.wav               two decoded renderings sound the same (encoders differ in the last bits)
check.py footfalls GAIT TABLE.csv ORC    the score's feet fall when the drawn feet do, within one row of the table;
                                         GAIT is walk or gallop

Exit status 0 or a sentence on stderr and 1."""
import array
import csv
import math
import re
import struct
import sys
import wave

RATE_HZ = 44100
LARGEST_OGG_BYTES = 400_000
LOUDEST_DIFFERENCE_DB = -50  # re full scale, rms of any tenth of a second; the music is near -18


def ogg_pages(data):
    """Yields (flags, granule, serial, body) of each page (RFC 3533, section 6)."""
    offset = 0
    while offset < len(data):
        magic, version, flags, granule, serial, _, _, segment_count = struct.unpack_from(
            "<4sBBqIIIB", data, offset)
        if magic != b"OggS" or version != 0:
            sys.exit(f"no Ogg page at byte {offset}")
        body = offset + 27 + segment_count
        body_len = sum(data[offset + 27:body])
        yield flags, granule, serial, data[body:body + body_len]
        offset = body + body_len


def check_length(ogg_path, strides, stride_ms):
    with open(ogg_path, "rb") as ogg:
        data = ogg.read()
    pages = list(ogg_pages(data))
    first_body, (last_flags, last_granule, _, _) = pages[0][3], pages[-1]
    if first_body[:7] != b"\x01vorbis":
        sys.exit("not Vorbis")
    channels, rate_hz = struct.unpack_from("<BI", first_body, 11)
    if (channels, rate_hz) != (2, RATE_HZ):
        sys.exit(f"{channels} channels at {rate_hz} Hz instead of 2 at {RATE_HZ}")
    if len({serial for _, _, serial, _ in pages}) != 1 or not last_flags & 4:
        sys.exit("not one whole stream")
    expected = int(strides) * int(stride_ms) * RATE_HZ // 1000
    if last_granule != expected:
        sys.exit(f"{last_granule} samples instead of {expected}: the loop would drift from the walk")
    if len(data) > LARGEST_OGG_BYTES:
        sys.exit(f"{len(data)} bytes, more than {LARGEST_OGG_BYTES}")


def wav_samples(path):
    with wave.open(path, "rb") as wav:
        if (wav.getnchannels(), wav.getsampwidth(), wav.getframerate()) != (2, 2, RATE_HZ):
            sys.exit(f"{path} is not 16-bit stereo at {RATE_HZ} Hz")
        samples = array.array("h", wav.readframes(wav.getnframes()))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def check_agree(a_path, b_path):
    a, b = wav_samples(a_path), wav_samples(b_path)
    if len(a) != len(b):
        sys.exit(f"{len(a) // 2} and {len(b) // 2} samples")
    window = RATE_HZ // 10 * 2
    worst = max(sum((x - y) ** 2 for x, y in zip(a[at:at + window], b[at:at + window]))
                / len(a[at:at + window]) for at in range(0, len(a), window))
    worst_db = 10 * math.log10(worst / 32768 ** 2) if worst else -math.inf
    print(f"largest difference {worst_db:.1f} dB")
    if worst_db > LOUDEST_DIFFERENCE_DB:
        sys.exit(f"the renderings differ by {worst_db:.1f} dB, more than {LOUDEST_DIFFERENCE_DB}")


def check_footfalls(gait, table_path, orchestra_path):
    with open(table_path, encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(line for line in table if not line.startswith("#")))
    with open(orchestra_path, encoding="utf-8") as orchestra:
        lines = re.findall(r"^giFootfalls ftgen 0, 0, 4, -2, (.*)$", orchestra.read(), re.M)
    if len(lines) != 2:
        sys.exit("giFootfalls not found twice in the orchestra, for the gallop and for the walk")
    line = lines[0] if gait == "gallop" else lines[1]
    step = 1 / len(rows)
    for leg, sounded in zip(("nh", "nf", "fh", "ff"), map(float, line.split(","))):
        contacts = [row[f"{leg}_contact"] == "1" for row in rows]
        drawn = [i * step for i, down in enumerate(contacts) if down and not contacts[i - 1]]
        if len(drawn) != 1 or abs((drawn[0] - sounded + 0.5) % 1 - 0.5) > step:
            sys.exit(f"{leg} is heard at {sounded} of the stride but drawn to touch at {drawn}")


CHECKS = {"length": (check_length, 3), "agree": (check_agree, 2), "footfalls": (check_footfalls, 3)}

if __name__ == "__main__":
    check, argument_count = CHECKS.get(sys.argv[1] if len(sys.argv) > 1 else "", (None, 0))
    if check is None or len(sys.argv) != 2 + argument_count:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    check(*sys.argv[2:])
