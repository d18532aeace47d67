/* SPDX-License-Identifier: MIT */
/* Any text, as proc_call_parse reads /proc/PID/syscall. A call that was read is read again as the
 * kernel would have written it. */
#include "fuzz.h"
#include "proc.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    char *text = calloc(1, len + 1), written[256];
    struct proc_call call, again;
    if (!text)
        return 0;
    memcpy(text, bytes, len);
    if (proc_call_parse(text, &call) && call.number != -1) {
        int end = snprintf(written, sizeof written, "%ld", call.number);
        for (int i = 0; i < PROC_ARGUMENT_COUNT; i++)
            end +=
                snprintf(written + end, sizeof written - (size_t)end, " 0x%llx", call.arguments[i]);
        assert(proc_call_parse(written, &again));
        assert(again.number == call.number);
        for (int i = 0; i < PROC_ARGUMENT_COUNT; i++)
            assert(again.arguments[i] == call.arguments[i]);
    }
    free(text);
    return 0;
}
