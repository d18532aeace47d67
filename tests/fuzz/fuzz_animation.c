/* SPDX-License-Identifier: MIT */
/* A moving picture's file: its parts lie within it, each is a still that has one part, and what the
 * decoders make of them is no larger than it says. The first byte says which frame is looked at. */
#include "animation.h"
#include "fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void look_at_parts(const struct animation_file *file, const uint8_t *bytes, size_t len)
{
    static struct animation_file still_file;
    assert(file->part_count > 0 && file->part_count <= ANIMATION_PARTS_MAX);
    assert(file->found_count >= file->part_count && file->head_len <= len);
    for (int i = 0; i < file->part_count; i++) {
        const struct animation_part *part = &file->parts[i];
        assert(part->at <= len && part->len <= len - part->at);
        assert(part->width > 0 && part->height > 0 && part->ms >= 20 && part->ms <= 10000);
        size_t still_len;
        uint8_t *still = animation_file_extract(file, bytes, i, &still_len);
        assert(still && still_len <= file->head_len + part->len + 64);
        if (animation_file_read(&still_file, still, still_len))
            assert(still_file.part_count == 1 || !file->moves);
        free(still);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static struct animation_file file;
    if (len < 1)
        return 0;
    uint8_t *copy = malloc(len); /* of its own size, for the address sanitizer */
    if (!copy)
        return 0;
    memcpy(copy, bytes + 1, len - 1);
    if (!animation_file_read(&file, copy, len - 1)) {
        free(copy);
        return 0;
    }
    look_at_parts(&file, copy, len - 1);
    struct animation animation;
    if (file.width <= 64 && file.height <= 64 && animation_open(&animation, copy, len - 1)) {
        for (int i = 0; i < 2; i++) {
            SDL_Surface *frame = animation_frame(&animation, bytes[0] % file.part_count);
            assert(!frame || (frame->w == (int)file.width && frame->h == (int)file.height));
            animation_frame(&animation, 0);
        }
        animation_close(&animation);
    } else if (file.width > 64 || file.height > 64) {
        free(copy);
    }
    return 0;
}
