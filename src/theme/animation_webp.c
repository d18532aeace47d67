/* SPDX-License-Identifier: MIT */
/* The chunks of a WebP. */
#include "animation_kinds.h"

#include "byte_order.h"

#include <string.h>

#define RIFF_LEN     12 /* "RIFF", a length, "WEBP" */
#define CHUNK_LEN    8  /* a name, a length */
#define EXTENDED_LEN 10 /* the data of VP8X */
#define FRAME_LEN    16 /* of ANMF, before the picture's own chunks */

#define FLAG_ALPHA     0x10
#define FLAG_ANIMATION 0x02
#define FRAME_DISPOSES 0x01
#define FRAME_REPLACES 0x02

static void put_little_endian(uint8_t *bytes, int len, uint32_t number)
{
    for (int i = 0; i < len; i++)
        bytes[i] = (uint8_t)(number >> 8 * i);
}

/* The size that a still picture's own chunk says. False: it is none. */
static bool read_still(struct animation_file *file, const uint8_t *chunk, size_t len)
{
    const uint8_t *data = chunk + CHUNK_LEN;
    if (memcmp(chunk, "VP8 ", 4) == 0 && len >= 10) {
        file->width = little_endian(data + 6, 2) & 0x3fff;
        file->height = little_endian(data + 8, 2) & 0x3fff;
    } else if (memcmp(chunk, "VP8L", 4) == 0 && len >= 5) {
        uint32_t bits = little_endian(data + 1, 4);
        file->width = (bits & 0x3fff) + 1;
        file->height = (bits >> 14 & 0x3fff) + 1;
        file->has_alpha = bits >> 28 & 1;
    } else {
        return false;
    }
    return true;
}

static bool add_whole(struct animation_file *file, size_t len)
{
    struct animation_part part = {
        .width = (int)file->width, .height = (int)file->height, .len = len};
    return animation_file_add(file, &part);
}

static bool add_frame(struct animation_file *file, const uint8_t *data, size_t at, size_t len)
{
    struct animation_part part = {
        .x = (int)little_endian(data, 3) * 2,
        .y = (int)little_endian(data + 3, 3) * 2,
        .width = (int)little_endian(data + 6, 3) + 1,
        .height = (int)little_endian(data + 9, 3) + 1,
        .ms = (int)little_endian(data + 12, 3),
        .disposal = data[15] & FRAME_DISPOSES ? ANIMATION_CLEAR : ANIMATION_KEEP,
        .blends = !(data[15] & FRAME_REPLACES),
        .at = at + FRAME_LEN,
        .len = len - FRAME_LEN,
    };
    return animation_file_add(file, &part);
}

bool animation_webp_read(struct animation_file *file, const uint8_t *bytes, size_t len)
{
    if (len < RIFF_LEN + CHUNK_LEN || memcmp(bytes, "RIFF", 4) != 0 ||
        memcmp(bytes + 8, "WEBP", 4) != 0)
        return false;
    file->kind = ANIMATION_WEBP;
    const uint8_t *first = bytes + RIFF_LEN;
    size_t first_len = little_endian(first + 4, 4);
    if (first_len > len - RIFF_LEN - CHUNK_LEN)
        return false;
    if (memcmp(first, "VP8X", 4) != 0)
        return read_still(file, first, first_len) && add_whole(file, len);
    if (first_len < EXTENDED_LEN)
        return false;
    file->width = little_endian(first + CHUNK_LEN + 4, 3) + 1;
    file->height = little_endian(first + CHUNK_LEN + 7, 3) + 1;
    file->has_alpha = first[CHUNK_LEN] & FLAG_ALPHA;
    file->moves = first[CHUNK_LEN] & FLAG_ANIMATION;
    if (!file->moves)
        return add_whole(file, len);
    size_t chunk_len;
    for (size_t at = RIFF_LEN; len - at >= CHUNK_LEN; at += CHUNK_LEN + chunk_len) {
        size_t data_len = little_endian(bytes + at + 4, 4);
        chunk_len = data_len + (data_len & 1);
        if (data_len > len - at - CHUNK_LEN)
            break;
        if (memcmp(bytes + at, "ANMF", 4) == 0 && data_len > FRAME_LEN &&
            !add_frame(file, bytes + at + CHUNK_LEN, at + CHUNK_LEN, data_len))
            break;
        if (chunk_len > len - at - CHUNK_LEN)
            break;
    }
    return file->part_count > 0;
}

size_t animation_webp_extract(const struct animation_file *file, const uint8_t *bytes,
                              const struct animation_part *part, uint8_t *still)
{
    if (!file->moves) {
        memcpy(still, bytes, part->len);
        return part->len;
    }
    static const uint8_t head[RIFF_LEN + CHUNK_LEN + EXTENDED_LEN] = {
        'R', 'I', 'F', 'F',          0, 0, 0, 0,         'W', 'E', 'B', 'P', 'V',
        'P', '8', 'X', EXTENDED_LEN, 0, 0, 0, FLAG_ALPHA};
    size_t len = sizeof head + part->len;
    memcpy(still, head, sizeof head);
    put_little_endian(still + 4, 4, (uint32_t)(len - CHUNK_LEN));
    uint8_t *extended = still + RIFF_LEN + CHUNK_LEN;
    put_little_endian(extended + 4, 3, (uint32_t)part->width - 1);
    put_little_endian(extended + 7, 3, (uint32_t)part->height - 1);
    memcpy(extended + EXTENDED_LEN, bytes + part->at, part->len);
    return len;
}
