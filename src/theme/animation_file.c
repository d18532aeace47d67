/* SPDX-License-Identifier: MIT */
/* Which kind a file is of, and what all kinds have in common. */
#include "animation_file.h"

#include "animation_kinds.h"

#include <stdlib.h>
#include <string.h>

#define MS_MIN   20 /* below that browsers take it for a slip, and */
#define MS_USUAL 100
#define MS_MAX   10000

bool animation_file_add(struct animation_file *file, const struct animation_part *part)
{
    if (part->width <= 0 || part->height <= 0 || part->x < 0 || part->y < 0 ||
        (uint64_t)part->x + (uint64_t)part->width > file->width ||
        (uint64_t)part->y + (uint64_t)part->height > file->height)
        return false;
    file->found_count++;
    if (file->part_count == ANIMATION_PARTS_MAX)
        return true;
    struct animation_part *added = &file->parts[file->part_count++];
    *added = *part;
    if (added->ms < MS_MIN)
        added->ms = MS_USUAL;
    if (added->ms > MS_MAX)
        added->ms = MS_MAX;
    return true;
}

/* A JPEG's size stands in its frame header, behind any number of other segments. */
static bool read_jpeg(struct animation_file *file, const uint8_t *bytes, size_t len)
{
    if (len < 4 || bytes[0] != 0xff || bytes[1] != 0xd8)
        return false;
    for (size_t at = 2; len - at >= 9 && bytes[at] == 0xff;) {
        uint8_t marker = bytes[at + 1];
        size_t segment_len = (size_t)bytes[at + 2] << 8 | bytes[at + 3];
        if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
            marker != 0xcc) {
            file->kind = ANIMATION_JPEG;
            file->height = (uint32_t)bytes[at + 5] << 8 | bytes[at + 6];
            file->width = (uint32_t)bytes[at + 7] << 8 | bytes[at + 8];
            struct animation_part part = {
                .width = (int)file->width, .height = (int)file->height, .len = len};
            return animation_file_add(file, &part);
        }
        if (segment_len < 2 || segment_len + 2 > len - at)
            return false;
        at += segment_len + 2;
    }
    return false;
}

bool animation_file_read(struct animation_file *file, const uint8_t *bytes, size_t len)
{
    static bool (*const readers[])(struct animation_file *, const uint8_t *, size_t) = {
        animation_gif_read, animation_webp_read, animation_png_read, read_jpeg};
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        memset(file, 0, offsetof(struct animation_file, parts));
        if (readers[i](file, bytes, len))
            return true;
    }
    return false;
}

uint8_t *animation_file_extract(const struct animation_file *file, const uint8_t *bytes, int index,
                                size_t *len)
{
    const struct animation_part *part = &file->parts[index];
    uint8_t *still = malloc(file->head_len + part->len + ANIMATION_STILL_MORE);
    if (!still)
        return NULL;
    switch (file->kind) {
    case ANIMATION_GIF:
        *len = animation_gif_extract(file, bytes, part, still);
        break;
    case ANIMATION_WEBP:
        *len = animation_webp_extract(file, bytes, part, still);
        break;
    case ANIMATION_PNG:
        *len = animation_png_extract(file, bytes, part, still);
        break;
    case ANIMATION_JPEG:
        memcpy(still, bytes, part->len);
        *len = part->len;
        break;
    }
    return still;
}
