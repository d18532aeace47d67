/* SPDX-License-Identifier: MIT */
/* A file of programs' times that says anything: what is written after it is a good one. */
#include "fuzz.h"
#include "pacing_file.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static char text[PACING_FILE_SIZE_MAX + 1], new_text[PACING_FILE_SIZE_MAX + 1];
    const struct pacing_file_key key = {0x801, 0x1f, "/home/a b.byte"};
    struct pacing pacing, found;
    len = len < PACING_FILE_SIZE_MAX ? len : PACING_FILE_SIZE_MAX;
    memcpy(text, bytes, len);
    text[len] = '\0';
    pacing_file_parse(text, &key, &pacing);
    assert(pacing.count >= 0 && pacing.count <= PACING_KEPT);
    struct pacing_plan plan = pacing_plan(&pacing, 250);
    assert(plan.hold_ms >= 0 && plan.hold_ms <= PACING_HOLD_MS_MAX && plan.expected_ms >= 0);
    pacing_add(&pacing, 300);
    size_t new_len = pacing_file_write(text, &key, &pacing, new_text);
    assert(new_len > 0 && new_len < PACING_FILE_SIZE_MAX);
    new_text[new_len] = '\0';
    assert(pacing_file_parse(new_text, &key, &found));
    assert(found.count == pacing.count && found.silent_ms[found.count - 1] == 300);
    return 0;
}
