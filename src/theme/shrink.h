/* SPDX-License-Identifier: MIT */
/* A picture made smaller: each pixel is the mean of the area that it takes the place of. */
#pragma once

#include <SDL.h>

/* A copy of LARGE, in ARGB8888, alpha not multiplied in, of WIDTH times HEIGHT pixels, of which
 * neither is more than it has. NULL: no memory. */
SDL_Surface *shrink(const SDL_Surface *large, int width, int height);
