/* SPDX-License-Identifier: MIT */
/* A clock that can be made slower, faster, or stopped: by who makes a theme. Never back, and no
 * jump. It shows the machine's own time until somebody touches it.
 *
 * Pure; all times are monotonic milliseconds.
 *
 *     tempo_init(&tempo);
 *     tempo_set(&tempo, now_ms, 0.5);
 *     int64_t camels_ms = tempo_at(&tempo, now_ms);
 *     sleep_until(tempo_when(&tempo, camels_ms + 42));
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define TEMPO_MIN 0.125
#define TEMPO_MAX 8.0

struct tempo {
    double speed;    /* of it to the machine's */
    bool stopped;    /* whatever the speed */
    int64_t from_ms; /* the machine's, when somebody touched it last */
    double shown_ms; /* what it showed then */
};

void tempo_init(struct tempo *tempo);

/* What it shows at NOW_MS. */
int64_t tempo_at(const struct tempo *tempo, int64_t now_ms);

/* When it shows SHOWN_MS, INT64_MAX for never; rounded up. */
int64_t tempo_when(const struct tempo *tempo, int64_t shown_ms);

/* Goes SPEED times as fast from NOW_MS on, within the bounds above. */
void tempo_set(struct tempo *tempo, int64_t now_ms, double speed);

/* Stops, or goes on. */
void tempo_stop(struct tempo *tempo, int64_t now_ms, bool stopped);

/* True while a second of it is a second: music can be kept step with. */
bool tempo_is_even(const struct tempo *tempo);
