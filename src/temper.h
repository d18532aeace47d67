/* SPDX-License-Identifier: MIT */
/* Which gait is the honest one: from what the witness sees, with the steadiness of an animal.
 *
 * Pure. Quick to take up, slow to give up: a gallop after 0.75 s of a core that is busy
 * throughout, given up when the last two seconds were idle for the most part; a stand after a
 * second without work, or two if there was some before; a walk as soon as there is work again. A
 * stopped program lies down, and gets up, at once.
 *
 *     struct temper temper;
 *     temper_init(&temper, now_ms);
 *     gait = temper_feel(&temper, witness_look(&witness, &sight) ? &sight : NULL, now_ms);
 */
#pragma once

#include "theme.h"
#include "witness.h"

#include <stdint.h>

#define TEMPER_MEMORY_MAX 16 /* sights; two seconds of four a second, and some to spare */

struct temper {
    enum theme_gait gait;
    struct {
        int64_t since_ms, until_ms;
        double work;
    } memory[TEMPER_MEMORY_MAX]; /* the latest last */
    int memory_count;
    int64_t last_ms; /* the time of the latest sight */
};

/* A camel that walks; it begins to look at the program at NOW_MS. */
void temper_init(struct temper *temper, int64_t now_ms);

/* The gait at NOW_MS (monotonic), which is one of WALK, GALLOP, STAND and COUCH. SIGHT is what was
 * seen of the time since the last call; NULL: nothing could be, and the camel just walks. */
enum theme_gait temper_feel(struct temper *temper, const struct witness_sight *sight,
                            int64_t now_ms);
