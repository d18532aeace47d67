/* SPDX-License-Identifier: MIT */
/* The first bytes of any file, as bytecode_parse_header reads them. */
#include "bytecode.h"
#include "fuzz.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

static void check_text(const char *text)
{
    size_t len = strnlen(text, PATH_MAX);
    assert(len < PATH_MAX && !strchr(text, '\n'));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct bytecode bytecode;
    memset(&bytecode, 'x', sizeof bytecode);
    bytecode_parse_header((const char *)bytes, len, &bytecode);
    check_text(bytecode.runtime);
    check_text(bytecode.interpreter);
    assert(bytecode.kind == BYTECODE_PORTABLE || bytecode.kind == BYTECODE_SCRIPT);
    if (bytecode.kind == BYTECODE_SCRIPT || bytecode.runtime[0])
        assert(bytecode.interpreter[0]);
    return 0;
}
