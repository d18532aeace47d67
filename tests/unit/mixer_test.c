/* SPDX-License-Identifier: MIT */
/* Tests: every sample is where it should be, sections change on a footfall and nothing clicks. */
#include "mixer.h"

#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

/* The strides of the real thing in shorter parts. Each sample of a
 * part tells its part and its place, so that a mixed buffer can be read. */
#define WALK_STRIDE   74088
#define GALLOP_STRIDE 26460
#define CHUNK         3072

static int16_t *make_part(int64_t count, int level)
{
    int16_t *samples = calloc((size_t)count, 2 * sizeof *samples);

    for (int64_t i = 0; samples && i < 2 * count; i++)
        samples[i] = (int16_t)(level + i / 2 % 1000);
    return samples;
}

/* A part that is there as a whole. */
static void add_part(struct mixer *mixer, int section, int part, const int16_t *samples,
                     int64_t count)
{
    mixer_part(mixer, section, part, samples, count);
    mixer_decoded(mixer, section, part, count);
}

static struct mixer *make_mixer(void)
{
    struct mixer *mixer = calloc(1, sizeof *mixer);

    mixer_init(mixer, 1.0f);
    mixer_section(mixer, GAIT_WALK, 2, WALK_STRIDE);
    mixer_section(mixer, GAIT_GALLOP, 1, GALLOP_STRIDE);
    mixer_section(mixer, GAIT_STAND, 1, WALK_STRIDE);
    mixer_section(mixer, SECTION_END, 1, WALK_STRIDE);
    add_part(mixer, GAIT_WALK, 0, make_part(2 * WALK_STRIDE, 1000), 2 * WALK_STRIDE);
    add_part(mixer, GAIT_WALK, 1, make_part(2 * WALK_STRIDE, 3000), 2 * WALK_STRIDE);
    add_part(mixer, GAIT_GALLOP, 0, make_part(4 * GALLOP_STRIDE, 8000), 4 * GALLOP_STRIDE);
    add_part(mixer, GAIT_STAND, 0, make_part(WALK_STRIDE, -9000), WALK_STRIDE);
    add_part(mixer, SECTION_END, 0, make_part(WALK_STRIDE, 5000), WALK_STRIDE);
    return mixer;
}

static void free_mixer(struct mixer *mixer)
{
    for (int i = 0; i < SECTION_COUNT; i++)
        for (int part = 0; part < mixer->scores[i].part_count; part++)
            free((void *)(uintptr_t)mixer->scores[i].parts[part].samples);
    free(mixer);
}

/* COUNT samples more, of the left channel. */
static int16_t *run(struct mixer *mixer, int64_t count)
{
    int16_t *left = calloc((size_t)count + CHUNK, sizeof *left), chunk[2 * CHUNK];

    for (int64_t done = 0; done < count; done += CHUNK) {
        int64_t now = count - done < CHUNK ? count - done : CHUNK;
        memset(chunk, 0, sizeof chunk);
        mixer_mix(mixer, chunk, now);
        for (int64_t i = 0; i < now; i++)
            left[done + i] = chunk[2 * i];
    }
    return left;
}

static void parts_follow_each_other_to_the_sample(void **state)
{
    struct mixer *mixer = make_mixer();
    int16_t *left;

    (void)state;
    mixer_start(mixer, 500, 0);
    left = run(mixer, 9 * WALK_STRIDE);
    for (int64_t i = 0; i < 9 * WALK_STRIDE; i++) {
        int64_t at = (i + 500) % (4 * WALK_STRIDE);
        int64_t in_part = at % (2 * WALK_STRIDE);
        assert_int_equal(left[i], (at < 2 * WALK_STRIDE ? 1000 : 3000) + in_part % 1000);
    }
    free(left);
    free_mixer(mixer);
}

static void a_part_that_is_late_is_waited_for_in_time(void **state)
{
    struct mixer *mixer = make_mixer();
    int16_t *left;

    (void)state;
    atomic_store(&mixer->scores[GAIT_WALK].decoded[1], 0);
    mixer_start(mixer, 0, 0);
    left = run(mixer, 3 * WALK_STRIDE);
    assert_int_equal(left[2 * WALK_STRIDE], 1000); /* the first part again */
    mixer_decoded(mixer, GAIT_WALK, 1, 2 * WALK_STRIDE);
    free(left);
    left = run(mixer, 2 * WALK_STRIDE);
    assert_int_equal(left[WALK_STRIDE], 3000);
    free(left);
    free_mixer(mixer);
}

