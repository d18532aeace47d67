/* SPDX-License-Identifier: MIT */
/* Cuts art into runs of pixels, and draws those. */
#include "sprite.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

/* A run is one word, then its pixels, COUNT of them. A word of 0 ends the row. */
#define RUN_BLENDED    0x80000000u
#define RUN_SKIP(run)  ((int)((run) >> 16 & 0x7fff)) /* clear pixels before it */
#define RUN_COUNT(run) ((int)((run)&0xffff))

enum cover { COVER_CLEAR, COVER_PART, COVER_OPAQUE };

/* The pixels of each: from the least, so many more. Alpha is the highest byte. */
static const struct {
    uint32_t least, more;
} covers[] = {
    [COVER_CLEAR] = {0, 0x00ffffff},
    [COVER_PART] = {0x01000000, 0xfdffffff},
    [COVER_OPAQUE] = {0xff000000, 0x00ffffff},
};

static enum cover cover_of(uint32_t pixel)
{
    if (pixel >> 24 == 0xff)
        return COVER_OPAQUE;
    return pixel >> 24 ? COVER_PART : COVER_CLEAR;
}

/* Every pixel of a theme comes by here while its user waits for the first frame. */
static int run_length(const uint32_t *row, int from, int width)
{
    enum cover cover = cover_of(row[from]);
    const uint32_t least = covers[cover].least, more = covers[cover].more;
    int to = from + 1;
    while (to < width && row[to] - least <= more)
        to++;
    return to - from;
}

/* ROW's runs to RUNS, or only counted if that is NULL; returns how many words they take. */
static size_t cut_row(const uint32_t *row, int width, uint32_t *runs)
{
    size_t len = 0;
    int skip = 0;
    for (int x = 0, count; x < width; x += count) {
        enum cover cover = cover_of(row[x]);
        count = run_length(row, x, width);
        if (cover == COVER_CLEAR) {
            skip = count;
            continue;
        }
        if (runs) {
            runs[len] =
                (uint32_t)skip << 16 | (uint32_t)count | (cover == COVER_PART ? RUN_BLENDED : 0);
            memcpy(&runs[len + 1], &row[x], (size_t)count * sizeof *row);
        }
        len += 1 + (size_t)count;
        skip = 0;
    }
    if (runs)
        runs[len] = 0;
    return len + 1;
}

static void premultiply(uint32_t *row, int width)
{
    for (int x = 0; x < width; x++) {
        uint32_t alpha = row[x] >> 24;
        if (alpha == 0xff)
            continue;
        if (alpha == 0) {
            row[x] = 0;
            continue;
        }
        uint32_t red_blue = (row[x] & 0xff00ff) * alpha + 0x800080;
        uint32_t green = (row[x] & 0xff00) * alpha + 0x8000;
        red_blue = (red_blue + (red_blue >> 8 & 0xff00ff)) >> 8 & 0xff00ff;
        green = (green + (green >> 8 & 0xff00)) >> 8 & 0xff00;
        row[x] = alpha << 24 | red_blue | green;
    }
}

static uint32_t *row_of(const SDL_Surface *surface, int y)
{
    return (uint32_t *)(void *)((uint8_t *)surface->pixels + y * surface->pitch);
}

/* Of a premultiplied surface. Measured first: a buffer for the worst case, given back later,
 * leaves holes among what stays. */
static bool cut(struct sprite *sprite, const SDL_Surface *surface)
{
    size_t len = 0;
    sprite->rows = SDL_malloc((size_t)sprite->height * sizeof *sprite->rows);
    for (int y = 0; sprite->rows && y < sprite->height; y++) {
        sprite->rows[y] = (uint32_t)len;
        len += cut_row(row_of(surface, y), sprite->width, NULL);
    }
    sprite->runs = sprite->rows ? SDL_malloc(len * sizeof *sprite->runs) : NULL;
    sprite->len = len * sizeof *sprite->runs + (size_t)sprite->height * sizeof *sprite->rows;
    for (int y = 0; sprite->runs && y < sprite->height; y++)
        cut_row(row_of(surface, y), sprite->width, sprite->runs + sprite->rows[y]);
    return sprite->runs != NULL;
}

struct sprite *sprite_cut(SDL_Surface *surface)
{
    assert(surface->format->format == SDL_PIXELFORMAT_ARGB8888);
    struct sprite *sprite = SDL_calloc(1, sizeof *sprite);
    if (!sprite)
        return NULL;
    *sprite = (struct sprite){.width = surface->w, .height = surface->h, .references = 1};
    for (int y = 0; y < surface->h; y++)
        premultiply(row_of(surface, y), surface->w);
    if (cut(sprite, surface))
        return sprite;
    sprite_free(sprite);
    return NULL;
}

/* Two channels at a time, each in 16 bits; division by 255 as it is usually done, exact. */
static uint32_t scaled(uint32_t two_channels, uint32_t part)
{
    uint32_t product = two_channels * part + 0x800080;
    return (product + (product >> 8 & 0xff00ff)) >> 8 & 0xff00ff;
}

static void blend(uint32_t *to, const uint32_t *from, int count)
{
    for (int i = 0; i < count; i++) {
        uint32_t clear = 255 - (from[i] >> 24);
        to[i] =
            from[i] + (scaled(to[i] & 0xff00ff, clear) | scaled(to[i] >> 8 & 0xff00ff, clear) << 8);
    }
}

/* One row's runs into TO, which is what is at X 0; only from FROM up to END. */
static void draw_row(const uint32_t *run, uint32_t *to, int x, int from, int end)
{
    for (; *run; run += 1 + RUN_COUNT(*run)) {
        int left = x + RUN_SKIP(*run), right = left + RUN_COUNT(*run);
        int begin = left < from ? from : left, stop = right > end ? end : right;
        if (left >= end)
            return;
        x = right;
        if (begin >= stop)
            continue;
        if (*run & RUN_BLENDED)
            blend(to + begin, run + 1 + (begin - left), stop - begin);
        else
            memcpy(to + begin, run + 1 + (begin - left), (size_t)(stop - begin) * sizeof *to);
    }
}

void sprite_draw(const struct sprite *sprite, SDL_Surface *canvas, int x, int y)
{
    const SDL_Rect *clip = &canvas->clip_rect;
    int top = y < clip->y ? clip->y : y;
    int bottom = y + sprite->height > clip->y + clip->h ? clip->y + clip->h : y + sprite->height;
    for (int at = top; at < bottom; at++)
        draw_row(sprite->runs + sprite->rows[at - y], row_of(canvas, at), x, clip->x,
                 clip->x + clip->w);
}

struct sprite *sprite_keep(struct sprite *sprite)
{
    sprite->references++;
    return sprite;
}

void sprite_free(struct sprite *sprite)
{
    if (!sprite || --sprite->references > 0)
        return;
    SDL_free(sprite->rows);
    SDL_free(sprite->runs);
    SDL_free(sprite);
}
