/* SPDX-License-Identifier: MIT */
/* Datagrams of any program, as notify_add reads them. */
#include "fuzz.h"
#include "notify.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct notify_message message = {0};
    notify_add(&message, (const char *)bytes, len);
    if (message.has_progress)
        assert(message.progress_percent >= 0 && message.progress_percent <= 100);
    if (message.has_status) {
        assert(memchr(message.status, '\0', sizeof message.status));
        for (const char *c = message.status; *c != '\0'; c++)
            assert((unsigned char)*c >= ' ' && *c != 0x7f);
    }
    return 0;
}
