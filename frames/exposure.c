/* SPDX-License-Identifier: MIT */
/* Draws the camel in a pose at a multiple of the size, and averages it down. */
#include "exposure.h"

#include "camel.h"

#define SMALL_BLOCK    5
#define LARGE_BLOCK    2
#define SMALL_HAIR     1.6
#define GRAIN_SEED     100
#define SILHOUETTE_INK 0.1f

/* Work pixels for one pixel of the image, along each axis, by zoom, and how much broader the hair
 * is than at 2x, where it was judged. */
static const int work_block[] = {0, 4, 2, 2};
static const double hair_width[] = {0, 1.35, 1.0, 0.9};

/* Only an image at 1x gets grain: in larger ones it would be seen as noise. Shadows get none. */
static const double grain_left[] = {0, 0.35, 0, 0};

/* How true an image is (image.h), by zoom. At 2x and 3x an error is seen, as a patch with an edge
 * or as hatching; at 1x as grain. By eye, beside images of which nothing was taken away. */
static const double fidelity[] = {0, 66, 61, 75};

static struct image expose(const struct skeleton *skeleton, uint64_t seed, double zoom, int block,
                           double hair, double grain, double in_shadow)
{
    struct art art = art_make(EXPOSURE_WIDTH, EXPOSURE_HEIGHT, zoom * block, hair);
    camel_paint(&art, skeleton);
    struct plane shadow = camel_shadow(&art, skeleton);
    struct image image = image_make(&art, &shadow, zoom);
    image_grain(&image, seed, grain, in_shadow);
    plane_free(&shadow);
    art_free(&art);
    return image;
}

struct image exposure_make(const struct gait *gait, int index, int count, int zoom)
{
    struct skeleton skeleton = gait_at(gait, (double)index / count);
    struct image image = expose(&skeleton, GRAIN_SEED + (uint64_t)index, zoom, work_block[zoom],
                                hair_width[zoom], grain_left[zoom], 0);
    image.fidelity = fidelity[zoom];
    return image;
}

struct image exposure_silhouette(const struct gait *gait, int index, int count, int zoom)
{
    struct skeleton skeleton = gait_at(gait, (double)index / count);
    struct art art =
        art_make(EXPOSURE_WIDTH, EXPOSURE_HEIGHT, zoom * work_block[zoom], hair_width[zoom]);
    camel_paint(&art, &skeleton);
    struct image image = image_make(&art, NULL, zoom);
    for (size_t i = 0; i < plane_size(&image.tone); i++) {
        image.tone.value[i] = SILHOUETTE_INK;
        image.rim.value[i] = 0;
    }
    image.fidelity = fidelity[zoom];
    art_free(&art);
    return image;
}

struct image exposure_small(const struct skeleton *skeleton, double zoom)
{
    return expose(skeleton, GRAIN_SEED, zoom, zoom < 1 ? SMALL_BLOCK : LARGE_BLOCK,
                  zoom < 1 ? SMALL_HAIR : 1.0, 1.0, 1.0);
}
