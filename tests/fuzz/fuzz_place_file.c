/* SPDX-License-Identifier: MIT */
/* A file of the card's places that says anything: what is written after it is a good one. */
#include "fuzz.h"
#include "place_file.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static char text[PLACE_FILE_SIZE_MAX + 1], new_text[PLACE_FILE_SIZE_MAX + 1];
    struct channel_place found = {1, 2};
    len = len < PLACE_FILE_SIZE_MAX ? len : PLACE_FILE_SIZE_MAX;
    memcpy(text, bytes, len);
    text[len] = '\0';
    if (!place_file_parse(text, ":0", &found))
        assert(found.x == 1 && found.y == 2);
    size_t new_len = place_file_write(text, ":0", (struct channel_place){-3, 4}, new_text);
    assert(new_len > 0 && new_len < PLACE_FILE_SIZE_MAX);
    new_text[new_len] = '\0';
    assert(place_file_parse(new_text, ":0", &found));
    assert(found.x == -3 && found.y == 4);
    return 0;
}
