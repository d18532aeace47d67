/* SPDX-License-Identifier: MIT */
/* Laying tone over tone, within the box of what is laid. */
#include "art.h"

struct art art_make(double width, double height, double scale, double hair_width)
{
    struct art art = {.scale = scale, .hair_width = hair_width, .width = width, .height = height};
    struct box box = {0, 0, (int)(width * scale + 0.5), (int)(height * scale + 0.5)};
    art.tone = plane_make(box);
    art.alpha = plane_make(box);
    return art;
}

void art_free(struct art *art)
{
    plane_free(&art->tone);
    plane_free(&art->alpha);
    plane_free(&art->rim);
}

struct box box_union(struct box a, struct box b)
{
    return (struct box){
        a.left < b.left ? a.left : b.left,
        a.top < b.top ? a.top : b.top,
        a.right > b.right ? a.right : b.right,
        a.bottom > b.bottom ? a.bottom : b.bottom,
    };
}

struct box art_box(const struct art *art, const struct curve *curve, double margin)
{
    const struct box *all = &art->tone.box;
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
    for (size_t i = 0; i < curve->len; i++) {
        left = fmin(left, curve->at[i].x);
        right = fmax(right, curve->at[i].x);
        top = fmin(top, curve->at[i].y);
        bottom = fmax(bottom, curve->at[i].y);
    }
    return (struct box){
        (int)number_clamp(floor((left - margin) * art->scale), all->left, all->right),
        (int)number_clamp(floor((top - margin) * art->scale), all->top, all->bottom),
        (int)number_clamp(ceil((right + margin) * art->scale), all->left, all->right),
        (int)number_clamp(ceil((bottom + margin) * art->scale), all->top, all->bottom),
    };
}

/* The picture's own index of a point of PLANE, which lies within the picture. */
static size_t row_of(const struct art *art, const struct plane *plane, int row)
{
    return (size_t)(plane->box.top + row) * (size_t)plane_width(&art->tone) +
           (size_t)plane->box.left;
}

void art_over(struct art *art, const struct plane *cover, const struct plane *tone)
{
    int width = plane_width(cover);
    for (int y = 0; y < plane_height(cover); y++) {
        float *under = art->tone.value + row_of(art, cover, y);
        float *alpha = art->alpha.value + row_of(art, cover, y);
        const float *opacity = cover->value + (size_t)y * (size_t)width;
        const float *colour = tone->value + (size_t)y * (size_t)width;
        for (int x = 0; x < width; x++) {
            float ink = colour[x] < 0.0f ? 0.0f : colour[x] > 1.0f ? 1.0f : colour[x];
            under[x] = under[x] * (1.0f - opacity[x]) + ink * opacity[x];
            alpha[x] += opacity[x] * (1.0f - alpha[x]);
        }
    }
}

/* What the three flat washes share; OPAQUE 1 covers, 0 keeps the shape that is there. */
static void wash(struct art *art, const struct plane *cover, float strength, float ink, bool opaque)
{
    int width = plane_width(cover);
    for (int y = 0; y < plane_height(cover); y++) {
        float *under = art->tone.value + row_of(art, cover, y);
        float *alpha = art->alpha.value + row_of(art, cover, y);
        const float *opacity = cover->value + (size_t)y * (size_t)width;
        for (int x = 0; x < width; x++) {
            float a = opacity[x] * strength;
            a = a < 0.0f ? 0.0f : a > 1.0f ? 1.0f : a;
            under[x] = under[x] * (1.0f - a) + ink * a * (opaque ? 1.0f : alpha[x]);
            if (opaque)
                alpha[x] += a * (1.0f - alpha[x]);
        }
    }
}

void art_over_flat(struct art *art, const struct plane *cover, double strength, double tone)
{
    wash(art, cover, (float)strength, (float)tone, true);
}

void art_shade(struct art *art, const struct plane *cover, double strength)
{
    wash(art, cover, (float)strength, 0.0f, false);
}

void art_light(struct art *art, const struct plane *cover, double strength)
{
    wash(art, cover, (float)strength, 1.0f, false);
}
