/* SPDX-License-Identifier: MIT */
/* SDL2_image decodes, what picture_header.h has looked at before; libpng encodes. */
#include "raster_file.h"

#include "animation.h"
#include "complaint.h"
#include "file.h"
#include "picture_header.h"
#include "theme.h"

#include <SDL_image.h>
#include <errno.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

#define SIDE_PX_MAX  32768
#define FILE_LEN_MAX (256 << 20)

uint8_t *raster_file_bytes(const char *path, size_t len_max, size_t *len)
{
    uint8_t *bytes = file_read_all(path, len_max, len);
    if (!bytes && errno == EFBIG)
        complain("%s: %zu bytes are too many, %zu are read at most", path, *len, len_max);
    else if (!bytes)
        complain("%s: %s", path, errno == EINVAL ? "not a file" : strerror(errno));
    return bytes;
}

void picture_frames_free(struct picture_frames *frames)
{
    for (int i = 0; i < frames->count; i++)
        picture_free(&frames->pictures[i]);
    free(frames->pictures);
    *frames = (struct picture_frames){0};
}

/* What FILE is said to be, within bounds. */
static bool look_at(const char *path, const uint8_t *bytes, size_t len,
                    struct picture_header *header)
{
    if (!picture_header_read(bytes, len, header))
        return complain("%s: not a picture: PNG, JPEG, GIF, WebP, BMP and TIFF are read", path);
    if (!header->whole)
        return complain("%s: cut off: it ends before its picture does", path);
    if (header->width > SIDE_PX_MAX || header->height > SIDE_PX_MAX ||
        (uint64_t)header->width * header->height > PICTURE_PIXELS_MAX)
        return complain("%s: %ux%u pixels are too many: a side may have %d, all of it %d million",
                        path, header->width, header->height, SIDE_PX_MAX, PICTURE_PIXELS_MAX >> 20);
    return true;
}

/* Takes SURFACE. */
static bool take_surface(SDL_Surface *surface, struct picture *picture)
{
    SDL_Surface *plain =
        surface ? SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_RGBA32, 0) : NULL;
    SDL_FreeSurface(surface);
    bool good = plain && picture_make(picture, plain->w, plain->h);
    for (int y = 0; good && y < plain->h; y++)
        memcpy(picture_at(picture, 0, y),
               (const uint8_t *)plain->pixels + (size_t)y * (size_t)plain->pitch,
               4 * (size_t)plain->w);
    SDL_FreeSurface(plain);
    return good;
}

/* By libpng itself, which complains to whoever calls it and not to standard error. */
static bool decode_png(const char *path, const uint8_t *bytes, size_t len,
                       struct picture_frames *frames)
{
    png_image reader = {.version = PNG_IMAGE_VERSION};
    frames->pictures = calloc(1, sizeof *frames->pictures);
    if (!frames->pictures)
        return complain("%s: %s", path, strerror(ENOMEM));
    if (!png_image_begin_read_from_memory(&reader, bytes, len))
        return complain("%s: damaged: %s", path, reader.message);
    reader.format = PNG_FORMAT_RGBA;
    frames->count = picture_make(&frames->pictures[0], (int)reader.width, (int)reader.height);
    if (frames->count == 1 &&
        png_image_finish_read(&reader, NULL, frames->pictures[0].rgba, 0, NULL))
        return true;
    complain("%s: damaged: %s", path, frames->count == 1 ? reader.message : strerror(ENOMEM));
    png_image_free(&reader);
    return false;
}

static bool decode_one(const char *path, const uint8_t *bytes, size_t len,
                       struct picture_frames *frames)
{
    SDL_RWops *file = SDL_RWFromConstMem(bytes, (int)len);
    SDL_Surface *surface = file ? IMG_Load_RW(file, 1) : NULL;
    if (!surface)
        return complain("%s: damaged: %s", path, SDL_GetError());
    frames->pictures = calloc(1, sizeof *frames->pictures);
    frames->count = frames->pictures && take_surface(surface, &frames->pictures[0]);
    return frames->count == 1 || complain("%s: %s", path, strerror(ENOMEM));
}

/* Milliseconds that a frame is seen for, in the mean. */
static int mean_ms(const struct animation_file *file)
{
    int sum = 0;
    for (int i = 0; i < file->part_count; i++)
        sum += file->parts[i].ms;
    return (sum + file->part_count / 2) / file->part_count;
}

static bool take_frames(struct animation *animation, struct picture_frames *frames)
{
    int count = animation->file->part_count;
    frames->pictures = calloc((size_t)count, sizeof *frames->pictures);
    for (; frames->pictures && frames->count < count; frames->count++) {
        SDL_Surface *frame = animation_frame(animation, frames->count);
        if (!frame || !take_surface(SDL_DuplicateSurface(frame), &frames->pictures[frames->count]))
            return false;
    }
    frames->frame_ms = mean_ms(animation->file);
    return frames->pictures;
}

/* As a theme's animation is read. BYTES are copied. */
static bool decode_all(const char *path, const uint8_t *bytes, size_t len,
                       struct picture_frames *frames)
{
    struct animation animation;
    uint8_t *copy = malloc(len);
    if (!copy)
        return complain("%s: %s", path, strerror(ENOMEM));
    memcpy(copy, bytes, len);
    if (!animation_open(&animation, copy, len))
        return complain("%s: damaged, or too large for a moving picture", path);
    const struct animation_file *file = animation.file; /* whose count is no claim of a header */
    if ((uint64_t)file->width * file->height * (uint64_t)file->part_count > PICTURE_PIXELS_MAX) {
        complain("%s: %d frames of %ux%u are too many", path, file->part_count, file->width,
                 file->height);
        animation_close(&animation);
        return false;
    }
    bool good = take_frames(&animation, frames);
    animation_close(&animation);
    return good || complain("%s: %s", path, strerror(ENOMEM));
}

static bool decode(const char *path, const uint8_t *bytes, size_t len, bool animated,
                   const struct picture_header *header, struct picture_frames *frames)
{
    bool all = animated && header->frames > 1;
    if (all && (header->frames > THEME_FRAMES_MAX ||
                (uint64_t)header->width * header->height * header->frames > PICTURE_PIXELS_MAX))
        return complain("%s: %u frames of %ux%u are too many", path, header->frames, header->width,
                        header->height);
    bool good = all                             ? decode_all(path, bytes, len, frames)
                : header->format == PICTURE_PNG ? decode_png(path, bytes, len, frames)
                                                : decode_one(path, bytes, len, frames);
    if (!good)
        return false;
    for (int i = 0; i < frames->count; i++)
        if (frames->pictures[i].width != (int)header->width ||
            frames->pictures[i].height != (int)header->height)
            return complain("%s: damaged: its frames differ in size", path);
    return true;
}

bool raster_file_read(const char *path, bool animated, struct picture_frames *frames)
{
    size_t len;
    struct picture_header header;
    *frames = (struct picture_frames){0};
    uint8_t *bytes = raster_file_bytes(path, FILE_LEN_MAX, &len);
    bool good = bytes && look_at(path, bytes, len, &header) &&
                decode(path, bytes, len, animated, &header, frames);
    free(bytes);
    if (!good)
        picture_frames_free(frames);
    return good;
}

bool raster_file_write(const char *path, const struct picture *picture)
{
    png_image writer = {.version = PNG_IMAGE_VERSION,
                        .width = (png_uint_32)picture->width,
                        .height = (png_uint_32)picture->height,
                        .format = PNG_FORMAT_RGBA};
    return png_image_write_to_file(&writer, path, 0, picture->rgba, 0, NULL) ||
           complain("%s: %s", path, writer.message);
}