/* What has not been decoded when its moment comes is silence; nothing is moved by it. */
static void samples_that_are_late_cost_no_beat(void **state)
{
    struct mixer *mixer = make_mixer();
    int16_t *left;

    (void)state;
    mixer_decoded(mixer, GAIT_WALK, 0, 10000);
    mixer_start(mixer, 500, 0);
    left = run(mixer, WALK_STRIDE);
    assert_int_equal(left[10000 - 501], 1000 + 9999 % 1000);
    for (int64_t i = 10000 - 500; i < WALK_STRIDE; i++)
        assert_int_equal(left[i], 0);
    free(left);
    mixer_decoded(mixer, GAIT_WALK, 0, 2 * WALK_STRIDE);
    left = run(mixer, WALK_STRIDE);
    for (int64_t i = 0; i < 1000; i++)
        assert_int_equal(left[i], 1000 + (WALK_STRIDE + 500 + i) % 1000);
    free(left);
    free_mixer(mixer);
}

static void a_section_has_a_place(void **state)
{
    struct mixer *mixer = make_mixer();
    int64_t at;

    (void)state;
    assert_int_equal(mixer_place(mixer, GAIT_WALK).at, 0);
    mixer_start(mixer, 500, 0);
    free(run(mixer, 3000));
    assert_int_equal(mixer_place(mixer, GAIT_WALK).at, 3500);
    assert_int_equal(mixer_place(mixer, GAIT_GALLOP).at, 0);
    mixer_want(mixer, GAIT_GALLOP);
    free(run(mixer, 2 * WALK_STRIDE));
    assert_true(mixer_place(mixer, GAIT_GALLOP).at > 0);
    at = mixer_place(mixer, GAIT_WALK).at; /* where it will be taken up again */
    assert_in_range(at, 3500, WALK_STRIDE);
    free(run(mixer, 3000));
    assert_int_equal(mixer_place(mixer, GAIT_WALK).at, at);
    free_mixer(mixer);
}

static void it_fades_in_smoothly(void **state)
{
    struct mixer *mixer = make_mixer();
    int16_t *left;

    (void)state;
    mixer->volume = 0.5f;
    mixer_start(mixer, 0, 44100);
    left = run(mixer, 50000);
    assert_int_equal(left[0], 0);
    assert_in_range(left[22050], (1000 + 22050 % 1000) / 4 - 1, (1000 + 22050 % 1000) / 4 + 1);
    assert_in_range(left[49999], (1000 + 49999 % 1000) / 2 - 1, (1000 + 49999 % 1000) / 2 + 1);
    free(left);
    free_mixer(mixer);
}

