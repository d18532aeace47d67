/* SPDX-License-Identifier: MIT */
/* The renderer: backdrop, grid and ground that go by, the camel on it, caption and hairline.
 *
 * Composes into a surface of 32-bit pixels, XRGB or premultiplied ARGB, and knows no window. Only
 * what has changed is drawn again, and its rectangles are handed to whoever shows it.
 *
 *     struct renderer renderer;
 *     if (renderer_open(&renderer, &theme, 1)) {
 *         int rect_count = renderer_compose(&renderer, canvas, &exposure, rects);
 *         SDL_UpdateWindowSurfaceRects(window, rects, rect_count);
 *     }
 *     renderer_close(&renderer);
 */
#pragma once

#include "acts.h"
#include "frame_cache.h"
#include "theme.h"

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

#define RENDERER_RECTS_MAX 3

struct renderer {
    const struct theme *theme; /* borrowed, must outlive the renderer */
    int scale;                 /* pixels of the canvas to one of the theme's */
    struct frame_cache acts[THEME_ACTS_MAX];
    size_t kept_len;                         /* by all of them, bytes */
    SDL_Rect camel;                          /* where it was drawn last */
    int64_t ground_px;                       /* and how far the ground had gone by */
    struct sprite *backdrop, *grid, *ground; /* NULL: the theme has none */
    SDL_Surface *caption;                    /* NULL: none (yet) */
    int progress_percent;                    /* -1: there is no hairline */
    bool progress_estimated;                 /* nobody has told it */
    bool all_changed, caption_changed, progress_changed;
};

/* Decodes what the first frame needs, no more. A theme whose art is not as large as SCALE asks for
 * has a smaller card, in pixels, rather than a blurred one. False: the art is not there;
 * nothing is left open. */
bool renderer_open(struct renderer *renderer, const struct theme *theme, int scale);

/* The canvas the renderer wants, pixels. */
int renderer_width(const struct renderer *renderer);
int renderer_height(const struct renderer *renderer);

/* A new caption (NULL for none), which is taken. */
void renderer_caption(struct renderer *renderer, SDL_Surface *caption);

/* The hairline's length, 0 to 100; -1 for no hairline. It is faint where it is ESTIMATED. */
void renderer_progress(struct renderer *renderer, int progress_percent, bool estimated);

/* The canvas lost what was on it: the next compose draws all of it. */
void renderer_invalidate(struct renderer *renderer);

/* True if something other than the camel has changed since the last compose. */
bool renderer_changed(const struct renderer *renderer);

/* True if the caption has changed since the last compose. */
bool renderer_has_new_caption(const struct renderer *renderer);

/* Draws EXPOSURE into CANVAS, where the composition before still stands. RECTS gets what was drawn;
 * returns how many. */
int renderer_compose(struct renderer *renderer, SDL_Surface *canvas,
                     const struct exposure *exposure, SDL_Rect rects[RENDERER_RECTS_MAX]);

/* Decodes what EXPOSURE, the next one, will need; to be called while there is time. */
void renderer_prepare(struct renderer *renderer, const struct exposure *exposure);

/* Lets go of the decoded frames of all acts but the walk and these two. */
void renderer_forget(struct renderer *renderer, int act, int other_act);

/* Harmless twice. */
void renderer_close(struct renderer *renderer);
