/* SPDX-License-Identifier: MIT */
/* Any text, as proc_written_parse reads /proc/PID/io. */
#include "fuzz.h"
#include "proc.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define UNTOUCHED 4711

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    char *text = calloc(1, len + 1);
    uint64_t written = UNTOUCHED;
    if (!text)
        return 0;
    memcpy(text, bytes, len);
    if (proc_written_parse(text, &written))
        assert(strstr(text, "\nwchar: "));
    else
        assert(written == UNTOUCHED);
    free(text);
    return 0;
}
