/* SPDX-License-Identifier: MIT */
/* What logind wrote down of a session, as mute_policy_read_record reads it. */
#include "fuzz.h"
#include "mute_policy.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    char *record = calloc(1, len + 1);
    if (!record)
        return 0;
    memcpy(record, bytes, len);
    const char *reason = mute_policy_read_record(record);
    assert(!reason || strstr(record, "REMOTE=1") || strstr(record, "ACTIVE=0"));
    free(record);
    return 0;
}
