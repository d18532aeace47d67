/* SPDX-License-Identifier: MIT */
/* Any pixels, cut into runs and drawn anywhere: the first bytes are the size and the place, the
 * others the pixels. What is drawn is what a plain loop draws, and nothing outside the clip. */
#include "fuzz.h"
#include "sprite.h"

#include <assert.h>
#include <string.h>

#define SIDE_PX 24
#define PAPER   0xff808080u
#define HEAD    4

static uint32_t *pixel_of(const SDL_Surface *surface, int x, int y)
{
    return (uint32_t *)(void *)((uint8_t *)surface->pixels + y * surface->pitch) + x;
}

static int channel(uint32_t pixel, int index)
{
    return (int)(pixel >> 8 * index & 0xff);
}

/* As exact as it need be: off by rounding, twice. */
static void check(uint32_t drawn, uint32_t art)
{
    int alpha = channel(art, 3);
    for (int i = 0; i < 3; i++) {
        int wanted = (channel(art, i) * alpha + channel(PAPER, i) * (255 - alpha)) / 255;
        int off = channel(drawn, i) - wanted;
        assert(off >= -2 && off <= 2);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (len < HEAD + 4)
        return 0;
    int width = bytes[0] % SIDE_PX + 1, height = (int)((len - HEAD) / 4) / width;
    int x = (int8_t)bytes[1] / 4, y = (int8_t)bytes[2] / 4, inset = bytes[3] % (SIDE_PX / 2);
    if (height == 0 || height > SIDE_PX)
        return 0;
    SDL_Surface *art =
        SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888);
    SDL_Surface *canvas =
        SDL_CreateRGBSurfaceWithFormat(0, SIDE_PX, SIDE_PX, 32, SDL_PIXELFORMAT_ARGB8888);
    for (int row = 0; row < height; row++)
        memcpy(pixel_of(art, 0, row), bytes + HEAD + 4 * row * width, 4 * (size_t)width);
    SDL_FillRect(canvas, NULL, PAPER);
    SDL_Rect clip = {inset, inset, SIDE_PX - inset, SIDE_PX - 2 * inset};
    SDL_SetClipRect(canvas, &clip);
    struct sprite *sprite = sprite_cut(art);
    if (sprite)
        sprite_draw(sprite, canvas, x, y);
    for (int i = 0; sprite && i < SIDE_PX * SIDE_PX; i++) {
        SDL_Point at = {i % SIDE_PX, i / SIDE_PX}, in_art = {at.x - x, at.y - y};
        uint32_t drawn = *pixel_of(canvas, at.x, at.y), pixel = 0;
        SDL_Rect whole = {0, 0, width, height};
        if (SDL_PointInRect(&at, &clip) && SDL_PointInRect(&in_art, &whole))
            memcpy(&pixel, bytes + HEAD + 4 * (in_art.y * width + in_art.x), 4);
        check(drawn, pixel);
    }
    sprite_free(sprite);
    SDL_FreeSurface(canvas);
    SDL_FreeSurface(art);
    return 0;
}
