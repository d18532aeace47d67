/* SPDX-License-Identifier: MIT */
/* Any line, as proc_stat_parse reads /proc/PID/stat: the name in it is any program's to choose. */
#include "fuzz.h"
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
    struct proc_stat stat;
    if (proc_stat_parse(text, &stat))
        assert(stat.state != '\0');
    free(text);
    return 0;
}
