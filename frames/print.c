/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: from a picture to the tones of a print; see print.h. */
#include "print.h"

#include <errno.h>

#include "random.h"

/* grain: even noise, noise with a soft body (clumped silver), and a little that blacks have too */
static const double grain_fine = 0.030, grain_soft = 0.036, grain_floor = 0.010, grain_body = 1.1,
                    grain_shadow = 0.03;

struct print print_blank(int width, int height, double tone, double alpha)
{
    struct box box = {0, 0, width, height};
    struct print print = {width, height, plane_make(box), plane_make(box), plane_make(box), 0};

    for (size_t i = 0; i < plane_size(&print.tone); i++) {
        print.tone.value[i] = (float)tone;
        print.alpha.value[i] = (float)alpha;
    }
    return print;
}

void print_free(struct print *print)
{
    plane_free(&print->tone);
    plane_free(&print->alpha);
    plane_free(&print->rim);
}

/* A dark print has no blacks that would be holes, and light on the edge; ours, by eye. */
static const double dark_black = 0.115, dark_gain = 0.96, dark_gamma = 1.02, dark_rim = 0.50;

double print_dark_tone(double tone, double rim)
{
    double lifted = dark_black + (dark_gain - dark_black) * pow(tone, dark_gamma);

    return lifted + (1 - lifted) * dark_rim * rim;
}

void print_darken(struct print *print)
{
    for (size_t i = 0; i < plane_size(&print->tone); i++) {
        if (print->tone.value[i] > 0.0f) /* the shadow stays one */
            print->tone.value[i] =
                (float)print_dark_tone((double)print->tone.value[i], (double)print->rim.value[i]);
    }
}

struct print print_make(const struct art *art, const struct plane *shadow, double zoom)
{
    int width = (int)(art->width * zoom + 0.5), height = (int)(art->height * zoom + 0.5);
    struct print print = print_blank(width, height, 0, 0);
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
            print.alpha.value[i] = (float)cover;
            print.rim.value[i] = (float)(alpha > 0 ? fmin(rim / alpha, 1) : 0);
            print.tone.value[i] = (float)(cover > 0.002 ? tone / all / cover : 0);
        }
    }
    return print;
}

void print_grain(struct print *print, uint64_t seed, double strength, double in_shadow)
{
    struct random random = random_seed(seed);

    if (strength <= 0 && in_shadow <= 0)
        return;
    struct plane soft = plane_make(print->tone.box);

    for (size_t i = 0; i < plane_size(&soft); i++)
        soft.value[i] = (float)(random_normal(&random) * 3.5); /* what the blur takes away again */
    plane_blur(&soft, grain_body);
    for (size_t i = 0; i < plane_size(&soft); i++) {
        double fine = random_normal(&random), tone = (double)print->tone.value[i];

        tone *= 1 + strength * (grain_fine * fine + grain_soft * (double)soft.value[i]);
        print->tone.value[i] = (float)number_clamp(tone + strength * grain_floor * fine, 0, 1);
        if (tone <= 0) /* a shadow: grain in its density hides the steps */
            print->alpha.value[i] *= (float)(1 + in_shadow * grain_shadow * fine);
    }
    plane_free(&soft);
}

void print_lay(struct print *under, const struct print *over, int left, int top)
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

/* less opacity is not seen, in a shadow and elsewhere */
static const float shadow_tone = 0.02f, seen_shadow = 0.02f, seen = 1.0f / 8;

struct box print_content(const struct print *print)
{
    struct box box = {print->width, print->height, 0, 0};

    for (int y = 0; y < print->height; y++) {
        for (int x = 0; x < print->width; x++) {
            bool shadow = plane_get(&print->tone, x, y) <= shadow_tone;

            if (plane_get(&print->alpha, x, y) < (shadow ? seen_shadow : seen))
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

bool print_cut(struct print *print, struct box box)
{
    struct box content = print_content(print);

    if (content.left < box.left || content.top < box.top || content.right > box.right ||
        content.bottom > box.bottom) {
        errno = ERANGE;
        return false;
    }
    struct print cut = {.width = box.right - box.left,
                        .height = box.bottom - box.top,
                        .tone = cut_plane(&print->tone, box),
                        .alpha = cut_plane(&print->alpha, box),
                        .rim = cut_plane(&print->rim, box),
                        .truth = print->truth};
    print_free(print);
    *print = cut;
    return true;
}
