/* SPDX-License-Identifier: MIT */
/* The still art of the theme "plate": paper, numbered grid, ground. */
#pragma once

#include <stdbool.h>

/* Writes backdrop, grid and ground into DIRECTORY; DARK: for a dark desktop, with light lines.
 * False: errno says why. */
bool plate_draw(int zoom, bool dark, const char *directory);
