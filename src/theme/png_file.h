/* SPDX-License-Identifier: MIT */
/* A PNG as it lies in a file, before anybody decodes it: how large it will be, and its palette.
 *
 * A pixel of a paletted one is an index; only its chunks PLTE and tRNS say what colour that is. So
 * one set of frames serves a light desktop and a dark one, by another palette; once it is
 * decoded the indices are gone. Source: PNG specification, 11.2.2 and 11.3.1.
 *
 *     uint32_t width, height;
 *     if (png_file_size(png, png_len, &width, &height)) {
 *         png_file_replace_palette(png, png_len, palette, palette_len);
 *         decode png
 *     }
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether a file that begins with these LEN bytes says that it is a PNG. */
bool png_file_is(const uint8_t *bytes, size_t len);

/* Width and height, pixels, as the header of a file that begins with these LEN bytes gives them.
 * False: it is no PNG, or its header is not where it has to be. */
bool png_file_size(const uint8_t *png, size_t len, uint32_t *width, uint32_t *height);

/* Leaves of PNG, in place, what its pixels need: a decoder may be busy for minutes with compressed
 * texts and profiles that nobody looks at. False: the file ends before its chunk IEND does, and may
 * be anything now. */
bool png_file_reduce(uint8_t *png, size_t *png_len);

/* True if the rows of the PNG at LEN bytes come one after the other, each whole. */
bool png_file_is_in_rows(const uint8_t *png, size_t len);

/* True of one that is all numbers of at most 256 colours, row after row, and whose colours are to
 * be taken as they are written. */
bool png_file_is_numbers(const uint8_t *png, size_t len);

/* Replaces the colours of PNG, in place and checksums and all, by those of the PNG at PALETTE.
 * False, PNG untouched: it has no palette, or one of another number of colours or of transparent
 * colours than PALETTE's, or either of them is damaged. */
bool png_file_replace_palette(uint8_t *png, size_t png_len, const uint8_t *palette,
                              size_t palette_len);
