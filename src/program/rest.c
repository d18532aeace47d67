/* SPDX-License-Identifier: MIT */
/* From samples to a rest. */
#include "rest.h"

#define AT_WORK 0.05 /* of a core: a server's timers are no work */

bool rest_seen(struct rest *rest, const struct activity_sample *sample, int64_t now_ms)
{
    if (!sample->blocked || sample->stopped || sample->work >= AT_WORK) {
        *rest = REST_NONE;
        return false;
    }
    bool told = rest->due_ms != INT64_MAX && now_ms >= rest->due_ms;
    if (told || rest->due_ms == INT64_MAX)
        rest->due_ms = now_ms + REST_MS;
    return told;
}
