/* SPDX-License-Identifier: MIT */
/* Room for a whole part at once, of which the system gives what is written to; the compressed file
 * stays open until its part is whole. */
#include "music_parts.h"

#include "vorbis_part.h"

#include <stdlib.h>

#define CHANNELS      2
#define PART_S_MAX    120
#define AHEAD_SAMPLES ((int64_t)MIXER_RATE_HZ * MUSIC_PARTS_AHEAD_MS / 1000)

void music_parts_init(struct music_parts *parts, struct mixer *mixer,
                      const struct soundtrack_score *score, const struct music_formats *formats)
{
    *parts = (struct music_parts){.mixer = mixer, .score = score, .formats = formats};
    for (int i = 0; i < SECTION_COUNT; i++)
        mixer_section(mixer, i, score->stream ? 0 : score->sections[i].part_count,
                      score->sections[i].stride_samples);
}

static const struct mixer_part *part_of(const struct music_parts *parts, int section, int part)
{
    return &parts->mixer->scores[section].parts[part];
}

static int64_t decoded_of(const struct music_parts *parts, int section, int part)
{
    return atomic_load(&parts->mixer->scores[section].decoded[part]);
}

static bool decode_whole(const struct music_parts *parts, int section, int part, const char *path)
{
    int64_t count;
    const int16_t *samples =
        parts->formats ? parts->formats->decode(path, PART_S_MAX, &count) : NULL;
    if (!samples)
        return false;
    mixer_part(parts->mixer, section, part, samples, count);
    mixer_decoded(parts->mixer, section, part, count);
    return true;
}

static bool open_part(struct music_parts *parts, int section, int part)
{
    const char *path = parts->score->sections[section].parts[part];
    int64_t count;
    struct vorbis_part *file = vorbis_part_open(path, &count);
    if (!file)
        return decode_whole(parts, section, part, path);
    int16_t *samples = NULL;
    if (count <= (int64_t)PART_S_MAX * MIXER_RATE_HZ)
        samples = calloc((size_t)count, CHANNELS * sizeof *samples);
    if (!samples) {
        vorbis_part_close(file);
        return false;
    }
    mixer_part(parts->mixer, section, part, samples, count);
    parts->unfinished[section][part] = file;
    return true;
}

/* Up to END. A file that is damaged from somewhere on is silent from there. */
static void decode(struct music_parts *parts, int section, int part, int64_t end)
{
    struct vorbis_part **file = &parts->unfinished[section][part];
    const struct mixer_part *whole = part_of(parts, section, part);
    int64_t decoded = decoded_of(parts, section, part);
    int64_t wanted = (end < whole->sample_count ? end : whole->sample_count) - decoded;
    if (!*file || wanted <= 0)
        return;
    /* the mixer only reads, and only what it is told is there */
    int16_t *samples = (int16_t *)(uintptr_t)whole->samples + CHANNELS * decoded;
    int64_t got = vorbis_part_read(*file, samples, wanted);
    decoded = got < wanted ? whole->sample_count : decoded + got;
    mixer_decoded(parts->mixer, section, part, decoded);
    if (decoded == whole->sample_count) {
        vorbis_part_close(*file);
        *file = NULL;
    }
}

bool music_parts_reach(struct music_parts *parts, int section, int part, int64_t sample_count)
{
    if (part >= parts->mixer->scores[section].part_count || parts->failed[section][part])
        return false;
    if (!part_of(parts, section, part)->samples && !open_part(parts, section, part)) {
        parts->failed[section][part] = true;
        return false;
    }
    decode(parts, section, part, sample_count);
    return true;
}

static bool is_settled(const struct music_parts *parts, int section)
{
    for (int i = 0; i < parts->mixer->scores[section].part_count; i++)
        if (!parts->failed[section][i] &&
            (parts->unfinished[section][i] || !part_of(parts, section, i)->samples))
            return false;
    return true;
}

bool music_parts_follow(struct music_parts *parts, int section, struct mixer_place place,
                        int64_t sample_count)
{
    int count = parts->mixer->scores[section].part_count;
    int64_t left = place.at + sample_count + AHEAD_SAMPLES;
    for (int i = 0; i < count && left > 0; i++) {
        int part = (place.part + i) % count;
        if (music_parts_reach(parts, section, part, left))
            left -= part_of(parts, section, part)->sample_count;
    }
    return is_settled(parts, section);
}
