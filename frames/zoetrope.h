/* SPDX-License-Identifier: MIT */
/* The drum of a zoetrope seen from within: the wall with the strip of paper, and the slits, a tile.
 */
#pragma once

#include <stdbool.h>

/* backdrop.png and slits.png, or their @2x and @3x, into DIRECTORY. False: errno says why. */
bool zoetrope_draw(int zoom, const char *directory);
