/* SPDX-License-Identifier: MIT */
/* The soundtrack, wholly on a thread of its own: it may be missing, late or stuck, and nobody
 * notices but by ear.
 *
 * A sound server may take two seconds to answer or never do so (SDL_Init(AUDIO) 30 to 60 s against
 * a hung PulseAudio, Mix_CloseAudio for ever), so nothing here waits for the thread and it is never
 * joined or closed: the process ends by _exit. A camel seen for under a second is silent: the
 * device is opened while it walks and the music faded in after the first second. It is silent, too,
 * where nobody would hear it or nobody should, and falls silent for good when that becomes so while
 * it plays: see mute_policy.h.
 *
 *     struct soundtrack *soundtrack = soundtrack_start(&score, shown_ms, &trace);
 *     soundtrack_change(soundtrack, GAIT_GALLOP);       at the next footfall
 *     if (soundtrack_hears(soundtrack, now_us, &beat))  then be in step with that
 *     soundtrack_fade(soundtrack, 120);
 *     sleep_until(now_ms + soundtrack_tail_ms(soundtrack));
 */
#pragma once

#include "audio_clock.h"
#include "gait.h"
#include "soundtrack_player.h"
#include "trace.h"

#include <stdbool.h>
#include <stdint.h>

struct soundtrack;

/* Starts the thread for the music of SCORE (copied, paths borrowed for good) and a camel first seen
 * at SHOWN_MS (monotonic). TRACE is borrowed until the process ends. NULL: no thread to be had, no
 * sound. */
struct soundtrack *soundtrack_start(const struct soundtrack_score *score, int64_t shown_ms,
                                    const struct trace *trace);

/* The camel changes its gait: so will the music, at the next footfall after it has been read from
 * disk. Never waits; does nothing if that is what was asked for last. Harmless on NULL, and before
 * anything is heard. */
void soundtrack_change(struct soundtrack *soundtrack, enum gait gait);

/* Nobody shall hear it for now, or somebody again: it plays on meanwhile. Never waits; harmless on
 * NULL. */
void soundtrack_hush(struct soundtrack *soundtrack, bool hushed);

/* What is heard at NOW_US: the section, and where in its stride. False: nothing that anybody
 * could be in step with. Never waits; harmless on NULL. */
bool soundtrack_hears(struct soundtrack *soundtrack, int64_t now_us, struct beat *beat);

/* Begins to fade out, or gives up a start not yet made; a fade too short to be one is made longer.
 * Never waits; harmless on NULL. */
void soundtrack_fade(struct soundtrack *soundtrack, int fade_ms);

/* How long after soundtrack_fade the process should live on so that the fade, and the resolve, are
 * heard to their end; 0 if nothing plays. */
int soundtrack_tail_ms(struct soundtrack *soundtrack);