/* From which section, wished for when, to which; where the change must lie and where it enters. */
static void sections_change_at_the_hind_feet(void **state)
{
    static const struct {
        int64_t wished;
        enum gait wanted;
        double left, entered; /* phases of the walk's stride and of the wanted one's */
    } table[] = {
        {10000, GAIT_GALLOP, 0.5, 0.25},                    /* the far hind foot */
        {WALK_STRIDE * 6 / 10, GAIT_GALLOP, 1.0, 0.35},     /* the near one */
        {WALK_STRIDE * 499 / 1000, GAIT_GALLOP, 1.0, 0.35}, /* too late for the far one */
        {10000, GAIT_STAND, 0.5, 0.0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct mixer *mixer = make_mixer();
        int64_t stride = mixer->scores[table[i].wanted].stride_samples;
        int64_t change = (int64_t)(table[i].left * WALK_STRIDE + 0.5);
        struct mixer_mark mark;
        mixer_start(mixer, 0, 0);
        free(run(mixer, table[i].wished));
        mixer_want(mixer, table[i].wanted);
        free(run(mixer, 2 * WALK_STRIDE));
        mark = mixer_mark_at(mixer->marks, mixer->clock);
        assert_int_equal(mark.section, table[i].wanted);
        assert_int_equal(mark.at, change);
        assert_int_equal(mark.at - mark.zero, (int64_t)(table[i].entered * (double)stride + 0.5));
        assert_int_equal(mixer_mark_at(mixer->marks, change - 1).section, GAIT_WALK);
        free_mixer(mixer);
    }
}

static void a_change_is_whole_on_the_beat_and_clicks_nowhere(void **state)
{
    struct mixer *mixer = make_mixer();
    int64_t change = WALK_STRIDE / 2, largest = 0;
    int16_t *left;

    (void)state;
    /* flat parts: all that moves is the fade */
    for (int i = 0; i < SECTION_COUNT; i++)
        for (int part = 0; part < mixer->scores[i].part_count; part++)
            for (int64_t s = 0; s < 2 * mixer->scores[i].parts[part].sample_count; s++)
                ((int16_t *)(uintptr_t)mixer->scores[i].parts[part].samples)[s] =
                    i == GAIT_WALK     ? 4000
                    : i == GAIT_GALLOP ? 12000
                                       : 0;
    mixer_start(mixer, 0, 0);
    mixer_want(mixer, GAIT_GALLOP);
    left = run(mixer, 2 * WALK_STRIDE);
    assert_int_equal(left[change - 1400], 4000);
    assert_in_range(left[change], 15000, 16000); /* the new one whole, the old one nearly */
    assert_int_equal(left[change + 6700], 12000);
    for (int64_t i = 1; i < 2 * WALK_STRIDE; i++)
        largest = llabs((long long)left[i] - left[i - 1]) > largest
                      ? llabs((long long)left[i] - left[i - 1])
                      : largest;
    assert_in_range(largest, 1, 20); /* 12000 over 30 ms */
    free(left);
    free_mixer(mixer);
}

static void a_section_is_taken_up_where_it_was_left(void **state)
{
    struct mixer *mixer = make_mixer();
    int16_t *left;

    (void)state;
    mixer_start(mixer, 0, 0);
    free(run(mixer, 2 * WALK_STRIDE + 1000)); /* in the second part */
    mixer_want(mixer, GAIT_GALLOP);
    free(run(mixer, 2 * WALK_STRIDE));
    mixer_want(mixer, GAIT_WALK);
    left = run(mixer, WALK_STRIDE);
    assert_int_equal(mixer->voices[mixer->playing].section, GAIT_WALK);
    assert_int_equal(mixer->voices[mixer->playing].part, 1);
    free(left);
    free_mixer(mixer);
}

static void the_end_is_silence(void **state)
{
    struct mixer *mixer = make_mixer();
    int16_t *left;
    bool resolved = false;

    (void)state;
    mixer_start(mixer, 0, 0);
    free(run(mixer, 5000));
    mixer_end(mixer, 120 * 44, 260 * 44);
    left = run(mixer, 30000);
    for (int i = 120 * 44; i < 240 * 44; i++)
        resolved |= left[i] > 100;
    assert_true(resolved);
    for (int i = 260 * 44 + 1; i < 30000; i++)
        assert_int_equal(left[i], 0);
    free(left);
    free_mixer(mixer);
}

static void hushed_it_plays_on_unheard(void **state)
{
    struct mixer *mixer = make_mixer();
    int16_t *left;

    (void)state;
    mixer_start(mixer, 0, 0);
    free(run(mixer, 5000));
    mixer_hush(mixer, true, 1000);
    left = run(mixer, 5000);
    for (int i = 1000; i < 5000; i++)
        assert_int_equal(left[i], 0);
    free(left);
    mixer_hush(mixer, false, 1000);
    left = run(mixer, 5000);
    assert_in_range(left[0], 0, 20);
    assert_true(left[4000] >= 1000);
    assert_int_equal(mixer->clock, 15000);
    free(left);
    free_mixer(mixer);
}

static void what_others_play_is_faded_too(void **state)
{
    struct mixer *mixer = calloc(1, sizeof *mixer);
    int16_t chunk[2 * 100];

    (void)state;
    mixer_init(mixer, 0.5f);
    mixer_section(mixer, GAIT_WALK, 0, 1000);
    mixer->stream_samples = 3500;
    mixer_start(mixer, 0, 0);
    for (int i = 0; i < 40; i++) {
        for (int s = 0; s < 200; s++)
            chunk[s] = 8000;
        mixer_mix(mixer, chunk, 100);
        assert_int_equal(chunk[199], 4000);
    }
    assert_int_equal(mixer->marks[1].zero, 3500); /* it began anew there, and so did the beat */
    mixer_end(mixer, 100, 100);
    for (int s = 0; s < 200; s++)
        chunk[s] = 8000;
    mixer_mix(mixer, chunk, 100);
    assert_in_range(chunk[0], 3900, 4000);
    assert_in_range(chunk[199], 0, 20);
    free(mixer);
}

/* Anybody's music: shorter than a stride, than a fade, than what the device asks for at once. */
static void parts_of_any_length_are_played_within_their_bounds(void **state)
{
    static const int64_t lengths[] = {1, 2, 441, 1322, 1323, 1324, 22050, GALLOP_STRIDE + 1};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(lengths) * COUNT_OF(lengths); i++) {
        int64_t walk = lengths[i % COUNT_OF(lengths)], gallop = lengths[i / COUNT_OF(lengths)];
        struct mixer *mixer = calloc(1, sizeof *mixer);
        mixer_init(mixer, 1.0f);
        mixer_section(mixer, GAIT_WALK, 1, WALK_STRIDE);
        mixer_section(mixer, GAIT_GALLOP, 1, GALLOP_STRIDE);
        add_part(mixer, GAIT_WALK, 0, make_part(walk, 0), walk);
        add_part(mixer, GAIT_GALLOP, 0, make_part(gallop, 0), gallop);
        mixer_start(mixer, 30000, 0);
        for (int j = 0; j < 80; j++) {
            mixer_want(mixer, j / 20 % 2 ? GAIT_GALLOP : GAIT_WALK);
            free(run(mixer, CHUNK));
            for (int voice = 0; voice < 2; voice++) {
                const struct mixer_voice *at = &mixer->voices[voice];
                assert_in_range(at->at, 0, at->section == GAIT_WALK ? walk - 1 : gallop - 1);
            }
        }
        free_mixer(mixer);
    }
}

