/* SPDX-License-Identifier: MIT */
/* The picture: backdrop, grid and ground that go by, the camel on it, caption and hairline.
 *
 * Composes into a surface of 32-bit pixels, XRGB or premultiplied ARGB, and knows no window. Only
 * what has changed is drawn again, and its rectangles are handed to whoever shows it.
 *
 *     struct scene scene;
 *     if (scene_open(&scene, &theme, 1)) {
 *         int rect_count = scene_compose(&scene, canvas, &exposure, rects);
 *         SDL_UpdateWindowSurfaceRects(window, rects, rect_count);
 *     }
 *     scene_close(&scene);
 */
#pragma once

#include "acts.h"
#include "frames.h"
#include "theme.h"

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

#define SCENE_RECTS_MAX 2

struct scene {
    const struct theme *theme; /* borrowed, must outlive the scene */
    int scale;                 /* pixels of the canvas to one of the theme's */
    struct frames acts[THEME_ACTS_MAX];
    SDL_Rect camel;                         /* where it was drawn last */
    int64_t ground_px;                      /* and how far the ground had gone by */
    struct print *backdrop, *grid, *ground; /* NULL: the theme has none */
    SDL_Surface *caption;                   /* NULL: no words (yet) */
    int progress_percent;                   /* -1: nobody told */
    bool all_changed, words_changed;
};

/* Decodes what the first frame needs, no more. A theme whose art is not as large as SCALE asks for
 * has a smaller scene, in pixels, rather than a blurred one. False: the art is not there; nothing
 * is left open. */
bool scene_open(struct scene *scene, const struct theme *theme, int scale);

/* The canvas the scene wants, pixels. */
int scene_width(const struct scene *scene);
int scene_height(const struct scene *scene);

/* New words, as a picture (NULL for none), which is taken. */
void scene_caption(struct scene *scene, SDL_Surface *caption);

/* The hairline's length, 0 to 100; -1 for no hairline. */
void scene_progress(struct scene *scene, int progress_percent);

/* The canvas lost what was on it: the next compose draws all of it. */
void scene_spoil(struct scene *scene);

/* True if something other than the camel has changed since the last compose. */
bool scene_changed(const struct scene *scene);

/* Draws EXPOSURE into CANVAS, where the composition before still stands. RECTS gets what was drawn;
 * returns how many. */
int scene_compose(struct scene *scene, SDL_Surface *canvas, const struct exposure *exposure,
                  SDL_Rect rects[SCENE_RECTS_MAX]);

/* Decodes what EXPOSURE, the next one, will need; to be called while there is time. */
void scene_prepare(struct scene *scene, const struct exposure *exposure);

/* Lets go of the decoded exposures of all acts but the walk and these two. */
void scene_forget(struct scene *scene, int act, int other_act);

/* Harmless twice. */
void scene_close(struct scene *scene);
