/* SPDX-License-Identifier: MIT */
/* Pages from anybody, in two pieces that the first byte parts: whatever was read is within bounds,
 * the same wherever the parting was, and the same when told once more. */
#include "fuzz.h"
#include "request.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Decodes the whole pages in TEXT. Returns how much of it they were. */
static size_t decode_pages(struct request *request, const char *text, size_t len)
{
    size_t done = 0, page_len;
    while ((page_len = request_page_len(text + done, len - done)) > 0) {
        assert(page_len <= len - done && text[done + page_len - 1] == '\0');
        bool decoded = request_decode(request, text + done, page_len);
        assert(decoded);
        done += page_len;
    }
    return done;
}

static void check_members(const struct request *request)
{
    struct request bare;
    request_init(&bare);
    assert(request->volume_percent >= 0 && request->volume_percent <= 100);
    assert(request->fade_ms >= 0 && request->fade_ms <= 120);
    assert(request->program >= 0);
    assert(request->progress_percent >= -1 && request->progress_percent <= 100);
    assert(request->trace_fd >= -1 && request->play_fd >= -1);
    assert(request->sign >= SIGN_NONE && request->sign < SIGN_COUNT);
    assert(request->since_ms >= 0 && request->splash <= REQUEST_SPLASH_NEVER);
    assert(memchr(request->theme, '\0', sizeof request->theme));
    assert(memchr(request->title, '\0', sizeof request->title));
    assert(memchr(request->default_theme, '\0', sizeof request->default_theme));
    assert(memchr(request->script, '\0', sizeof request->script));
    assert(memchr(request->status, '\0', sizeof request->status));
    /* What is the wings' alone nobody else sets. */
    assert(request->delay_ms == bare.delay_ms);
    assert(request->timeout_s == bare.timeout_s);
    assert(request->exec == bare.exec && !*request->runtime && !*request->trace_path);
}

static void check_same(const struct request *request, const struct request *other)
{
    char page[REQUEST_PAGE_MAX];
    size_t len = request_encode(request, other, page, sizeof page);
    assert(len == 0);
}

static void check_told_again(const struct request *request)
{
    struct request again;
    request_init(&again);
    char page[REQUEST_PAGE_MAX];
    size_t len = request_encode(request, NULL, page, sizeof page);
    size_t decoded_len = decode_pages(&again, page, len);
    assert(decoded_len == len);
    check_same(request, &again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (len == 0)
        return 0;
    const char *text = (const char *)bytes + 1;
    size_t text_len = len - 1, split = text_len * bytes[0] / UINT8_MAX;
    struct request whole, parted;
    request_init(&whole);
    size_t whole_len = decode_pages(&whole, text, text_len);
    request_init(&parted);
    bool decoded = request_decode(&parted, text, text_len);
    assert(decoded == (whole_len > 0));
    char *first = malloc(split > 0 ? split : 1); /* of its own size, for the address sanitizer */
    if (!first)
        return 0;
    memcpy(first, text, split);
    request_init(&parted);
    size_t parted_len = decode_pages(&parted, first, split);
    parted_len += decode_pages(&parted, text + parted_len, text_len - parted_len);
    free(first);
    assert(parted_len == whole_len);
    check_same(&whole, &parted);
    check_members(&whole);
    check_told_again(&whole);
    return 0;
}
