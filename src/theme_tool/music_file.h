/* SPDX-License-Identifier: MIT */
/* A piece of music as it lies in a file: how long it is, by its headers. Ogg Vorbis and WAV.
 * Sources: RFC 3533; Vorbis I specification, 4.2.2; Multimedia Programming Interface 1.0, WAVE. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Milliseconds; 0: it is of another kind, or damaged. */
int64_t music_file_ms(const uint8_t *bytes, size_t len);
