/* SPDX-License-Identifier: MIT */
/* Fetches art from the theme's folder. */
#include "image.h"

#include "file.h"
#include "image_formats.h"
#include "plugin.h"
#include "png_file.h"
#include "theme_file.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SIDE_PX_MAX     2048
#define PIXELS_MAX      (16 << 20) /* of an enlarged one: the largest, at 2x */
#define FILE_LEN_MAX    (16 << 20) /* what the largest of them has in pixels */
#define DECODE_S_MAX    5
#define PALETTE_LEN_MAX (16 << 10)

/* The file at PATH whole, to be freed. NULL: there is none, or it is longer than LEN_MAX. */
static uint8_t *read_whole(const char *path, off_t len_max, size_t *len)
{
    off_t size;
    int fd = file_open(path, &size);
    if (fd < 0)
        return NULL;
    uint8_t *bytes = size <= len_max ? malloc((size_t)size + 1) : NULL;
    *len = 0;
    for (ssize_t count = 1; bytes && count > 0 && *len < (size_t)size;) {
        count = read(fd, bytes + *len, (size_t)size - *len);
        *len += count > 0 ? (size_t)count : 0;
    }
    close(fd);
    return bytes;
}

/* Straight into the pixels that are wanted: on the way to the first frame, every copy is felt. */
static SDL_Surface *decode_png(const uint8_t *png, size_t len)
{
    png_image reader = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&reader, png, len))
        return NULL;
    reader.format = SDL_BYTEORDER == SDL_LIL_ENDIAN ? PNG_FORMAT_BGRA : PNG_FORMAT_ARGB;
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, (int)reader.width, (int)reader.height,
                                                          32, SDL_PIXELFORMAT_ARGB8888);
    if (surface && png_image_finish_read(&reader, NULL, surface->pixels, surface->pitch, NULL))
        return surface;
    png_image_free(&reader);
    SDL_FreeSurface(surface);
    return NULL;
}

/* Any other format, by the plugin that knows them. A dozen decoders, of which not all come to an
 * end: a picture that takes for ever is the end of the show. */
static SDL_Surface *decode_other(const uint8_t *bytes, size_t len)
{
    const struct image_formats *formats = plugin_load(IMAGE_FORMATS_FILE, IMAGE_FORMATS_SYMBOL);
    if (!formats)
        return NULL;
    alarm(DECODE_S_MAX);
    SDL_Surface *decoded = formats->decode(bytes, len, SIDE_PX_MAX);
    alarm(0);
    return decoded;
}

static SDL_Surface *decode(uint8_t *bytes, size_t len, const uint8_t *palette, size_t palette_len)
{
    uint32_t width, height;
    if (!png_file_size(bytes, len, &width, &height))
        return decode_other(bytes, len);
    if (width == 0 || height == 0 || width > SIDE_PX_MAX || height > SIDE_PX_MAX ||
        !png_file_reduce(bytes, &len))
        return NULL;
    if (palette)
        png_file_replace_palette(bytes, len, palette, palette_len);
    return decode_png(bytes, len);
}

/* Takes SMALL. Pixels are repeated, not blurred. */
static SDL_Surface *enlarge(SDL_Surface *small, int scale)
{
    SDL_Surface *large = NULL;
    if ((int64_t)small->w * scale * small->h * scale <= PIXELS_MAX)
        large = SDL_CreateRGBSurfaceWithFormat(0, small->w * scale, small->h * scale, 32,
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
    for (int larger = scale; larger > 1; larger--) {
        char name[THEME_NAME_MAX], path[THEME_PATH_MAX];
        if (name_at_scale(file, larger, name) && theme_file_find(theme->folder, name, path))
            return larger;
    }
    return scale;
}

struct sprite *image_decode(uint8_t *bytes, size_t len, const uint8_t *palette, size_t palette_len,
                            int scale)
{
    SDL_Surface *surface = decode(bytes, len, palette, palette_len);
    if (surface && scale > 1)
        surface = enlarge(surface, scale);
    struct sprite *sprite = surface ? sprite_cut(surface) : NULL;
    SDL_FreeSurface(surface);
    return sprite;
}

static struct sprite *decode_file(const char *path, const char *palette_path, int scale)
{
    size_t len, palette_len = 0;
    uint8_t *bytes = read_whole(path, FILE_LEN_MAX, &len), *palette = NULL;
    if (bytes && palette_path)
        palette = read_whole(palette_path, PALETTE_LEN_MAX, &palette_len);
    struct sprite *sprite = bytes ? image_decode(bytes, len, palette, palette_len, scale) : NULL;
    free(palette);
    free(bytes);
    return sprite;
}

/* PALETTE_PATH may be NULL. */
static struct sprite *load(const struct theme *theme, const char *file, int scale,
                           const char *palette_path)
{
    struct sprite *sprite = NULL;
    char name[THEME_NAME_MAX], path[THEME_PATH_MAX];
    if (scale > 1 && name_at_scale(file, scale, name) && theme_file_find(theme->folder, name, path))
        sprite = decode_file(path, palette_path, 1);
    if (!sprite && theme_file_find(theme->folder, file, path))
        sprite = decode_file(path, palette_path, scale);
    return sprite;
}

struct sprite *image_load(const struct theme *theme, const char *file, int scale)
{
    return load(theme, file, scale, NULL);
}

struct sprite *image_load_frame(const struct theme *theme, const char *file, int scale)
{
    char palette_path[THEME_PATH_MAX];
    bool recolored =
        theme->palette[0] && theme_file_find(theme->folder, theme->palette, palette_path);
    return load(theme, file, scale, recolored ? palette_path : NULL);
}
