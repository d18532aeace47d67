/* SPDX-License-Identifier: MIT */
/* One PNG of a theme, ready to be shown, at the scale of the window.
 *
 * At scale 2 the art of that name with @2x before its suffix is taken, at scale 3 that with @3x;
 * where a theme has none, each pixel of the 1x art is shown as a square of them. Only PNG, and only
 * of bounded size: its header is read before any memory is asked for.
 *
 *     struct sprite *ground = image_load(&theme, theme.ground, 2);
 *     sprite_free(ground);
 */
#pragma once

#include "sprite.h"
#include "theme.h"

/* The largest scale up to SCALE at which there is art of FILE's name; SCALE itself if there is none
 * but at 1x. */
int image_scale(const struct theme *theme, const char *file, int scale);

/* NULL: there is no such picture, or it is no PNG, or too large. The print is the caller's. */
struct sprite *image_load(const struct theme *theme, const char *file, int scale);
