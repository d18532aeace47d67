/* SPDX-License-Identifier: MIT */
/* Writing a picture, as a PNG. */
#pragma once

#include <SDL.h>
#include <stdbool.h>

/* SURFACE, XRGB of 32 bits, to the file at PATH. False: errno says why; where it was there already,
 * it is as it was, and else it is not there. */
bool picture_file_write(const char *path, SDL_Surface *surface);
