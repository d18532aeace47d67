/* SPDX-License-Identifier: MIT */
/* What a window shows, fetched from the X server: a number that stands for it, or a PNG file.
 *
 * The server is asked for all pixels each time, a round trip and a copy: for tests and benches.
 * A window that has gone, or is off the screen, is an X error, which the caller's handler forgives.
 */
#pragma once

#include <X11/Xlib.h>
#include <stdbool.h>
#include <stdint.h>

/* *HASH: FNV-1a over the pixels; *UNIFORM: they are all of one colour, so that nothing is painted
 * yet. False: they cannot be had, outputs untouched. */
bool pixels_hash(Display *display, Drawable drawable, uint64_t *hash, bool *uniform);

/* Writes them to PATH. False: they cannot be had, or a line on stderr says why not. */
bool pixels_write(Display *display, Drawable drawable, const char *path);
