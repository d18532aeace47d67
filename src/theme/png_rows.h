/* SPDX-License-Identifier: MIT */
/* A PNG decoded row by row, so that of a large one no more is in memory than is wanted of it: the
 * first frame of a sheet is there before memory has been found for all of them.
 *
 *     png_rows_read(png, png_len, 162, take_row, &cell);
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct png_rows {
    uint32_t count; /* rows that are wanted */
    void (*take)(void *data, uint32_t y,
                 const uint32_t *row); /* ARGB8888, alpha not multiplied in */
    void *data;
};

/* Hands out the first rows of one that was reduced (png_file.h) and whose size has been looked at.
 * False: it is damaged, or has fewer rows; some may have been handed out. */
bool png_rows_read(const uint8_t *png, size_t len, const struct png_rows *rows);

/* What is done with a PNG that is all numbers of colours: BEGIN is told its size and the COLORS, in
 * ARGB8888, alpha not multiplied in, opaque black where the file names none; TAKE gets row after
 * row, a byte for each pixel. */
struct png_numbers {
    void (*begin)(void *data, int width, int height, const uint32_t colors[256]);
    void (*take)(void *data, const uint8_t *row);
    void *data;
};

/* Reads one that png_file_is_numbers, that was reduced and whose size has been looked at. False: it
 * is damaged; some rows may have been handed out. */
bool png_numbers_read(const uint8_t *png, size_t len, const struct png_numbers *numbers);
