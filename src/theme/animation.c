/* SPDX-License-Identifier: MIT */
/* Puts the parts of a moving picture on each other. */
#include "animation.h"

#include "image.h"

#include <stdlib.h>
#include <string.h>

static bool is_within_bounds(const struct animation_file *file)
{
    const struct image_bounds *bounds =
        file->part_count > 1 ? &image_bounds_moving : &image_bounds_picture;
    return file->width > 0 && file->height > 0 && file->width <= bounds->side_px &&
           file->height <= bounds->side_px &&
           (uint64_t)file->width * file->height <= bounds->pixels;
}

bool animation_open(struct animation *animation, uint8_t *bytes, size_t len)
{
    *animation = (struct animation){.bytes = bytes, .file = malloc(sizeof *animation->file)};
    if (animation->file && animation_file_read(animation->file, bytes, len) &&
        is_within_bounds(animation->file))
        return true;
    animation_close(animation);
    return false;
}

void animation_close(struct animation *animation)
{
    free(animation->bytes);
    free(animation->file);
    SDL_FreeSurface(animation->canvas);
    SDL_FreeSurface(animation->saved);
    *animation = (struct animation){0};
}

static SDL_Surface *decode(const struct animation *animation, int index)
{
    const struct animation_part *part = &animation->file->parts[index];
    size_t len;
    uint8_t *still = animation_file_extract(animation->file, animation->bytes, index, &len);
    SDL_Surface *decoded =
        still ? image_decode_surface(still, len, NULL, 0, &image_bounds_picture) : NULL;
    free(still);
    if (decoded && decoded->w == part->width && decoded->h == part->height)
        return decoded;
    SDL_FreeSurface(decoded);
    return NULL;
}

static uint32_t *row_of(const SDL_Surface *surface, int x, int y)
{
    return (uint32_t *)(void *)((uint8_t *)surface->pixels + y * surface->pitch) + x;
}

/* ABOVE on BELOW, as the PNG specification has it (APNG_BLEND_OP_OVER), in whole numbers. */
static uint32_t blend(uint32_t below, uint32_t above)
{
    uint32_t alpha = above >> 24, below_alpha = below >> 24;
    if (alpha == 0xff || below_alpha == 0)
        return above;
    if (alpha == 0)
        return below;
    uint32_t above_share = alpha * 255, below_share = (255 - alpha) * below_alpha;
    uint32_t whole = above_share + below_share, mixed = (whole + 127) / 255 << 24;
    for (int shift = 0; shift < 24; shift += 8) {
        uint32_t sum =
            (above >> shift & 0xff) * above_share + (below >> shift & 0xff) * below_share;
        mixed |= (sum + whole / 2) / whole << shift;
    }
    return mixed;
}

static void put(SDL_Surface *canvas, const SDL_Surface *decoded, const struct animation_part *part)
{
    for (int y = 0; y < part->height; y++) {
        uint32_t *to = row_of(canvas, part->x, part->y + y);
        const uint32_t *from = row_of(decoded, 0, y);
        for (int x = 0; x < part->width; x++)
            to[x] = part->blends ? blend(to[x], from[x]) : from[x];
    }
}

static void copy(SDL_Surface *to, const SDL_Surface *from)
{
    memcpy(to->pixels, from->pixels, (size_t)from->h * (size_t)from->pitch);
}

static SDL_Surface *make_canvas(const struct animation *animation)
{
    return SDL_CreateRGBSurfaceWithFormat(
        0, (int)animation->file->width, (int)animation->file->height, 32, SDL_PIXELFORMAT_ARGB8888);
}

/* The part before the next one is over. */
static void dispose(struct animation *animation)
{
    const struct animation_part *part = &animation->file->parts[animation->next - 1];
    SDL_Rect place = {part->x, part->y, part->width, part->height};
    if (part->disposal == ANIMATION_CLEAR)
        SDL_FillRect(animation->canvas, &place, 0);
    else if (part->disposal == ANIMATION_RESTORE && animation->saved)
        copy(animation->canvas, animation->saved);
}

static void advance(struct animation *animation)
{
    const struct animation_part *part = &animation->file->parts[animation->next];
    if (animation->next > 0)
        dispose(animation);
    if (part->disposal == ANIMATION_RESTORE && !animation->saved)
        animation->saved = make_canvas(animation);
    if (part->disposal == ANIMATION_RESTORE && animation->saved)
        copy(animation->saved, animation->canvas);
    SDL_Surface *decoded = decode(animation, animation->next);
    if (decoded)
        put(animation->canvas, decoded, part);
    SDL_FreeSurface(decoded);
    animation->next++;
}

SDL_Surface *animation_frame(struct animation *animation, int index)
{
    if (!animation->canvas && !(animation->canvas = make_canvas(animation)))
        return NULL;
    if (index + 1 < animation->next) {
        SDL_FillRect(animation->canvas, NULL, 0);
        animation->next = 0;
    }
    while (animation->next <= index)
        advance(animation);
    return animation->canvas;
}
