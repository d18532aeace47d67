/* SPDX-License-Identifier: MIT */
/* One PNG of a theme, as a surface ready to be blitted, at the scale of the window.
 *
 * At scale 2 the art of that name with @2x before its suffix is taken; where a theme has none, the
 * 1x art is enlarged. Only PNG, and only of bounded size: its header is read before any memory is
 * asked for.
 *
 *     SDL_Surface *ground = picture_load(&theme, theme.ground, 2, PICTURE_KIND_TRANSPARENT);
 *     SDL_FreeSurface(ground);
 */
#pragma once

#include "theme.h"

#include <SDL.h>

enum picture_kind {
    PICTURE_KIND_OPAQUE,      /* alpha is dropped, blits are copies */
    PICTURE_KIND_TRANSPARENT, /* stored run by run: what is clear costs neither memory nor time */
};

/* NULL: there is no such picture, or it is no PNG, or too large. The surface is the caller's. */
SDL_Surface *picture_load(const struct theme *theme, const char *file, int scale,
                          enum picture_kind kind);
