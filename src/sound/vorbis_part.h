/* SPDX-License-Identifier: MIT */
/* Ogg Vorbis in the mixer's own format, decoded a little at a time.
 *
 *     int64_t sample_count;
 *     struct vorbis_part *part = vorbis_part_open("walk-1.ogg", &sample_count);
 *     int64_t count = vorbis_part_read(part, samples, MIXER_RATE_HZ / 2);
 *     vorbis_part_close(part);
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct vorbis_part;

/* Whether the file at PATH begins as one that vorbis_part_open takes: stereo at MIXER_RATE_HZ. */
bool vorbis_part_fits(const char *path);

/* SAMPLE_COUNT is the length, at least 1, in samples of both channels. NULL: it is no such file, or
 * a FIFO, or not readable. */
struct vorbis_part *vorbis_part_open(const char *path, int64_t *sample_count);

/* The next COUNT samples into SAMPLES (left, right, left…); how many there were. Fewer: the file
 * is over, or damaged from there on. */
int64_t vorbis_part_read(struct vorbis_part *part, int16_t *samples, int64_t count);

void vorbis_part_close(struct vorbis_part *part);
