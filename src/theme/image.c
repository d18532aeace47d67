/* SPDX-License-Identifier: MIT */
/* Fetches art from the theme's folder. */
#include "image.h"

#include "animation_file.h"
#include "file.h"
#include "image_formats.h"
#include "plugin.h"
#include "png_file.h"
#include "png_rows.h"
#include "theme_file.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PIXELS_MAX      (16 << 20) /* of an enlarged one: the largest, at 2x */
#define DECODE_S_MAX    5
#define PALETTE_LEN_MAX (16 << 10)

const struct image_bounds image_bounds_picture = {2048, 2048 * 2048, 16 << 20};
const struct image_bounds image_bounds_sheet = {16384, 5 << 20, 8 << 20};
const struct image_bounds image_bounds_moving = {2048, ANIMATION_PIXELS_MAX, 8 << 20};

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

static bool is_within(const struct image_bounds *bounds, uint32_t width, uint32_t height)
{
    return width > 0 && height > 0 && width <= bounds->side_px && height <= bounds->side_px &&
           (uint64_t)width * height <= bounds->pixels;
}

/* Any other format, by the plugin that knows them. A dozen decoders, of which not all come to an
 * end: a picture that takes for ever is the end of the show. The usual formats say how large they
 * are before it is known to anybody's cost. */
static SDL_Surface *decode_other(const uint8_t *bytes, size_t len,
                                 const struct image_bounds *bounds)
{
    struct animation_file file;
    bool known = animation_file_read(&file, bytes, len);
    if (known ? !is_within(bounds, file.width, file.height)
              : bounds->side_px > image_bounds_picture.side_px)
        return NULL; /* what does not say how large it is may be a picture, but no sheet */
    const struct image_formats *formats = plugin_load(IMAGE_FORMATS_FILE, IMAGE_FORMATS_SYMBOL);
    if (!formats)
        return NULL;
    alarm(DECODE_S_MAX);
    SDL_Surface *decoded =
        formats->decode(bytes, len, (int)bounds->side_px, (int64_t)bounds->pixels);
    alarm(0);
    return decoded;
}

/* Whatever is no PNG is left to whoever decodes it, and is not recoloured. False: it is a PNG that
 * is too large, or damaged. */
static bool prepare(uint8_t *bytes, size_t *len, const uint8_t *palette, size_t palette_len,
                    const struct image_bounds *bounds)
{
    uint32_t width, height;
    if (!png_file_size(bytes, *len, &width, &height))
        return !png_file_is(bytes, *len);
    if (!is_within(bounds, width, height) || !png_file_reduce(bytes, len))
        return false;
    if (palette)
        png_file_replace_palette(bytes, *len, palette, palette_len);
    return true;
}

static SDL_Surface *decode_prepared(const uint8_t *bytes, size_t len,
                                    const struct image_bounds *bounds)
{
    uint32_t width, height;
    return png_file_size(bytes, len, &width, &height) ? decode_png(bytes, len)
                                                      : decode_other(bytes, len, bounds);
}

SDL_Surface *image_decode_surface(uint8_t *bytes, size_t len, const uint8_t *palette,
                                  size_t palette_len, const struct image_bounds *bounds)
{
    return prepare(bytes, &len, palette, palette_len, bounds) ? decode_prepared(bytes, len, bounds)
                                                              : NULL;
}

SDL_Surface *image_enlarge(SDL_Surface *small, int scale)
{
    if (scale <= 1)
        return small;
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

bool image_name_at_scale(const char *file, int scale, char name[THEME_NAME_MAX])
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
        if (image_name_at_scale(file, larger, name) && theme_file_find(theme->folder, name, path))
            return larger;
    }
    return scale;
}

bool image_find(const struct theme *theme, const char *file, int scale, char path[THEME_PATH_MAX],
                int *enlargement)
{
    char name[THEME_NAME_MAX];
    bool larger = scale > 1 && image_name_at_scale(file, scale, name) &&
                  theme_file_find(theme->folder, name, path);
    *enlargement = larger ? 1 : scale;
    return larger || theme_file_find(theme->folder, file, path);
}

