/* SPDX-License-Identifier: MIT */
/* Whether the program rests: all of its process tree has been asleep for a while, as a server is
 * that waits for its clients. Pure.
 *
 *     struct rest rest = REST_NONE;
 *     … whenever activity has been looked at …
 *     if (rest_seen(&rest, &sample, now_ms)) …
 */
#pragma once

#include "activity.h"

#include <stdbool.h>
#include <stdint.h>

#define REST_MS 400

struct rest {
    int64_t due_ms; /* when it is to be told; INT64_MAX: it is at work */
};

#define REST_NONE ((struct rest){.due_ms = INT64_MAX})

/* True: it has rested for REST_MS, and every REST_MS again as long as it does. SAMPLE is the latest
 * of the program's activity. */
bool rest_seen(struct rest *rest, const struct activity_sample *sample, int64_t now_ms);
