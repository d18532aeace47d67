/* SPDX-License-Identifier: MIT */
/* In a launch: the hand that fetches art from the theme's folder.
 * Owns nothing; what it loads is the caller's. */
#include "image.h"

#include <SDL_image.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SIDE_PX_MAX    2048
#define PNG_HEADER_LEN 24 /* signature, then the IHDR chunk up to width and height */

static uint32_t big_endian(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static bool acceptable(SDL_RWops *file)
{
    static const uint8_t signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    uint8_t header[PNG_HEADER_LEN];
    uint32_t width, height;

    if (SDL_RWread(file, header, 1, sizeof header) != sizeof header ||
        memcmp(header, signature, sizeof signature) != 0 || SDL_RWseek(file, 0, RW_SEEK_SET) != 0)
        return false;
    width = big_endian(header + 16);
    height = big_endian(header + 20);
    return width > 0 && height > 0 && width <= SIDE_PX_MAX && height <= SIDE_PX_MAX;
}

static SDL_Surface *decode(const char *path)
{
    SDL_Surface *decoded = NULL, *converted = NULL;
    SDL_RWops *file = SDL_RWFromFile(path, "rb");

    if (!file)
        return NULL;
    if (acceptable(file))
        decoded = IMG_LoadPNG_RW(file); /* needs no IMG_Init, which would load more decoders */
    SDL_RWclose(file);
    if (decoded)
        converted = SDL_ConvertSurfaceFormat(decoded, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_FreeSurface(decoded);
    return converted;
}

/* Takes SMALL. Pixels are repeated, not blurred. */
static SDL_Surface *enlarge(SDL_Surface *small, int scale)
{
    SDL_Surface *large = SDL_CreateRGBSurfaceWithFormat(0, small->w * scale, small->h * scale, 32,
                                                        SDL_PIXELFORMAT_ARGB8888);

    if (large && SDL_SoftStretch(small, NULL, large, NULL) != 0) {
        SDL_FreeSurface(large);
        large = NULL;
    }
    SDL_FreeSurface(small);
    return large;
}

/* walk/01.png -> walk/01@2x.png */
static bool name_at_scale(const char *file, int scale, char name[THEME_NAME_MAX])
{
    const char *suffix = strrchr(file, '.');
    int stem_len = suffix ? (int)(suffix - file) : (int)strlen(file);
    int len =
        snprintf(name, THEME_NAME_MAX, "%.*s@%dx%s", stem_len, file, scale, suffix ? suffix : "");

    return len > 0 && len < THEME_NAME_MAX;
}

int image_scale(const struct theme *theme, const char *file, int scale)
{
    char name[THEME_NAME_MAX], path[THEME_PATH_MAX];

    for (int larger = scale; larger > 1; larger--)
        if (name_at_scale(file, larger, name) && theme_path(theme, name, path) &&
            access(path, R_OK) == 0)
            return larger;
    return scale;
}

struct sprite *image_load(const struct theme *theme, const char *file, int scale)
{
    char name[THEME_NAME_MAX], path[THEME_PATH_MAX];
    SDL_Surface *picture = NULL;
    struct sprite *sprite;

    if (scale > 1 && name_at_scale(file, scale, name) && theme_path(theme, name, path))
        picture = decode(path);
    if (!picture && theme_path(theme, file, path) && (picture = decode(path)) && scale > 1)
        picture = enlarge(picture, scale);
    if (!picture)
        return NULL;
    sprite = sprite_cut(picture);
    SDL_FreeSurface(picture);
    return sprite;
}
