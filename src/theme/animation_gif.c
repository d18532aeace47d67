/* SPDX-License-Identifier: MIT */
/* The blocks of a GIF. */
#include "animation_kinds.h"

#include "byte_order.h"

#include <string.h>

#define HEAD_LEN         13 /* signature and logical screen descriptor */
#define WIDTH_AT         6
#define FLAGS_AT         10
#define EXTENSION        0x21
#define CONTROL          0xf9
#define IMAGE            0x2c
#define TRAILER          0x3b
#define CONTROL_LEN      8 /* with introducer and terminator */
#define IMAGE_LEN        10
#define IS_INDEXED(flag) ((flag)&0x80)
#define COLORS_LEN(flag) ((size_t)3 << (((flag)&7) + 1))

/* What the graphic control extension says of the image behind it. */
struct control {
    size_t at; /* 0: there is none */
    int ms;
    enum animation_disposal disposal;
    bool has_clear;
};

static struct control read_control(const uint8_t *bytes, size_t at)
{
    static const enum animation_disposal disposals[] = {
        ANIMATION_KEEP, ANIMATION_KEEP,    ANIMATION_CLEAR, ANIMATION_RESTORE,
        ANIMATION_KEEP, ANIMATION_RESTORE, ANIMATION_KEEP,  ANIMATION_KEEP};
    return (struct control){
        .at = at,
        .ms = (int)little_endian(bytes + at + 4, 2) * 10,
        .disposal = disposals[bytes[at + 3] >> 2 & 7],
        .has_clear = bytes[at + 3] & 1,
    };
}

/* Behind the sub-blocks that begin at AT; 0: they do not end. */
static size_t skip_blocks(const uint8_t *bytes, size_t len, size_t at)
{
    while (at < len && bytes[at] != 0)
        at += 1 + (size_t)bytes[at];
    return at < len ? at + 1 : 0;
}

/* The image at AT; where it ends, or 0. */
static size_t read_image(struct animation_file *file, const uint8_t *bytes, size_t len, size_t at,
                         const struct control *control)
{
    if (len - at < IMAGE_LEN + 1)
        return 0;
    uint8_t flags = bytes[at + 9];
    size_t data_at = at + IMAGE_LEN + (IS_INDEXED(flags) ? COLORS_LEN(flags) : 0) + 1;
    size_t end = skip_blocks(bytes, len, data_at);
    if (end == 0)
        return 0;
    struct animation_part part = {
        .x = (int)little_endian(bytes + at + 1, 2),
        .y = (int)little_endian(bytes + at + 3, 2),
        .width = (int)little_endian(bytes + at + 5, 2),
        .height = (int)little_endian(bytes + at + 7, 2),
        .ms = control->ms,
        .disposal = control->disposal,
        .blends = true,
        .at = control->at ? control->at : at,
    };
    part.len = end - part.at;
    file->has_alpha |= control->has_clear;
    return animation_file_add(file, &part) ? end : 0;
}

bool animation_gif_read(struct animation_file *file, const uint8_t *bytes, size_t len)
{
    if (len < HEAD_LEN || (memcmp(bytes, "GIF87a", 6) != 0 && memcmp(bytes, "GIF89a", 6) != 0))
        return false;
    file->kind = ANIMATION_GIF;
    file->width = little_endian(bytes + WIDTH_AT, 2);
    file->height = little_endian(bytes + WIDTH_AT + 2, 2);
    uint8_t flags = bytes[FLAGS_AT];
    file->head_len = HEAD_LEN + (IS_INDEXED(flags) ? COLORS_LEN(flags) : 0);
    struct control control = {0};
    for (size_t at = file->head_len; at && at < len && bytes[at] != TRAILER;) {
        if (bytes[at] == EXTENSION && len - at >= CONTROL_LEN && bytes[at + 1] == CONTROL &&
            bytes[at + 2] == CONTROL_LEN - 4 && bytes[at + CONTROL_LEN - 1] == 0) {
            control = read_control(bytes, at);
            at += CONTROL_LEN;
        } else if (bytes[at] == EXTENSION) {
            at = skip_blocks(bytes, len, at + 2);
        } else if (bytes[at] == IMAGE) {
            at = read_image(file, bytes, len, at, &control);
            control = (struct control){0};
        } else {
            break;
        }
    }
    file->moves = file->found_count > 1;
    return file->part_count > 0;
}

size_t animation_gif_extract(const struct animation_file *file, const uint8_t *bytes,
                             const struct animation_part *part, uint8_t *still)
{
    memcpy(still, bytes, file->head_len);
    memcpy(still + WIDTH_AT, (uint8_t[]){(uint8_t)part->width, (uint8_t)(part->width >> 8)}, 2);
    memcpy(still + WIDTH_AT + 2, (uint8_t[]){(uint8_t)part->height, (uint8_t)(part->height >> 8)},
           2);
    uint8_t *data = still + file->head_len;
    memcpy(data, bytes + part->at, part->len);
    size_t image_at = 0;
    if (data[0] == EXTENSION) {
        data[3] &= 1; /* nothing comes after it */
        image_at = CONTROL_LEN;
        while (data[image_at] == EXTENSION) /* a comment in between */
            image_at = skip_blocks(data, part->len, image_at + 2);
    }
    memset(data + image_at + 1, 0, 4); /* its corner is the still's */
    data[part->len] = TRAILER;
    return file->head_len + part->len + 1;
}
