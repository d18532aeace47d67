/* SPDX-License-Identifier: MIT */
/* The headers of anybody's music, as --check-theme reads them. */
#include "fuzz.h"
#include "music_file.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    uint8_t *copy = malloc(len > 0 ? len : 1); /* of its own size, for the address sanitizer */
    if (!copy)
        return 0;
    if (len > 0)
        memcpy(copy, bytes, len);
    int64_t ms = music_file_ms(copy, len);
    assert(ms >= 0 && ms <= 86400000);
    free(copy);
    return 0;
}
