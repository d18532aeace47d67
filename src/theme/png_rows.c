/* SPDX-License-Identifier: MIT */
/* libpng, row by row. */
#include "png_rows.h"

#include <SDL.h>
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

/* In memory, for what libpng jumps over keeps no variable. */
struct reader {
    png_structp png;
    png_infop info;
    const uint8_t *bytes;
    size_t left;
    void *row;
};

static void feed(png_structp png, png_bytep to, size_t len)
{
    struct reader *reader = png_get_io_ptr(png);
    if (len > reader->left)
        png_error(png, "cut off");
    memcpy(to, reader->bytes, len);
    reader->bytes += len;
    reader->left -= len;
}

/* Jumps back itself: what libpng says on descriptor 2 is for nobody. */
__attribute__((noreturn)) static void fail(png_structp png, png_const_charp message)
{
    (void)message;
    png_longjmp(png, 1);
}

static void pass_over(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void want_argb(struct reader *reader)
{
    png_set_expand(reader->png);
    png_set_scale_16(reader->png);
    png_set_gray_to_rgb(reader->png);
    png_set_add_alpha(reader->png, 0xff, PNG_FILLER_AFTER);
    if (SDL_BYTEORDER == SDL_LIL_ENDIAN)
        png_set_bgr(reader->png);
    else
        png_set_swap_alpha(reader->png);
    png_read_update_info(reader->png, reader->info);
}

static bool read_rows(struct reader *reader, const struct png_rows *rows)
{
    if (setjmp(png_jmpbuf(reader->png)))
        return false;
    png_set_read_fn(reader->png, reader, feed);
    png_read_info(reader->png, reader->info);
    uint32_t width = png_get_image_width(reader->png, reader->info);
    if (png_get_interlace_type(reader->png, reader->info) != PNG_INTERLACE_NONE ||
        rows->count > png_get_image_height(reader->png, reader->info))
        return false;
    want_argb(reader);
    if (png_get_rowbytes(reader->png, reader->info) != (size_t)width * sizeof(uint32_t))
        return false;
    reader->row = malloc((size_t)width * sizeof(uint32_t));
    for (uint32_t y = 0; reader->row && y < rows->count; y++) {
        png_read_row(reader->png, reader->row, NULL);
        rows->take(rows->data, y, reader->row);
    }
    return reader->row != NULL;
}

/* Half built at first; close_reader takes it. */
static bool open_reader(struct reader *reader, const uint8_t *png, size_t len)
{
    *reader = (struct reader){.bytes = png, .left = len};
    reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, fail, pass_over);
    if (!reader->png)
        return false;
#ifdef PNG_IGNORE_ADLER32 /* Debian 13's libpng is built without */
    png_set_option(reader->png, PNG_IGNORE_ADLER32, PNG_OPTION_ON); /* chunks have their own sum */
#endif
    reader->info = png_create_info_struct(reader->png);
    return reader->info;
}

static void close_reader(struct reader *reader)
{
    free(reader->row);
    png_destroy_read_struct(&reader->png, &reader->info, NULL);
}

bool png_rows_read(const uint8_t *png, size_t len, const struct png_rows *rows)
{
    struct reader reader;
    bool good = open_reader(&reader, png, len) && read_rows(&reader, rows);
    close_reader(&reader);
    return good;
}

static void take_colors(const struct reader *reader, uint32_t colors[256])
{
    png_colorp palette = NULL;
    png_bytep alphas = NULL;
    int count = 0, alpha_count = 0;
    png_get_PLTE(reader->png, reader->info, &palette, &count);
    png_get_tRNS(reader->png, reader->info, &alphas, &alpha_count, NULL);
    for (int i = 0; i < 256; i++) {
        png_color color = i < count ? palette[i] : (png_color){0, 0, 0};
        uint32_t alpha = i < alpha_count ? alphas[i] : 0xff;
        colors[i] = alpha << 24 | (uint32_t)color.red << 16 | (uint32_t)color.green << 8 |
                    (uint32_t)color.blue;
    }
}

static bool read_numbers(struct reader *reader, const struct png_numbers *numbers)
{
    uint32_t colors[256];
    if (setjmp(png_jmpbuf(reader->png)))
        return false;
    png_set_read_fn(reader->png, reader, feed);
    png_read_info(reader->png, reader->info);
    png_set_packing(reader->png); /* a byte each, where the file has fewer bits */
    png_read_update_info(reader->png, reader->info);
    size_t width = png_get_image_width(reader->png, reader->info);
    uint32_t height = png_get_image_height(reader->png, reader->info);
    if (png_get_rowbytes(reader->png, reader->info) != width)
        return false;
    take_colors(reader, colors);
    numbers->begin(numbers->data, (int)width, (int)height, colors);
    reader->row = malloc(width);
    for (uint32_t y = 0; reader->row && y < height; y++) {
        png_read_row(reader->png, reader->row, NULL);
        numbers->take(numbers->data, reader->row);
    }
    return reader->row != NULL;
}

bool png_numbers_read(const uint8_t *png, size_t len, const struct png_numbers *numbers)
{
    struct reader reader;
    bool good = open_reader(&reader, png, len) && read_numbers(&reader, numbers);
    close_reader(&reader);
    return good;
}
