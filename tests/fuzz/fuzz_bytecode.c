/* SPDX-License-Identifier: MIT */
/* The first bytes of any file, as bytecode_parse_header reads them. */
#include "bytecode.h"
#include "fuzz.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    char runtime[64];
    memset(runtime, 'x', sizeof runtime);
    bool named = bytecode_parse_header((const char *)bytes, len, runtime, sizeof runtime);
    assert(memchr(runtime, '\0', sizeof runtime));
    assert(named == (*runtime != '\0'));
    return 0;
}
