/* SPDX-License-Identifier: MIT */
/* How long a program was silent the last times, and what follows for the camel: whether it waits,
 * lest it be seen for a moment only, or gets ready ahead of its time. Pure.
 *
 *     struct pacing pacing = {.count = 0};
 *     pacing_add(&pacing, 420);
 *     struct pacing_plan plan = pacing_plan(&pacing, 250);
 */
#pragma once

#include <stdbool.h>

#define PACING_KEPT        8       /* so many times are remembered */
#define PACING_MS_MAX      3600000 /* nobody waits for longer */
#define PACING_HOLD_MS_MAX 1500

struct pacing {
    int count;
    int silent_ms[PACING_KEPT]; /* from its start to its first sign of life, the oldest first */
};

struct pacing_plan {
    int hold_ms;     /* for how long the camel waits after the delay */
    bool is_sure;    /* that the program will be silent for long: the camel may get ready ahead */
    int expected_ms; /* how long it will probably be silent; 0: nobody can tell */
};

/* One more time; the oldest is forgotten. */
void pacing_add(struct pacing *pacing, int silent_ms);

/* For a program that is silent still after nearly DELAY_MS, when the camel would come. Where its
 * times differ too much for a wait of at most PACING_HOLD_MS_MAX to help, there is none. */
struct pacing_plan pacing_plan(const struct pacing *pacing, int delay_ms);
