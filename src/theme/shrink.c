/* SPDX-License-Identifier: MIT */
/* Means over areas. A clear pixel's colour counts for nothing. */
#include "shrink.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

struct area {
    double left, top, right, bottom;
};

/* How much of the pixel from AT on lies between FROM and TO. */
static double share(int at, double from, double to)
{
    double begin = at > from ? at : from, end = at + 1 < to ? at + 1 : to;
    return end > begin ? end - begin : 0;
}

static uint32_t mean(const SDL_Surface *large, const struct area *area)
{
    double alpha = 0, colors[3] = {0}, whole = 0;
    for (int y = (int)area->top; y < large->h && y < area->bottom; y++) {
        const uint8_t *row = (const uint8_t *)large->pixels + y * large->pitch;
        double height = share(y, area->top, area->bottom);
        for (int x = (int)area->left; x < large->w && x < area->right; x++) {
            uint32_t pixel;
            memcpy(&pixel, row + x * 4, sizeof pixel);
            double weight = height * share(x, area->left, area->right);
            double opaque = weight * (pixel >> 24);
            whole += weight;
            alpha += opaque;
            for (int i = 0; i < 3; i++)
                colors[i] += opaque * (pixel >> 8 * i & 0xff);
        }
    }
    if (alpha <= 0 || whole <= 0)
        return 0;
    uint32_t result = (uint32_t)(alpha / whole + 0.5) << 24;
    for (int i = 0; i < 3; i++)
        result |= (uint32_t)(colors[i] / alpha + 0.5) << 8 * i;
    return result;
}

SDL_Surface *shrink(const SDL_Surface *large, int width, int height)
{
    assert(width > 0 && height > 0 && width <= large->w && height <= large->h);
    SDL_Surface *small =
        SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888);
    double across = (double)large->w / width, down = (double)large->h / height;
    for (int y = 0; small && y < height; y++) {
        uint8_t *row = (uint8_t *)small->pixels + y * small->pitch;
        for (int x = 0; x < width; x++) {
            struct area area = {x * across, y * down, (x + 1) * across, (y + 1) * down};
            uint32_t pixel = mean(large, &area);
            memcpy(row + x * 4, &pixel, sizeof pixel);
        }
    }
    return small;
}
