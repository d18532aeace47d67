/* SPDX-License-Identifier: MIT */
/* A clock with a speed. */
#include "tempo.h"

#include <math.h>

void tempo_init(struct tempo *tempo)
{
    *tempo = (struct tempo){.speed = 1};
}

static double exactly_at(const struct tempo *tempo, int64_t now_ms)
{
    double passed_ms = tempo->stopped ? 0 : (double)(now_ms - tempo->from_ms);
    return tempo->shown_ms + passed_ms * tempo->speed;
}

int64_t tempo_at(const struct tempo *tempo, int64_t now_ms)
{
    return (int64_t)exactly_at(tempo, now_ms);
}

int64_t tempo_when(const struct tempo *tempo, int64_t shown_ms)
{
    if (tempo->stopped || shown_ms == INT64_MAX)
        return INT64_MAX;
    return tempo->from_ms + (int64_t)ceil(((double)shown_ms - tempo->shown_ms) / tempo->speed);
}

static void touch(struct tempo *tempo, int64_t now_ms)
{
    tempo->shown_ms = exactly_at(tempo, now_ms);
    tempo->from_ms = now_ms;
}

void tempo_set(struct tempo *tempo, int64_t now_ms, double speed)
{
    touch(tempo, now_ms);
    tempo->speed = fmax(TEMPO_MIN, fmin(TEMPO_MAX, speed));
}

void tempo_stop(struct tempo *tempo, int64_t now_ms, bool stopped)
{
    touch(tempo, now_ms);
    tempo->stopped = stopped;
}

bool tempo_is_even(const struct tempo *tempo)
{
    return !tempo->stopped && tempo->speed == 1;
}
