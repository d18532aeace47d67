/* SPDX-License-Identifier: MIT */
/* The pictures of one act, from wherever they come: files of their own, a sheet, an animation.
 *
 * Nothing is opened before the first is asked for. A sheet is decoded once, and let go of when each
 * picture of it has been asked for as often; an animation goes on from where it is.
 *
 *     struct pictures pictures;
 *     pictures_init(&pictures, &theme, &theme.acts[GAIT_WALK], 1);
 *     struct sprite *sprite = pictures_decode(&pictures, 0);
 *     pictures_close(&pictures);
 */
#pragma once

#include "animation.h"
#include "sheet.h"
#include "sprite.h"
#include "theme.h"

struct pictures {
    const struct theme *theme;   /* borrowed, must outlive the pictures */
    const struct theme_act *act; /* one of its */
    int scale;
    int enlargement;            /* of the animation */
    int repeat;                 /* each pixel of what was fetched last, so many times */
    struct sheet sheet;         /* not open, or the act's */
    struct animation animation; /* not open, or the act's */
    int asked_count;            /* since it was opened */
    bool failed;                /* there is no such sheet or animation, once and for all */
};

void pictures_init(struct pictures *pictures, const struct theme *theme,
                   const struct theme_act *act, int scale);

/* The picture of frame INDEX; the caller's. NULL: it cannot be had. */
struct sprite *pictures_decode(struct pictures *pictures, int index);

/* Harmless twice. */
void pictures_close(struct pictures *pictures);
