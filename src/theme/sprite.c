/* SPDX-License-Identifier: MIT */
/* Cuts art into runs of pixels, and draws those. */
#include "sprite.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

/* A run is one word, then its pixels, COUNT of them, or their numbers, four to a word. A word of 0
 * ends the row. */
#define RUN_BLENDED    0x80000000u
#define RUN_SKIP(run)  ((int)((run) >> 16 & 0x7fff)) /* clear pixels before it */
#define RUN_COUNT(run) ((int)((run)&0xffff))
#define WIDTH_MAX      0x7fff /* pixels; all that is skipped is a run's, too */

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
    struct sprite *sprite = surface->w <= WIDTH_MAX ? SDL_calloc(1, sizeof *sprite) : NULL;
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

/* How many words COUNT numbers take. */
static size_t words_of(int count)
{
    return ((size_t)count + sizeof(uint32_t) - 1) / sizeof(uint32_t);
}

/* Of a row there are at most so many words: a run for each pixel, and the end. */
static size_t row_words_max(int width)
{
    return 2 * (size_t)width + 1;
}

void sprite_cutter_init(struct sprite_cutter *cutter, int width, int height,
                        const uint32_t colors[SPRITE_COLORS])
{
    *cutter = (struct sprite_cutter){.row_count = 0};
    if (width > WIDTH_MAX)
        return;
    memcpy(cutter->colors, colors, sizeof cutter->colors);
    premultiply(cutter->colors, SPRITE_COLORS);
    for (int i = 0; i < SPRITE_COLORS; i++)
        cutter->covers[i] = (uint8_t)cover_of(cutter->colors[i]);
    struct sprite *sprite = SDL_calloc(1, sizeof *sprite);
    if (!sprite)
        return;
    *sprite = (struct sprite){.width = width, .height = height, .references = 1};
    sprite->rows = SDL_malloc((size_t)height * sizeof *sprite->rows);
    cutter->sprite = sprite;
}

/* How many of LEFT numbers from the first on are as clear as it is. Much of a frame is one number,
 * and looked at eight at a time. */
static int equal_cover(const uint8_t *numbers, int left, const uint8_t *cover_of_number)
{
    const uint64_t all_alike = numbers[0] * UINT64_C(0x0101010101010101);
    const uint8_t cover = cover_of_number[numbers[0]];
    int count = 1;
    while (count < left) {
        uint64_t eight;
        if (left - count >= (int)sizeof eight) {
            memcpy(&eight, numbers + count, sizeof eight);
            if (eight == all_alike) {
                count += (int)sizeof eight;
                continue;
            }
        }
        if (cover_of_number[numbers[count]] != cover)
            break;
        count++;
    }
    return count;
}

/* As cut_row, of ROW's numbers. */
static size_t cut_numbers(const struct sprite_cutter *cutter, const uint8_t *row, uint32_t *runs)
{
    const int width = cutter->sprite->width;
    size_t len = 0;
    int skip = 0;
    for (int x = 0, count; x < width; x += count) {
        enum cover cover = cutter->covers[row[x]];
        count = equal_cover(row + x, width - x, cutter->covers);
        if (cover == COVER_CLEAR) {
            skip = count;
            continue;
        }
        runs[len++] =
            (uint32_t)skip << 16 | (uint32_t)count | (cover == COVER_PART ? RUN_BLENDED : 0);
        size_t words = words_of(count);
        runs[len + words - 1] = 0; /* rows are compared by whole words */
        memcpy(runs + len, row + x, (size_t)count);
        len += words;
        skip = 0;
    }
    runs[len] = 0;
    return len + 1;
}

/* Makes room for so many words in all. It is the last that was allocated, so that it grows and
 * shrinks where it is. */
static bool resize_runs(struct sprite_cutter *cutter, size_t size)
{
    uint32_t *runs = SDL_realloc(cutter->sprite->runs, size * sizeof *runs);
    if (!runs)
        return false;
    cutter->sprite->runs = runs;
    cutter->size = size;
    return true;
}

/* The art is not what it was said to be, or there is no memory. */
static void give_up(struct sprite_cutter *cutter)
{
    sprite_free(cutter->sprite);
    cutter->sprite = NULL;
}

/* Whether the next row, of LEN words, is the last one again: of a grid most are. */
static bool repeats(const struct sprite_cutter *cutter, size_t len)
{
    const struct sprite *sprite = cutter->sprite;
    if (cutter->row_count == 0)
        return false;
    uint32_t last = sprite->rows[cutter->row_count - 1];
    return cutter->len - last == len &&
           memcmp(sprite->runs + last, sprite->runs + cutter->len, len * sizeof *sprite->runs) == 0;
}

void sprite_cutter_take(struct sprite_cutter *cutter, const uint8_t *row)
{
    struct sprite *sprite = cutter->sprite;
    if (!sprite || cutter->row_count >= sprite->height)
        return;
    size_t needed = cutter->len + row_words_max(sprite->width);
    bool fits = needed <= cutter->size || resize_runs(cutter, needed + cutter->size);
    if (!fits || !sprite->rows) {
        give_up(cutter);
        return;
    }
    sprite->rows[cutter->row_count] = (uint32_t)cutter->len;
    size_t len = cut_numbers(cutter, row, sprite->runs + cutter->len);
    if (repeats(cutter, len))
        sprite->rows[cutter->row_count] = sprite->rows[cutter->row_count - 1];
    else
        cutter->len += len;
    cutter->row_count++;
}

