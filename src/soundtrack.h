/* SPDX-License-Identifier: MIT */
/* The soundtrack, wholly on a thread of its own: it may be missing, late or stuck, and nobody
 * notices but by ear.
 *
 * A sound server may take two seconds to answer or never do so (SDL_Init(AUDIO) 30 to 60 s against
 * a hung PulseAudio, Mix_CloseAudio for ever), so nothing here waits for the thread and it is never
 * joined or closed: the process ends by _exit. A camel seen for under a second is silent: the
 * device is opened while it walks and the music faded in after the first second.
 *
 *     struct soundtrack *soundtrack = soundtrack_start(path, 60, shown_ms, &trace);
 *     soundtrack_fade(soundtrack, 120);
 *     sleep_until(now_ms + soundtrack_tail_ms(soundtrack));
 */
#pragma once

#include "trace.h"

#include <stdint.h>

struct soundtrack;

/* Starts the thread for the music in file PATH (copied) and a camel first seen at SHOWN_MS
 * (monotonic). TRACE is borrowed until the process ends. NULL: no thread to be had, no sound. */
struct soundtrack *soundtrack_start(const char *path, int volume_percent, int64_t shown_ms,
                                    const struct trace *trace);

/* Begins to fade out, or gives up a start not yet made. Never waits; harmless on NULL. */
void soundtrack_fade(struct soundtrack *soundtrack, int fade_ms);

/* How long after soundtrack_fade the process should live on so that the fade is heard to its end; 0
 * if nothing plays. */
int soundtrack_tail_ms(struct soundtrack *soundtrack);