/* Samples of all sizes, first to last, at this volume. */
static int16_t *mix_all_sizes(float volume)
{
    static int16_t samples[2 * 65536];
    struct mixer *mixer = calloc(1, sizeof *mixer);
    for (int i = 0; i < 65536; i++)
        samples[2 * i] = samples[2 * i + 1] = (int16_t)(i - 32768);
    mixer_init(mixer, volume);
    mixer_section(mixer, GAIT_WALK, 1, WALK_STRIDE);
    add_part(mixer, GAIT_WALK, 0, samples, 65536);
    mixer_start(mixer, 0, 0);
    int16_t *left = run(mixer, 65536);
    free(mixer);
    return left;
}

/* Louder than it can be: in order still, with no step and no plateau; what is quiet is louder by
 * just so much. */
static void what_is_too_loud_is_bent(void **state)
{
    static const float volumes[] = {1.01f, 2, 4, 10};

    (void)state;
    for (size_t k = 0; k < COUNT_OF(volumes); k++) {
        int16_t *left = mix_all_sizes(volumes[k]);
        for (int i = 1; i < 65536; i++) {
            assert_true(left[i] >= left[i - 1] && left[i] - left[i - 1] <= volumes[k] + 1);
            assert_true(abs(left[i]) < 32767);
            float plain = volumes[k] * (float)(i - 32768);
            if (plain > -20000 && plain < 20000)
                assert_true(left[i] - plain <= 1 && plain - left[i] <= 1);
        }
        assert_true(left[65535] - left[65535 - 1000] >= 1); /* not cut off */
        free(left);
    }
}

static void at_full_volume_nothing_is(void **state)
{
    (void)state;
    int16_t *left = mix_all_sizes(1);
    for (int i = 0; i < 65536; i++)
        assert_int_equal(left[i], i - 32768);
    free(left);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_follow_each_other_to_the_sample),
        cmocka_unit_test(a_part_that_is_late_is_waited_for_in_time),
        cmocka_unit_test(samples_that_are_late_cost_no_beat),
        cmocka_unit_test(a_section_has_a_place),
        cmocka_unit_test(it_fades_in_smoothly),
        cmocka_unit_test(sections_change_at_the_hind_feet),
        cmocka_unit_test(a_change_is_whole_on_the_beat_and_clicks_nowhere),
        cmocka_unit_test(a_section_is_taken_up_where_it_was_left),
        cmocka_unit_test(the_end_is_silence),
        cmocka_unit_test(hushed_it_plays_on_unheard),
        cmocka_unit_test(what_others_play_is_faded_too),
        cmocka_unit_test(parts_of_any_length_are_played_within_their_bounds),
        cmocka_unit_test(what_is_too_loud_is_bent),
        cmocka_unit_test(at_full_volume_nothing_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
