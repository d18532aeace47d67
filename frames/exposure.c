/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns the picture from which one frame is printed: see exposure.h. */
#include "exposure.h"

#include "camel.h"

/* Work pixels for one print pixel, each way, by print size, and how much broader the hair is than
 * at 2x, where it was judged. */
static const int work_block[] = {0, 4, 2, 2};
static const double hair_width[] = {0, 1.35, 1.0, 0.9};

/* Only a print at 1x gets grain: in larger ones echoes (echo.h) look like it. Shadows get none. */
static const double grain_left[] = {0, 0.35, 0, 0};

/* How true a print is (print.h): what is off is smaller the larger the print. By eye, beside prints
 * of which nothing was taken away. */
static const double truth[] = {0, 66, 50, 42};

static const int small_block = 5, large_block = 2;
static const double small_hair = 1.6;

enum { GRAIN_SEED = 100 };

static struct print expose(const struct skeleton *skeleton, uint64_t seed, double zoom, int block,
                           double hair, double grain, double in_shadow)
{
    struct art art = art_make(EXPOSURE_WIDTH, EXPOSURE_HEIGHT, zoom * block, hair);

    camel_paint(&art, skeleton);
    struct plane shadow = camel_shadow(&art, skeleton);
    struct print print = print_make(&art, &shadow, zoom);
    print_grain(&print, seed, grain, in_shadow);
    plane_free(&shadow);
    art_free(&art);
    return print;
}

struct print exposure_make(const struct gait *gait, int index, int count, int zoom)
{
    struct skeleton skeleton = skeleton_at(gait, (double)index / count);
    struct print print = expose(&skeleton, GRAIN_SEED + (uint64_t)index, zoom, work_block[zoom],
                                hair_width[zoom], grain_left[zoom], 0);

    print.truth = truth[zoom];
    return print;
}

struct print exposure_small(const struct skeleton *skeleton, double zoom)
{
    return expose(skeleton, GRAIN_SEED, zoom, zoom < 1 ? small_block : large_block,
                  zoom < 1 ? small_hair : 1.0, 1.0, 1.0);
}
