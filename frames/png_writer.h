/* SPDX-License-Identifier: MIT */
/* PNGs with a palette, one byte a pixel. Their bytes depend on the image and on libdeflate only:
 * no time stamp, no text. */
#pragma once

#include "bytes.h"
#include "image.h"
#include "palette.h"

/* The file of IMAGE in the colours of KIND, added to BYTES. False: no memory; errno says so. */
bool png_writer_encode(const struct image *image, enum palette_kind kind, struct bytes *bytes);

/* The same into a file. False: errno says why; a half-written file is removed. */
bool png_writer_save(const struct image *image, enum palette_kind kind, const char *path);
