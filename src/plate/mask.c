/* SPDX-License-Identifier: MIT */
/* Masks, and connected parts of them. */
#include "mask.h"

#include <stdlib.h>
#include <string.h>

bool mask_make(struct mask *mask, int width, int height)
{
    *mask = (struct mask){width, height, calloc((size_t)width, (size_t)height)};
    return mask->value;
}

bool mask_copy(const struct mask *mask, struct mask *copy)
{
    if (!mask_make(copy, mask->width, mask->height))
        return false;
    memcpy(copy->value, mask->value, (size_t)mask->width * (size_t)mask->height);
    return true;
}

void mask_free(struct mask *mask)
{
    free(mask->value);
    *mask = (struct mask){0};
}

size_t mask_count(const struct mask *mask)
{
    size_t count = 0;
    for (size_t i = 0; i < (size_t)mask->width * (size_t)mask->height; i++)
        count += mask->value[i];
    return count;
}

/* One line of COUNT pixels STRIDE apart: 1 where VALUE is within RADIUS. LINE is scratch. */
static void spread(uint8_t *pixels, size_t count, size_t stride, size_t radius, uint8_t value,
                   uint8_t *line)
{
    size_t last = 0, found = 0; /* last: one behind the latest VALUE within reach; found: any yet */
    for (size_t i = 0; i < count; i++)
        line[i] = pixels[i * stride];
    for (size_t i = 0, next = 0; i < count; i++) {
        for (; next < count && next <= i + radius; next++)
            if (line[next] == value) {
                last = next;
                found = 1;
            }
        if (found && last + radius >= i)
            pixels[i * stride] = value;
    }
}

static bool spread_all(struct mask *mask, int radius, uint8_t value)
{
    size_t width = (size_t)mask->width, height = (size_t)mask->height;
    uint8_t *line = malloc(width > height ? width : height);
    if (!line)
        return false;
    for (size_t y = 0; y < height; y++)
        spread(mask->value + y * width, width, 1, (size_t)radius, value, line);
    for (size_t x = 0; x < width; x++)
        spread(mask->value + x, height, width, (size_t)radius, value, line);
    free(line);
    return true;
}

bool mask_dilate(struct mask *mask, int radius)
{
    return spread_all(mask, radius, 1);
}

bool mask_erode(struct mask *mask, int radius)
{
    return spread_all(mask, radius, 0);
}

/* The connected parts of what is VALUE, numbered from 1. */
struct parts {
    uint32_t *label; /* of each pixel; 0: it is not VALUE */
    size_t *size;    /* of each part; [0] is not used */
    uint32_t count;
};

/* Adds to STACK, of *DEPTH pixels, those of VALUE around PIXEL that have no label yet. */
static void push_around(const struct mask *mask, const struct parts *parts, uint8_t value,
                        size_t pixel, size_t *stack, size_t *depth)
{
    size_t width = (size_t)mask->width, total = width * (size_t)mask->height;
    size_t x = pixel % width;
    size_t around[4] = {x > 0 ? pixel - 1 : total, x + 1 < width ? pixel + 1 : total,
                        pixel >= width ? pixel - width : total, pixel + width};
    for (int i = 0; i < 4; i++)
        if (around[i] < total && mask->value[around[i]] == value && !parts->label[around[i]]) {
            parts->label[around[i]] = parts->count;
            stack[(*depth)++] = around[i];
        }
}

static void parts_free(struct parts *parts)
{
    free(parts->label);
    free(parts->size);
}

static bool parts_find(const struct mask *mask, uint8_t value, struct parts *parts)
{
    size_t total = (size_t)mask->width * (size_t)mask->height, room = 64;
    *parts = (struct parts){calloc(total, sizeof *parts->label), calloc(room, sizeof(size_t)), 0};
    size_t *stack = malloc(total * sizeof *stack);
    bool good = stack && parts->label && parts->size;
    for (size_t i = 0; good && i < total; i++) {
        if (mask->value[i] != value || parts->label[i])
            continue;
        if (++parts->count == room) {
            size_t *more = realloc(parts->size, (room *= 2) * sizeof *more);
            parts->size = more ? more : parts->size;
            good = more;
        }
        parts->label[i] = parts->count;
        size_t depth = 0, size = 0;
        for (stack[depth++] = i; good && depth > 0; size++)
            push_around(mask, parts, value, stack[--depth], stack, &depth);
        if (good)
            parts->size[parts->count] = size;
    }
    free(stack);
    if (!good)
        parts_free(parts);
    return good;
}

bool mask_keep_large(struct mask *mask, double share)
{
    struct parts parts;
    if (!parts_find(mask, 1, &parts))
        return false;
    size_t largest = 0;
    for (uint32_t i = 1; i <= parts.count; i++)
        largest = parts.size[i] > largest ? parts.size[i] : largest;
    for (size_t i = 0; i < (size_t)mask->width * (size_t)mask->height; i++)
        if (mask->value[i] && (double)parts.size[parts.label[i]] < share * (double)largest)
            mask->value[i] = 0;
    parts_free(&parts);
    return true;
}

bool mask_keep_seeded(struct mask *mask, const struct mask *seed)
{
    struct parts parts;
    size_t total = (size_t)mask->width * (size_t)mask->height;
    if (!parts_find(mask, 1, &parts))
        return false;
    memset(parts.size, 0, (parts.count + 1) * sizeof *parts.size);
    for (size_t i = 0; i < total; i++)
        parts.size[parts.label[i]] += seed->value[i];
    for (size_t i = 0; i < total; i++)
        mask->value[i] = mask->value[i] && parts.size[parts.label[i]] > 0;
    parts_free(&parts);
    return true;
}

bool mask_fill_holes(struct mask *mask, size_t pixels_max)
{
    struct parts parts;
    size_t width = (size_t)mask->width, total = width * (size_t)mask->height;
    if (!parts_find(mask, 0, &parts))
        return false;
    for (size_t i = 0; i < total; i++) /* what reaches the edge is no hole */
        if (i < width || i >= total - width || i % width == 0 || i % width == width - 1)
            parts.size[parts.label[i]] = total;
    for (size_t i = 0; i < total; i++)
        if (!mask->value[i] && parts.size[parts.label[i]] <= pixels_max)
            mask->value[i] = 1;
    parts_free(&parts);
    return true;
}
