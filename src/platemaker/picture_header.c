/* SPDX-License-Identifier: MIT */
/* Six formats, as far as their sizes. Every length in them is a stranger's. */
#include "picture_header.h"

#include <string.h>

struct reader {
    const uint8_t *bytes;
    size_t len;
};

static bool has(const struct reader *file, size_t at, size_t count)
{
    return at <= file->len && count <= file->len - at;
}

/* COUNT bytes at AT as a number; 0 behind the end. */
static uint32_t big(const struct reader *file, size_t at, size_t count)
{
    uint32_t number = 0;
    for (size_t i = 0; i < count && has(file, at, count); i++)
        number = number << 8 | file->bytes[at + i];
    return number;
}

static uint32_t little(const struct reader *file, size_t at, size_t count)
{
    uint32_t number = 0;
    for (size_t i = count; i > 0 && has(file, at, count); i--)
        number = number << 8 | file->bytes[at + i - 1];
    return number;
}

static bool begins(const struct reader *file, size_t at, const char *text)
{
    return has(file, at, strlen(text)) && memcmp(file->bytes + at, text, strlen(text)) == 0;
}

static void read_png(const struct reader *file, struct picture_header *header)
{
    header->width = big(file, 16, 4);
    header->height = big(file, 20, 4);
    for (size_t at = 8; has(file, at, 12);) {
        size_t len = big(file, at, 4);
        if (begins(file, at + 4, "acTL"))
            header->frames = big(file, at + 8, 4);
        header->whole = has(file, at + 12, len) && begins(file, at + 4, "IEND");
        if (!has(file, at + 12, len))
            return;
        at += 12 + len;
    }
}

/* Markers SOF0 to SOF15 have the size; DHT, JPG and DAC, among them, have none. */
static void read_jpeg(const struct reader *file, struct picture_header *header)
{
    for (size_t at = 2; has(file, at, 4) && file->bytes[at] == 0xff;) {
        uint8_t marker = file->bytes[at + 1];
        if (marker == 0xff) { /* padding */
            at++;
            continue;
        }
        if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
            marker != 0xcc) {
            header->height = big(file, at + 5, 2);
            header->width = big(file, at + 7, 2);
        }
        size_t next = at + 2 + big(file, at + 2, 2);
        if (marker == 0xda) { /* the pixels; an end of the image is no byte of theirs */
            for (size_t end = file->len; end > next + 1 && !header->whole; end--)
                header->whole = file->bytes[end - 2] == 0xff && file->bytes[end - 1] == 0xd9;
            return;
        }
        at = next;
    }
}

/* Behind the sub-blocks at AT. */
static size_t skip_blocks(const struct reader *file, size_t at)
{
    while (has(file, at, 1) && file->bytes[at] > 0)
        at += 1 + (size_t)file->bytes[at];
    return at + 1;
}

static size_t table_len(uint8_t flags)
{
    return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

static void read_gif(const struct reader *file, struct picture_header *header)
{
    header->width = little(file, 6, 2);
    header->height = little(file, 8, 2);
    header->frames = 0;
    size_t at = 13 + (has(file, 10, 1) ? table_len(file->bytes[10]) : 0);
    while (has(file, at, 10)) {
        uint8_t kind = file->bytes[at];
        if (kind == 0x21) {
            at = skip_blocks(file, at + 2);
        } else if (kind == 0x2c) {
            header->frames++;
            at = skip_blocks(file, at + 11 + table_len(file->bytes[at + 9]));
        } else {
            break;
        }
    }
    header->whole = has(file, at, 1) && file->bytes[at] == 0x3b;
}

static void read_webp(const struct reader *file, struct picture_header *header)
{
    header->whole = has(file, 8, little(file, 4, 4));
    if (begins(file, 12, "VP8X")) {
        header->width = little(file, 24, 3) + 1;
        header->height = little(file, 27, 3) + 1;
    } else if (begins(file, 12, "VP8L")) {
        header->width = (little(file, 21, 4) & 0x3fff) + 1;
        header->height = (little(file, 21, 4) >> 14 & 0x3fff) + 1;
    } else {
        header->width = little(file, 26, 2) & 0x3fff;
        header->height = little(file, 28, 2) & 0x3fff;
    }
    uint32_t frames = 0;
    for (size_t at = 12; has(file, at, 8);) {
        size_t len = little(file, at + 4, 4);
        frames += begins(file, at, "ANMF");
        if (!has(file, at + 8, len))
            break;
        at += 8 + len + len % 2;
    }
    header->frames = frames > 0 ? frames : 1;
}

static void read_bmp(const struct reader *file, struct picture_header *header)
{
    uint32_t height = little(file, 22, 4);
    header->width = little(file, 18, 4);
    header->height = height > INT32_MAX ? 0u - height : height; /* from above to below */
    header->whole = has(file, little(file, 10, 4), 1);
}

static void read_tiff(const struct reader *file, struct picture_header *header)
{
    bool is_big = file->bytes[0] == 'M';
    uint32_t (*number)(const struct reader *, size_t, size_t) = is_big ? big : little;
    size_t at = number(file, 4, 4);
    for (size_t i = number(file, at, 2), entry = at + 2; i > 0 && has(file, entry, 12);
         i--, entry += 12) {
        uint32_t tag = number(file, entry, 2), size = number(file, entry + 2, 2) == 3 ? 2 : 4;
        if (tag == 256)
            header->width = number(file, entry + 8, size);
        if (tag == 257)
            header->height = number(file, entry + 8, size);
    }
    header->whole = true; /* the decoder knows */
}

bool picture_header_read(const uint8_t *bytes, size_t len, struct picture_header *header)
{
    struct reader file = {bytes, len};
    struct picture_header found = {.frames = 1};
    if (begins(&file, 0, "\x89PNG\r\n\x1a\n") && begins(&file, 12, "IHDR")) {
        found.format = PICTURE_PNG;
        read_png(&file, &found);
    } else if (begins(&file, 0, "\xff\xd8\xff")) {
        found.format = PICTURE_JPEG;
        read_jpeg(&file, &found);
    } else if (begins(&file, 0, "GIF87a") || begins(&file, 0, "GIF89a")) {
        found.format = PICTURE_GIF;
        read_gif(&file, &found);
    } else if (begins(&file, 0, "RIFF") && begins(&file, 8, "WEBPVP8")) {
        found.format = PICTURE_WEBP;
        read_webp(&file, &found);
    } else if (begins(&file, 0, "BM") && has(&file, 0, 54)) {
        found.format = PICTURE_BMP;
        read_bmp(&file, &found);
    } else if (has(&file, 0, 8) &&
               (memcmp(bytes, "II*\0", 4) == 0 || memcmp(bytes, "MM\0*", 4) == 0)) {
        found.format = PICTURE_TIFF;
        read_tiff(&file, &found);
    }
    if (found.format == PICTURE_UNKNOWN || found.width == 0 || found.height == 0)
        return false;
    *header = found;
    return true;
}
