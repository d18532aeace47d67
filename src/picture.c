/* SPDX-License-Identifier: MIT */
/* In a launch: the hand that fetches art from the theme's folder.
 * Owns nothing; what it loads is the caller's. */
#include "picture.h"

#include <png.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SIDE_PX_MAX 2048

/* libpng itself: SDL2_image would bring the decoders of ten other formats along, whose loading
 * takes half as long as all the rest up to the first frame. */
static SDL_Surface *decode(const char *path)
{
    png_image png = {.version = PNG_IMAGE_VERSION};
    SDL_Surface *decoded = NULL;

    if (!png_image_begin_read_from_file(&png, path))
        return NULL;
    if (png.width <= SIDE_PX_MAX && png.height <= SIDE_PX_MAX)
        decoded = SDL_CreateRGBSurfaceWithFormat(0, (int)png.width, (int)png.height, 32,
                                                 SDL_PIXELFORMAT_ARGB8888);
    png.format = SDL_BYTEORDER == SDL_LIL_ENDIAN ? PNG_FORMAT_BGRA : PNG_FORMAT_ARGB;
    if (decoded && !png_image_finish_read(&png, NULL, decoded->pixels, decoded->pitch, NULL)) {
        SDL_FreeSurface(decoded); /* cut off, or garbled */
        decoded = NULL;
    }
    png_image_free(&png);
    return decoded;
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

int picture_scale(const struct theme *theme, const char *file, int scale)
{
    char name[THEME_NAME_MAX], path[THEME_PATH_MAX];

    for (int larger = scale; larger > 1; larger--)
        if (name_at_scale(file, larger, name) && theme_path(theme, name, path) &&
            access(path, R_OK) == 0)
            return larger;
    return scale;
}

struct print *picture_load(const struct theme *theme, const char *file, int scale)
{
    char name[THEME_NAME_MAX], path[THEME_PATH_MAX];
    SDL_Surface *picture = NULL;
    struct print *print;

    if (scale > 1 && name_at_scale(file, scale, name) && theme_path(theme, name, path))
        picture = decode(path);
    if (!picture && theme_path(theme, file, path) && (picture = decode(path)) && scale > 1)
        picture = enlarge(picture, scale);
    if (!picture)
        return NULL;
    print = print_cut(picture);
    SDL_FreeSurface(picture);
    return print;
}
