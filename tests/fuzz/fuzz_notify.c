/* SPDX-License-Identifier: MIT */
/* Datagrams of any program, as notify_add reads them. */
#include "fuzz.h"
#include "notify.h"

#include <assert.h>
#include <string.h>

static void assert_clean(const char *words, size_t size)
{
    assert(memchr(words, '\0', size));
    for (const char *c = words; *c != '\0'; c++)
        assert((unsigned char)*c >= ' ' && *c != 0x7f);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct notify_message message = {0};
    notify_add(&message, (const char *)bytes, len);
    if (message.has_progress)
        assert(message.progress_percent >= 0 && message.progress_percent <= 100);
    assert_clean(message.status, sizeof message.status);
    assert_clean(message.title, sizeof message.title);
    assert_clean(message.failed, sizeof message.failed);
    return 0;
}
