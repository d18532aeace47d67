/* SPDX-License-Identifier: MIT */
/* What a picture's file says of itself. */
#include "fuzz.h"
#include "picture_header.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct picture_header header;
    uint8_t *copy = malloc(len > 0 ? len : 1); /* of its own size, for the address sanitizer */
    if (copy && len > 0)
        memcpy(copy, bytes, len);
    if (copy && picture_header_read(copy, len, &header))
        assert(header.format != PICTURE_UNKNOWN && header.width > 0 && header.height > 0);
    free(copy);
    return 0;
}
