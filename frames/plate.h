/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: the still art of the theme "plate": paper, numbered grid, ground. */
#pragma once

#include <stdbool.h>

/* Writes backdrop, grid and ground into `directory`; `dark`: for a dark desktop, with light lines.
 * false: errno says why. */
bool plate_draw(int zoom, bool dark, const char *directory);
