/* SPDX-License-Identifier: MIT */
/* The chunks of an animated PNG. */
#include "animation_kinds.h"

#include "byte_order.h"
#include "png_file.h"

#include <SDL.h>
#include <string.h>

#define SIGNATURE_LEN 8
#define EMPTY_LEN     12 /* a chunk: length, name, checksum, and between them its data */
#define HEADER_AT     16 /* width, height, depth, colour type */
#define HEADER_LEN    13
#define COLOR_TYPE_AT 25
#define CONTROL_LEN   26 /* the data of fcTL */
#define NUMBER_LEN    4  /* which fdAT begins with */

static void put_big_endian(uint8_t *bytes, uint32_t number)
{
    for (int i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(number >> (24 - 8 * i));
}

static bool is_chunk(const uint8_t *chunk, const char *name)
{
    return memcmp(chunk + 4, name, 4) == 0;
}

/* The length of the chunk at AT, all of it; 0: it is cut off. */
static size_t chunk_len(const uint8_t *bytes, size_t len, size_t at)
{
    if (at > len || len - at < EMPTY_LEN)
        return 0;
    uint32_t data_len = big_endian(bytes + at);
    return data_len <= len - at - EMPTY_LEN ? data_len + EMPTY_LEN : 0;
}

/* Of the frame whose data is in the chunks behind AT, where fcTL ends. */
static struct animation_part read_control(const uint8_t *control, size_t at)
{
    static const enum animation_disposal disposals[] = {ANIMATION_KEEP, ANIMATION_CLEAR,
                                                        ANIMATION_RESTORE};
    int part_of_s = control[22] << 8 | control[23];
    return (struct animation_part){
        .width = (int)(big_endian(control + 4) & 0x7fffffff),
        .height = (int)(big_endian(control + 8) & 0x7fffffff),
        .x = (int)(big_endian(control + 12) & 0x7fffffff),
        .y = (int)(big_endian(control + 16) & 0x7fffffff),
        .ms = (control[20] << 8 | control[21]) * 1000 / (part_of_s ? part_of_s : 100),
        .disposal = disposals[control[24] < 3 ? control[24] : 0],
        .blends = control[25] == 1,
        .at = at,
    };
}

static bool add_whole(struct animation_file *file, size_t len)
{
    struct animation_part part = {
        .width = (int)file->width, .height = (int)file->height, .len = len};
    return animation_file_add(file, &part);
}

/* The frames of an animation; each ends where the next begins. */
static void read_frames(struct animation_file *file, const uint8_t *bytes, size_t len)
{
    struct animation_part part = {0};
    size_t chunk = 0;
    for (size_t at = SIGNATURE_LEN; (chunk = chunk_len(bytes, len, at)); at += chunk) {
        bool is_control = is_chunk(bytes + at, "fcTL") && chunk == CONTROL_LEN + EMPTY_LEN;
        bool is_end = is_chunk(bytes + at, "IEND");
        if ((is_control || is_end) && part.at && part.len > 0 && !animation_file_add(file, &part))
            return;
        if (is_end)
            return;
        if (is_control)
            part = read_control(bytes + at + 8, at + chunk);
        else if (part.at && (is_chunk(bytes + at, "IDAT") || is_chunk(bytes + at, "fdAT")))
            part.len = at + chunk - part.at;
    }
}

bool animation_png_read(struct animation_file *file, const uint8_t *bytes, size_t len)
{
    if (!png_file_size(bytes, len, &file->width, &file->height) ||
        chunk_len(bytes, len, SIGNATURE_LEN) != HEADER_LEN + EMPTY_LEN)
        return false;
    file->kind = ANIMATION_PNG;
    file->has_alpha = bytes[COLOR_TYPE_AT] & 4;
    size_t at = SIGNATURE_LEN, chunk = 0;
    for (; (chunk = chunk_len(bytes, len, at)) && !is_chunk(bytes + at, "IDAT"); at += chunk) {
        if (is_chunk(bytes + at, "fdAT"))
            return false;
        file->moves |= is_chunk(bytes + at, "acTL");
        file->has_alpha |= is_chunk(bytes + at, "tRNS");
    }
    file->head_len = at;
    if (file->moves && chunk > 0) /* without the first frame's IDAT it is no PNG */
        read_frames(file, bytes, len);
    if (file->part_count > 0)
        return true;
    file->moves = false;
    return file->width <= INT32_MAX && file->height <= INT32_MAX && add_whole(file, len);
}

/* DATA as chunk NAME at CHUNK, where it may stand already. Returns where it ends. */
static uint8_t *put_chunk(uint8_t *chunk, const char *name, const uint8_t *data, size_t len)
{
    memmove(chunk + 8, data, len);
    put_big_endian(chunk, (uint32_t)len);
    memcpy(chunk + 4, name, 4);
    put_big_endian(chunk + 8 + len, SDL_crc32(0, chunk + 4, len + 4));
    return chunk + len + EMPTY_LEN;
}

size_t animation_png_extract(const struct animation_file *file, const uint8_t *bytes,
                             const struct animation_part *part, uint8_t *still)
{
    memcpy(still, bytes, file->moves ? file->head_len : part->len);
    if (!file->moves)
        return part->len;
    put_big_endian(still + HEADER_AT, (uint32_t)part->width);
    put_big_endian(still + HEADER_AT + 4, (uint32_t)part->height);
    put_chunk(still + SIGNATURE_LEN, "IHDR", still + HEADER_AT, HEADER_LEN);
    uint8_t *to = still + file->head_len;
    size_t chunk = 0, end = part->at + part->len;
    for (size_t at = part->at; at < end && (chunk = chunk_len(bytes, end, at)); at += chunk) {
        const uint8_t *data = bytes + at + 8;
        if (is_chunk(bytes + at, "IDAT"))
            to = put_chunk(to, "IDAT", data, chunk - EMPTY_LEN);
        else if (is_chunk(bytes + at, "fdAT") && chunk >= EMPTY_LEN + NUMBER_LEN)
            to = put_chunk(to, "IDAT", data + NUMBER_LEN, chunk - EMPTY_LEN - NUMBER_LEN);
    }
    return (size_t)(put_chunk(to, "IEND", to, 0) - still);
}
