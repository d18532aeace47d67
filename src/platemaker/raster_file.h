/* SPDX-License-Identifier: MIT */
/* Pictures in files: read in any format that picture_header.h knows, of bounded size; written as
 * PNG. False: it has complained, in one line that names the file. */
#pragma once

#include "picture.h"

#include <stddef.h>

#define PICTURE_PIXELS_MAX (64 << 20)

/* What a file holds: one picture, or the frames of an animation, all of one size. */
struct picture_frames {
    struct picture *pictures;
    int count;
    int frame_ms; /* 0: the file does not say */
};

/* ANIMATED: all frames of it; else the first. */
bool raster_file_read(const char *path, bool animated, struct picture_frames *frames);
void picture_frames_free(struct picture_frames *frames);

bool raster_file_write(const char *path, const struct picture *picture);

/* The file at PATH whole, to be freed; NULL: it has complained. */
uint8_t *raster_file_bytes(const char *path, size_t len_max, size_t *len);
