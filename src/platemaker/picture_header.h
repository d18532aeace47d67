/* SPDX-License-Identifier: MIT */
/* What a picture's file says of itself, before any decoder believes it: its size, and of how many
 * frames it is. Pure, of the bytes. Sources: PNG specification 11.2.2; APNG specification, acTL;
 * GIF 89a; JPEG (ITU T.81, B.2); BMP and TIFF 6.0; WebP container specification. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum picture_format {
    PICTURE_UNKNOWN,
    PICTURE_PNG,
    PICTURE_JPEG,
    PICTURE_GIF,
    PICTURE_WEBP,
    PICTURE_BMP,
    PICTURE_TIFF,
};

struct picture_header {
    enum picture_format format;
    uint32_t width, height;
    uint32_t frames; /* at least 1 */
    bool whole;      /* the file does not end too early, as far as its format lets one know */
};

/* False: no picture of these formats, or the header itself is cut off. */
bool picture_header_read(const uint8_t *bytes, size_t len, struct picture_header *header);
