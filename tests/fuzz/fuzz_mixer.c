/* SPDX-License-Identifier: MIT */
/* Music of any length in any order, half of each part decoded at first: the first bytes are the
 * sections' strides and parts, each other one is something that befalls the mixer. No sample is
 * read that is none. */
#include "fuzz.h"
#include "mixer.h"

#include <assert.h>
#include <stdlib.h>

#define PARTS      2
#define LENGTH_MAX 70000 /* samples: more than a stride of the walk's seeds */
#define MIXED_MAX  (1 << 15)

struct input {
    const uint8_t *at, *end;
};

static uint8_t next(struct input *input)
{
    return input->at < input->end ? *input->at++ : 0;
}

/* Short ones above all: 1 to LENGTH_MAX. */
static int64_t next_length(struct input *input)
{
    int64_t length = next(input) + 1;
    int shift = next(input) % 10;
    length <<= shift;
    return length < LENGTH_MAX ? length : LENGTH_MAX;
}

static void decode_all(struct mixer *mixer, int section)
{
    for (int i = 0; i < mixer->scores[section].part_count; i++)
        if (mixer_has(mixer, section, i))
            mixer_decoded(mixer, section, i, mixer->scores[section].parts[i].sample_count);
}

static void befall(struct mixer *mixer, uint8_t event, uint8_t value)
{
    static int16_t out[2 * 4096];
    static const enum gait gaits[] = {GAIT_WALK, GAIT_GALLOP, GAIT_STAND};
    switch (event % 8) {
    case 0:
        mixer_want(mixer, gaits[value % 3]);
        break;
    case 1:
        mixer_end(mixer, value * 16 + 1, value * 32 + 1);
        break;
    case 2:
        decode_all(mixer, gaits[value % 3]);
        break;
    default:
        mixer_mix(mixer, out, (int64_t)value * 16 + event % 8);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct input input = {bytes, bytes + len};
    static struct mixer mixer;
    static const int sections[] = {GAIT_WALK, GAIT_GALLOP, GAIT_STAND, SECTION_END};
    int16_t *parts[4 * PARTS] = {0};
    mixer_init(&mixer, 0.6f);
    for (int i = 0; i < 4; i++) {
        int count = next(&input) % (PARTS + 1);
        mixer_section(&mixer, sections[i], count, next_length(&input));
        for (int part = 0; part < count; part++) {
            int64_t length = next_length(&input);
            if (!(parts[PARTS * i + part] = calloc((size_t)length, 2 * sizeof **parts)))
                continue;
            mixer_part(&mixer, sections[i], part, parts[PARTS * i + part], length);
            mixer_decoded(&mixer, sections[i], part, (length + 1) / 2);
        }
    }
    mixer_start(&mixer, next_length(&input), next_length(&input));
    while (input.at < input.end && mixer.clock < MIXED_MAX) {
        befall(&mixer, next(&input), next(&input));
        for (int i = 0; i < 2; i++) {
            const struct mixer_voice *voice = &mixer.voices[i];
            const struct mixer_score *score = &mixer.scores[voice->section];
            assert(voice->at >= 0);
            assert(!voice->playing || voice->at < score->parts[voice->part].sample_count);
        }
    }
    for (int i = 0; i < 4 * PARTS; i++)
        free(parts[i]);
    return 0;
}
