/* SPDX-License-Identifier: MIT */
/* Any text, as a list of children, as /proc/sysvipc/shm and as a list of sockets. */
#include "fuzz.h"
#include "listening.h"
#include "proc.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    char *text = calloc(1, len + 1);
    if (!text)
        return 0;
    memcpy(text, bytes, len);
    const char *rest = text, *before = text;
    for (pid_t child; (child = proc_child_parse(&rest)) != 0; before = rest) {
        assert(child > 0);
        assert(rest > before); /* it comes to an end */
    }
    assert(rest <= text + len);
    struct proc_segment segment;
    for (const char *line = text; line; line = line ? line + 1 : NULL) {
        proc_segment_parse(line, &segment);
        listening_parse(line, true);
        listening_parse(line, false);
        line = strchr(line, '\n');
    }
    free(text);
    return 0;
}