struct sprite *sprite_cutter_finish(struct sprite_cutter *cutter)
{
    struct sprite *sprite = cutter->sprite;
    if (sprite &&
        (cutter->row_count < sprite->height || !resize_runs(cutter, cutter->len + SPRITE_COLORS))) {
        give_up(cutter);
        return NULL;
    }
    cutter->sprite = NULL;
    if (!sprite)
        return NULL;
    sprite->colors = memcpy(sprite->runs + cutter->len, cutter->colors, sizeof cutter->colors);
    sprite->len =
        cutter->size * sizeof *sprite->runs + (size_t)sprite->height * sizeof *sprite->rows;
    return sprite;
}

/* Two channels at a time, each in 16 bits; division by 255 as it is usually done, exact. */
static uint32_t scaled(uint32_t two_channels, uint32_t part)
{
    uint32_t product = two_channels * part + 0x800080;
    return (product + (product >> 8 & 0xff00ff)) >> 8 & 0xff00ff;
}

static uint32_t over(uint32_t pixel, uint32_t ground)
{
    uint32_t clear = 255 - (pixel >> 24);
    return pixel + (scaled(ground & 0xff00ff, clear) | scaled(ground >> 8 & 0xff00ff, clear) << 8);
}

/* Rows of a canvas that are drawn alike. */
struct rows {
    uint32_t *first;
    ptrdiff_t pitch; /* pixels from one to the next */
    int count;
};

/* Told that none is written into another, the compiler does four at a time. */
static void blend(uint32_t *restrict to, const uint32_t *restrict from, int count)
{
    for (int i = 0; i < count; i++)
        to[i] = over(from[i], to[i]);
}

static void look_up(uint32_t *restrict to, const uint8_t *restrict from,
                    const uint32_t *restrict colors, int count)
{
    for (int i = 0; i < count; i++)
        to[i] = colors[from[i]];
}

static void look_up_and_blend(uint32_t *restrict to, const uint8_t *restrict from,
                              const uint32_t *restrict colors, int count)
{
    for (int i = 0; i < count; i++)
        to[i] = over(colors[from[i]], to[i]);
}

static void draw_pixels(const struct rows *rows, int x, const uint32_t *from, int count,
                        bool blended)
{
    uint32_t *to = rows->first + x;
    for (int row = 0; row < rows->count; row++, to += rows->pitch)
        if (blended)
            blend(to, from, count);
        else
            memcpy(to, from, (size_t)count * sizeof *to);
}

static void draw_numbers(const struct rows *rows, int x, const uint8_t *from,
                         const uint32_t *colors, int count, bool blended)
{
    uint32_t *to = rows->first + x;
    for (int row = 0; row < rows->count; row++, to += rows->pitch)
        if (blended)
            look_up_and_blend(to, from, colors, count);
        else
            look_up(to, from, colors, count);
}

/* A row's runs into ROWS, from X on; only from FROM up to END. COLORS: the sprite's. */
static void draw_runs(const uint32_t *run, const uint32_t *colors, const struct rows *rows, int x,
                      int from, int end)
{
    for (const uint32_t *next; *run; run = next) {
        int count = RUN_COUNT(*run), left = x + RUN_SKIP(*run), right = left + count;
        int begin = left < from ? from : left, stop = right > end ? end : right;
        bool blended = *run & RUN_BLENDED;
        if (left >= end)
            return;
        x = right;
        next = run + 1 + (colors ? words_of(count) : (size_t)count);
        if (begin >= stop)
            continue;
        if (colors)
            draw_numbers(rows, begin, (const uint8_t *)(run + 1) + (begin - left), colors,
                         stop - begin, blended);
        else
            draw_pixels(rows, begin, run + 1 + (begin - left), stop - begin, blended);
    }
}

/* How many rows from FIRST on are the same one; at most MAX. */
static int alike(const uint32_t *first, int max)
{
    int count = 1;
    while (count < max && first[count] == first[0])
        count++;
    return count;
}

void sprite_draw(const struct sprite *sprite, SDL_Surface *canvas, int x, int y)
{
    const SDL_Rect *clip = &canvas->clip_rect;
    int top = y < clip->y ? clip->y : y;
    int bottom = y + sprite->height > clip->y + clip->h ? clip->y + clip->h : y + sprite->height;
    struct rows rows = {.pitch = canvas->pitch / (int)sizeof *rows.first};
    for (int at = top; at < bottom; at += rows.count) {
        const uint32_t *first = &sprite->rows[at - y];
        rows.first = row_of(canvas, at);
        rows.count = alike(first, bottom - at);
        draw_runs(sprite->runs + *first, sprite->colors, &rows, x, clip->x, clip->x + clip->w);
    }
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
