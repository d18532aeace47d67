/* SPDX-License-Identifier: MIT */
/* A remembered face that says anything, and one that was found by files of any names: what is
 * written of it is read. */
#include "face_memory.h"
#include "fuzz.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const struct face_wish wish = {.families = "serif", .size_px = 11};
    static const struct face face = {.path = "/f", .index = 1, .load_flags = 2};
    static char text[FACE_SOURCES_MAX], written[FACE_MEMORY_MAX];
    struct face found;
    len = len < sizeof text ? len : sizeof text - 1;
    memcpy(text, bytes, len);
    text[len] = '\0';
    if (face_memory_read(text, &wish, &found))
        assert(found.path[0] == '/');
    size_t written_len = face_memory_write(&wish, &face, text, written);
    assert(written_len < sizeof written);
    if (written_len > 0) {
        assert(strlen(written) == written_len && face_memory_read(written, &wish, &found));
        assert(strcmp(found.path, "/f") == 0 && found.index == 1 && found.load_flags == 2);
    }
    return 0;
}
