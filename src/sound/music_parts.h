/* SPDX-License-Identifier: MIT */
/* The parts of the sections, decoded into the mixer a little ahead of what it plays, and kept: a
 * camel that is gone after two seconds has had two of music, and a second round costs nothing.
 *
 * All calls from one thread.
 *
 *     music_parts_init(&parts, &mixer, score, formats);
 *     music_parts_reach(&parts, GAIT_WALK, 0, MIXER_RATE_HZ);
 *     while (!music_parts_follow(&parts, GAIT_WALK, where_the_mixer_is))
 *         wait_ms(MUSIC_PARTS_PAUSE_MS);
 */
#pragma once

#include "mixer.h"
#include "music_formats.h"
#include "soundtrack_player.h"

#include <stdbool.h>
#include <stdint.h>

#define MUSIC_PARTS_AHEAD_MS 900 /* what music_parts_follow decodes ahead */
#define MUSIC_PARTS_PAUSE_MS \
    400 /* how much later it should be called again: half a second is left */

struct vorbis_part;

struct music_parts {
    struct mixer *mixer;
    const struct soundtrack_score *score;
    const struct music_formats *formats;
    struct vorbis_part *unfinished[SECTION_COUNT][MIXER_PARTS_MAX];
    bool failed[SECTION_COUNT][MIXER_PARTS_MAX];
};

/* Tells MIXER of the sections. FORMATS: who decodes what is not Ogg Vorbis, open; NULL for nobody.
 * All are borrowed for good. */
void music_parts_init(struct music_parts *parts, struct mixer *mixer,
                      const struct soundtrack_score *score, const struct music_formats *formats);

/* The first SAMPLE_COUNT samples of a part, or all if it has fewer, are in the mixer when it comes
 * back. False: there is no such part, nobody can decode it, or it is too long to be kept. */
bool music_parts_reach(struct music_parts *parts, int section, int part, int64_t sample_count);

/* The same for what SECTION will play in the next MUSIC_PARTS_AHEAD_MS and SAMPLE_COUNT samples,
 * from PLACE on. True: all of it is there for good, or never will be. */
bool music_parts_follow(struct music_parts *parts, int section, struct mixer_place place,
                        int64_t sample_count);
