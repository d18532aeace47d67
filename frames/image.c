/* SPDX-License-Identifier: MIT */
/* From the picture that is drawn to the tones of a file. */
#include "image.h"

#include "random.h"

#include <errno.h>

/* Grain: even noise, noise with a soft body (clumped silver), and a little that blacks have too. */
#define GRAIN_FINE   0.030
#define GRAIN_SOFT   0.036
#define GRAIN_FLOOR  0.010
#define GRAIN_BODY   1.1
#define GRAIN_SHADOW 0.03

/* A dark image has no blacks that would be holes, and light on the edge; ours, by eye. */
#define DARK_BLACK 0.115
#define DARK_GAIN  0.96
#define DARK_GAMMA 1.02
#define DARK_RIM   0.50

/* Less opacity is not seen, in a shadow and elsewhere. */
#define SHADOW_TONE 0.02f
#define SEEN_SHADOW 0.02f
#define SEEN        (1.0f / 8)

struct image image_blank(int width, int height, double tone, double alpha)
{
    struct box box = {0, 0, width, height};
    struct image image = {width, height, plane_make(box), plane_make(box), plane_make(box), 0};
    for (size_t i = 0; i < plane_size(&image.tone); i++) {
        image.tone.value[i] = (float)tone;
        image.alpha.value[i] = (float)alpha;
    }
    return image;
}

void image_free(struct image *image)
{
    plane_free(&image->tone);
    plane_free(&image->alpha);
    plane_free(&image->rim);
}

double image_dark_tone(double tone, double rim)
{
    double lifted = DARK_BLACK + (DARK_GAIN - DARK_BLACK) * pow(tone, DARK_GAMMA);
    return lifted + (1 - lifted) * DARK_RIM * rim;
}

void image_darken(struct image *image)
{
    for (size_t i = 0; i < plane_size(&image->tone); i++) {
        if (image->tone.value[i] > 0.0f) /* the shadow stays one */
            image->tone.value[i] =
                (float)image_dark_tone((double)image->tone.value[i], (double)image->rim.value[i]);
    }
}

struct image image_make(const struct art *art, const struct plane *shadow, double zoom)
{
    int width = (int)(art->width * zoom + 0.5), height = (int)(art->height * zoom + 0.5);
    struct image image = image_blank(width, height, 0, 0);
    int block = (int)(art->scale / zoom + 0.5);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            double tone = 0, alpha = 0, under = 0, rim = 0;
            for (int sub = 0; sub < block * block; sub++) {
                int at_x = x * block + sub % block, at_y = y * block + sub / block;
                tone += (double)plane_get(&art->tone, at_x, at_y);
                alpha += (double)plane_get(&art->alpha, at_x, at_y);
                rim += art->rim.value ? (double)plane_get(&art->rim, at_x, at_y) : 0;
                under += shadow ? (double)plane_get(shadow, at_x, at_y) : 0;
            }
            double all = block * block;
            double cover = alpha / all + (1 - alpha / all) * under / all;
            size_t i = (size_t)y * (size_t)width + (size_t)x;
            image.alpha.value[i] = (float)cover;
            image.rim.value[i] = (float)(alpha > 0 ? fmin(rim / alpha, 1) : 0);
            image.tone.value[i] = (float)(cover > 0.002 ? tone / all / cover : 0);
        }
    }
    return image;
}

void image_grain(struct image *image, uint64_t seed, double strength, double in_shadow)
{
    struct random random = random_seed(seed);
    if (strength <= 0 && in_shadow <= 0)
        return;
    struct plane soft = plane_make(image->tone.box);
    for (size_t i = 0; i < plane_size(&soft); i++)
        soft.value[i] = (float)(random_normal(&random) * 3.5); /* what the blur takes away again */
    plane_blur(&soft, GRAIN_BODY);
    for (size_t i = 0; i < plane_size(&soft); i++) {
        double fine = random_normal(&random), tone = (double)image->tone.value[i];
        tone *= 1 + strength * (GRAIN_FINE * fine + GRAIN_SOFT * (double)soft.value[i]);
        image->tone.value[i] = (float)number_clamp(tone + strength * GRAIN_FLOOR * fine, 0, 1);
        if (tone <= 0) /* a shadow: grain in its density hides the steps */
            image->alpha.value[i] *= (float)(1 + in_shadow * GRAIN_SHADOW * fine);
    }
    plane_free(&soft);
}

void image_over(struct image *under, const struct image *over, int left, int top)
{
    for (int y = 0; y < over->height; y++) {
        for (int x = 0; x < over->width; x++) {
            int to_x = left + x, to_y = top + y;
            if (to_x < 0 || to_x >= under->width || to_y < 0 || to_y >= under->height)
                continue;
            size_t to = (size_t)to_y * (size_t)under->width + (size_t)to_x;
            float alpha = plane_get(&over->alpha, x, y),
                  rest = under->alpha.value[to] * (1 - alpha);
            float tone = plane_get(&over->tone, x, y) * alpha + under->tone.value[to] * rest;
            under->alpha.value[to] = alpha + rest;
            under->tone.value[to] = alpha + rest > 0.0f ? tone / (alpha + rest) : 0.0f;
        }
    }
}

struct box image_content(const struct image *image)
{
    struct box box = {image->width, image->height, 0, 0};
    for (int y = 0; y < image->height; y++) {
        for (int x = 0; x < image->width; x++) {
            bool shadow = plane_get(&image->tone, x, y) <= SHADOW_TONE;
            if (plane_get(&image->alpha, x, y) < (shadow ? SEEN_SHADOW : SEEN))
                continue;
            box.left = x < box.left ? x : box.left;
            box.top = y < box.top ? y : box.top;
            box.right = x + 1 > box.right ? x + 1 : box.right;
            box.bottom = y + 1 > box.bottom ? y + 1 : box.bottom;
        }
    }
    return box;
}

static struct plane cut_plane(const struct plane *plane, struct box box)
{
    struct plane cut = plane_make((struct box){0, 0, box.right - box.left, box.bottom - box.top});
    for (int y = box.top; y < box.bottom; y++) {
        for (int x = box.left; x < box.right; x++)
            cut.value[(size_t)(y - box.top) * (size_t)cut.box.right + (size_t)(x - box.left)] =
                plane_get(plane, x, y);
    }
    return cut;
}

bool image_crop(struct image *image, struct box box)
{
    struct box content = image_content(image);
    if (content.left < box.left || content.top < box.top || content.right > box.right ||
        content.bottom > box.bottom) {
        errno = ERANGE;
        return false;
    }
    struct image cut = {.width = box.right - box.left,
                        .height = box.bottom - box.top,
                        .tone = cut_plane(&image->tone, box),
                        .alpha = cut_plane(&image->alpha, box),
                        .rim = cut_plane(&image->rim, box),
                        .fidelity = image->fidelity};
    image_free(image);
    *image = cut;
    return true;
}
