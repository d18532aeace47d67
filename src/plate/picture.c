/* SPDX-License-Identifier: MIT */
/* Pictures in memory. */
#include "picture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CLEAR_ALPHA  128 /* below this a pixel counts as clear */
#define CLEAR_SHARE  50
#define KEY_NEAR     24.0 /* this far from the key, in levels, all is key */
#define KEY_FAR      64.0 /* and this far nothing is */
#define RADIANS(deg) ((deg)*3.14159265358979323846 / 180)

bool picture_make(struct picture *picture, int width, int height)
{
    *picture = (struct picture){width, height, calloc((size_t)width * (size_t)height, 4)};
    if (!picture->rgba)
        *picture = (struct picture){0};
    return picture->rgba;
}

void picture_free(struct picture *picture)
{
    free(picture->rgba);
    *picture = (struct picture){0};
}

static int clamp(int value, int max)
{
    return value < 0 ? 0 : value > max ? max : value;
}

bool picture_cut(const struct picture *picture, struct area area, struct picture *cut)
{
    if (!picture_make(cut, area.width, area.height))
        return false;
    for (int y = 0; y < area.height; y++) {
        int from_y = clamp(area.y + y, picture->height - 1);
        for (int x = 0; x < area.width; x++)
            memcpy(picture_at(cut, x, y),
                   picture_at(picture, clamp(area.x + x, picture->width - 1), from_y), 4);
    }
    return true;
}

bool picture_shift(struct picture *picture, int x, int y)
{
    struct picture shifted;
    if (!picture_make(&shifted, picture->width, picture->height))
        return false;
    int left = x > 0 ? x : 0, right = picture->width + (x < 0 ? x : 0);
    for (int row = 0; row < picture->height; row++)
        if (row - y >= 0 && row - y < picture->height && right > left)
            memcpy(picture_at(&shifted, left, row), picture_at(picture, left - x, row - y),
                   4 * (size_t)(right - left));
    picture_free(picture);
    *picture = shifted;
    return true;
}

/* The pixel at X, Y, between the centres of four. */
static void sample(const struct picture *picture, double x, double y, uint8_t pixel[4])
{
    x = fmin(fmax(x, 0), picture->width - 1);
    y = fmin(fmax(y, 0), picture->height - 1);
    int left = (int)x, top = (int)y;
    int right = left + 1 < picture->width ? left + 1 : left;
    int bottom = top + 1 < picture->height ? top + 1 : top;
    int far_x = (int)((x - left) * 256), far_y = (int)((y - top) * 256);
    const uint8_t *a = picture_at(picture, left, top), *b = picture_at(picture, right, top);
    const uint8_t *c = picture_at(picture, left, bottom), *d = picture_at(picture, right, bottom);
    for (int i = 0; i < 4; i++) {
        int above = a[i] * (256 - far_x) + b[i] * far_x;
        int below = c[i] * (256 - far_x) + d[i] * far_x;
        pixel[i] = (uint8_t)((above * (256 - far_y) + below * far_y + 32768) >> 16);
    }
}

bool picture_turn(const struct picture *picture, double degrees, struct picture *turned)
{
    if (!picture_make(turned, picture->width, picture->height))
        return false;
    double cosine = cos(RADIANS(degrees)), sine = sin(RADIANS(degrees));
    double middle_x = (picture->width - 1) / 2.0, middle_y = (picture->height - 1) / 2.0;
    for (int y = 0; y < picture->height; y++) {
        double from_x = middle_x - middle_x * cosine + (y - middle_y) * sine;
        double from_y = middle_y + middle_x * sine + (y - middle_y) * cosine;
        for (int x = 0; x < picture->width; x++)
            sample(picture, from_x + x * cosine, from_y - x * sine, picture_at(turned, x, y));
    }
    return true;
}

/* The mean over AREA, in pixels with fractions, by what is seen of each. */
static void average(const struct picture *picture, const double area[4], uint8_t pixel[4])
{
    double sum[3] = {0}, seen = 0, all = 0;
    for (int y = (int)area[1]; y < picture->height && y < area[3]; y++) {
        double high = fmin(y + 1, area[3]) - fmax(y, area[1]);
        for (int x = (int)area[0]; x < picture->width && x < area[2]; x++) {
            double weight = high * (fmin(x + 1, area[2]) - fmax(x, area[0]));
            const uint8_t *from = picture_at(picture, x, y);
            all += weight;
            weight *= from[3];
            seen += weight;
            for (int i = 0; i < 3; i++)
                sum[i] += weight * from[i];
        }
    }
    for (int i = 0; i < 3 && seen > 0; i++)
        pixel[i] = (uint8_t)(sum[i] / seen + 0.5);
    pixel[3] = all > 0 ? (uint8_t)lround(seen / all) : 0;
}

bool picture_reduce(const struct picture *picture, int width, int height, struct picture *reduced)
{
    if (!picture_make(reduced, width, height))
        return false;
    double per_x = (double)picture->width / width, per_y = (double)picture->height / height;
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            average(picture, (double[]){x * per_x, y * per_y, (x + 1) * per_x, (y + 1) * per_y},
                    picture_at(reduced, x, y));
    return true;
}

bool picture_has_alpha(const struct picture *picture)
{
    size_t count = (size_t)picture->width * (size_t)picture->height, clear = 0;
    for (size_t i = 0; i < count; i++)
        clear += picture->rgba[4 * i + 3] < CLEAR_ALPHA;
    return clear > 0 && clear >= count / CLEAR_SHARE;
}

void picture_key(struct picture *picture, const uint8_t key[3])
{
    size_t count = (size_t)picture->width * (size_t)picture->height;
    for (size_t i = 0; i < count; i++) {
        uint8_t *pixel = picture->rgba + 4 * i;
        double square = 0;
        for (int c = 0; c < 3; c++)
            square += (pixel[c] - key[c]) * (pixel[c] - key[c]);
        double share = (sqrt(square) - KEY_NEAR) / (KEY_FAR - KEY_NEAR);
        share = fmin(fmax(share, 0), 1);
        /* What is left of the key in a pixel of an outline would be a fringe. */
        for (int c = 0; c < 3 && share > 0 && share < 1; c++)
            pixel[c] = (uint8_t)fmin(fmax((pixel[c] - (1 - share) * key[c]) / share, 0), 255);
        pixel[3] = (uint8_t)lround(pixel[3] * share);
    }
}

struct area picture_content(const struct picture *picture, uint8_t least)
{
    int left = picture->width, right = 0, top = picture->height, bottom = 0;
    for (int y = 0; y < picture->height; y++)
        for (int x = 0; x < picture->width; x++)
            if (picture_at(picture, x, y)[3] >= least) {
                left = x < left ? x : left;
                right = x >= right ? x + 1 : right;
                top = y < top ? y : top;
                bottom = y + 1;
            }
    if (right <= left)
        return (struct area){0};
    return (struct area){left, top, right - left, bottom - top};
}