struct sprite *image_cut(SDL_Surface *surface, int scale)
{
    if (surface)
        surface = image_enlarge(surface, scale);
    struct sprite *sprite = surface ? sprite_cut(surface) : NULL;
    SDL_FreeSurface(surface);
    return sprite;
}

static void begin_cutting(void *data, int width, int height, const uint32_t colors[SPRITE_COLORS])
{
    sprite_cutter_init(data, width, height, colors);
}

static void take_row(void *data, const uint8_t *row)
{
    sprite_cutter_take(data, row);
}

/* Row by row, without a surface between. NULL: as for any other. */
static struct sprite *cut_numbers(const uint8_t *bytes, size_t len)
{
    struct sprite_cutter cutter = {.row_count = 0};
    struct png_numbers numbers = {begin_cutting, take_row, &cutter};
    if (!png_file_is_numbers(bytes, len))
        return NULL;
    bool good = png_numbers_read(bytes, len, &numbers);
    struct sprite *sprite = sprite_cutter_finish(&cutter);
    if (good)
        return sprite;
    sprite_free(sprite);
    return NULL;
}

struct sprite *image_decode(uint8_t *bytes, size_t len, const uint8_t *palette, size_t palette_len,
                            int scale)
{
    const struct image_bounds *bounds = &image_bounds_picture;
    if (!prepare(bytes, &len, palette, palette_len, bounds))
        return NULL;
    struct sprite *sprite = scale == 1 ? cut_numbers(bytes, len) : NULL;
    return sprite ? sprite : image_cut(decode_prepared(bytes, len, bounds), scale);
}

static struct sprite *decode_file(const char *path, const char *palette_path, int scale)
{
    size_t len, palette_len = 0;
    uint8_t *bytes = file_read_all(path, image_bounds_picture.file_len, &len), *palette = NULL;
    if (bytes && palette_path)
        palette = file_read_all(palette_path, PALETTE_LEN_MAX, &palette_len);
    struct sprite *sprite = bytes ? image_decode(bytes, len, palette, palette_len, scale) : NULL;
    free(palette);
    free(bytes);
    return sprite;
}

static const char *palette_of(const struct theme *theme, char path[THEME_PATH_MAX])
{
    bool has = theme->palette[0] && theme_file_find(theme->folder, theme->palette, path);
    return has ? path : NULL;
}

/* PALETTE_PATH may be NULL. Larger art that is damaged gives way to what is there at 1x. */
static struct sprite *load(const struct theme *theme, const char *file, int scale,
                           const char *palette_path)
{
    char path[THEME_PATH_MAX];
    int enlargement = scale;
    struct sprite *sprite = NULL;
    if (image_find(theme, file, scale, path, &enlargement))
        sprite = decode_file(path, palette_path, enlargement);
    if (!sprite && enlargement < scale && image_find(theme, file, 1, path, &enlargement))
        sprite = decode_file(path, palette_path, scale);
    return sprite;
}

uint8_t *image_read_sheet(const struct theme *theme, const char *file, int scale, size_t *len,
                          int *enlargement)
{
    char path[THEME_PATH_MAX], palette_path[THEME_PATH_MAX];
    size_t palette_len = 0;
    if (!image_find(theme, file, scale, path, enlargement))
        return NULL;
    const char *colors = palette_of(theme, palette_path);
    uint8_t *bytes = file_read_all(path, image_bounds_sheet.file_len, len);
    uint8_t *palette = colors ? file_read_all(colors, PALETTE_LEN_MAX, &palette_len) : NULL;
    bool good = bytes && prepare(bytes, len, palette, palette_len, &image_bounds_sheet);
    free(palette);
    if (good)
        return bytes;
    free(bytes);
    return NULL;
}

struct sprite *image_load(const struct theme *theme, const char *file, int scale)
{
    return load(theme, file, scale, NULL);
}

struct sprite *image_load_frame(const struct theme *theme, const char *file, int scale)
{
    char palette_path[THEME_PATH_MAX];
    return load(theme, file, scale, palette_of(theme, palette_path));
}
