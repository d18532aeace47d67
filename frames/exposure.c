/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns the picture from which one frame is printed: see exposure.h. */
#include "exposure.h"

#include "camel.h"

/* Work pixels for one frame pixel by print size, and how much broader the hair is than at 2x, where
 * it was judged. */
static const double work_scale[] = {0, 4, 4, 6};
static const double hair_width[] = {0, 1.35, 1.0, 0.9};

enum { GRAIN_SEED = 100 };

struct print exposure_make(const struct gait *gait, int index, int count, int zoom)
{
    struct skeleton skeleton = skeleton_at(gait, (double)index / count);
    struct art art = art_make(EXPOSURE_WIDTH, EXPOSURE_HEIGHT, work_scale[zoom], hair_width[zoom]);

    camel_paint(&art, &skeleton);
    struct plane shadow = camel_shadow(&art, &skeleton);
    struct print print = print_make(&art, &shadow, zoom);
    print_grain(&print, GRAIN_SEED + (uint64_t)index, 1.0);
    plane_free(&shadow);
    art_free(&art);
    return print;
}
