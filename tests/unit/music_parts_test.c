/* SPDX-License-Identifier: MIT */
/* Tests: music is decoded as far as it is asked for, the same as at once, and whatever is in the
 * files. The music is the soundtrack's own. */
#include "music_parts.h"
#include "vorbis_part.h"

#include "cmocka_all.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define GALLOP_OGG     AUDIO_DIR "/gallop.ogg"
#define GALLOP_SAMPLES ((int64_t)MIXER_RATE_HZ * 192 / 10)
#define AHEAD_SAMPLES  ((int64_t)MIXER_RATE_HZ * MUSIC_PARTS_AHEAD_MS / 1000)

static const int16_t other_samples[2 * 1000] = {7};

static const int16_t *decode_other(const char *path, int seconds_max, int64_t *sample_count)
{
    if (seconds_max < 1 || !strstr(path, ".mid"))
        return NULL;
    *sample_count = 1000;
    return other_samples;
}

static const struct music_formats others = {.decode = decode_other};

static struct music_parts parts;
static struct mixer mixer;
static struct soundtrack_score score;

/* A walk of so many parts, as FILES ends with NULL, and nothing else. */
static void begin(const char *const *files, const struct music_formats *formats)
{
    score = (struct soundtrack_score){0};
    for (int i = 0; i < SECTION_COUNT; i++)
        score.sections[i].stride_samples = MIXER_RATE_HZ;
    struct soundtrack_section *walk = &score.sections[GAIT_WALK];
    for (; files[walk->part_count]; walk->part_count++)
        walk->parts[walk->part_count] = files[walk->part_count];
    mixer_init(&mixer, 1);
    music_parts_init(&parts, &mixer, &score, formats);
}

/* A player keeps them until its process ends. */
static void end(void)
{
    for (int i = 0; i < MIXER_PARTS_MAX; i++) {
        const int16_t *samples = mixer.scores[GAIT_WALK].parts[i].samples;
        if (samples != other_samples)
            free((void *)(uintptr_t)samples);
        vorbis_part_close(parts.unfinished[GAIT_WALK][i]);
    }
}

static int64_t decoded(int part)
{
    return atomic_load(&mixer.scores[GAIT_WALK].decoded[part]);
}

static void no_more_is_decoded_than_asked_for(void **state)
{
    (void)state;
    begin((const char *const[]){GALLOP_OGG, GALLOP_OGG, NULL}, NULL);
    assert_int_equal(decoded(0), 0);
    assert_true(music_parts_reach(&parts, GAIT_WALK, 0, 1000));
    assert_int_equal(decoded(0), 1000);
    assert_true(music_parts_reach(&parts, GAIT_WALK, 0, 500)); /* is there */
    assert_int_equal(decoded(0), 1000);
    assert_int_equal(mixer.scores[GAIT_WALK].parts[0].sample_count, GALLOP_SAMPLES);
    assert_false(music_parts_reach(&parts, GAIT_WALK, 2, 1));
    assert_false(music_parts_reach(&parts, GAIT_GALLOP, 0, 1));
    end();
}

static void what_is_played_is_followed_from_part_to_part(void **state)
{
    const struct mixer_place middle = {0, 2000}, late = {0, GALLOP_SAMPLES - 1000},
                             second = {1, GALLOP_SAMPLES - 1};
    (void)state;
    begin((const char *const[]){GALLOP_OGG, GALLOP_OGG, NULL}, NULL);
    assert_false(music_parts_follow(&parts, GAIT_WALK, middle, 10));
    assert_int_equal(decoded(0), 2010 + AHEAD_SAMPLES);
    assert_int_equal(decoded(1), 0);
    assert_false(music_parts_follow(&parts, GAIT_WALK, late, 0));
    assert_int_equal(decoded(0), GALLOP_SAMPLES);
    assert_int_equal(decoded(1), AHEAD_SAMPLES - 1000);
    assert_true(music_parts_follow(&parts, GAIT_WALK, second, 0)); /* and round */
    assert_int_equal(decoded(1), GALLOP_SAMPLES);
    end();
}

static void in_pieces_it_is_what_it_is_at_once(void **state)
{
    (void)state;
    begin((const char *const[]){GALLOP_OGG, GALLOP_OGG, NULL}, NULL);
    assert_true(music_parts_reach(&parts, GAIT_WALK, 0, INT64_MAX));
    for (int64_t count = 1; count < GALLOP_SAMPLES; count += 1 + count / 3)
        assert_true(music_parts_reach(&parts, GAIT_WALK, 1, count));
    assert_true(music_parts_reach(&parts, GAIT_WALK, 1, GALLOP_SAMPLES));
    const struct mixer_part *whole = mixer.scores[GAIT_WALK].parts;
    assert_memory_equal(whole[0].samples, whole[1].samples, (size_t)GALLOP_SAMPLES * 4);
    end();
}

static void what_is_no_vorbis_is_for_others(void **state)
{
    (void)state;
    begin((const char *const[]){"/x/tune.mid", "/x/noise.bin", NULL}, &others);
    assert_true(music_parts_reach(&parts, GAIT_WALK, 0, 1));
    assert_int_equal(decoded(0), 1000);
    assert_ptr_equal(mixer.scores[GAIT_WALK].parts[0].samples, other_samples);
    assert_false(music_parts_reach(&parts, GAIT_WALK, 1, 1));
    assert_true(music_parts_follow(&parts, GAIT_WALK, (struct mixer_place){0, 0}, 0));
    end();
    begin((const char *const[]){"/x/tune.mid", NULL}, NULL);
    assert_false(music_parts_reach(&parts, GAIT_WALK, 0, 1));
}

/* The first LEN bytes of the gallop, with one of them changed if AT is one. */
static const char *write_damaged(size_t len, size_t at)
{
    static char path[] = "/tmp/ocamlwalk-test-XXXXXX";
    strcpy(path, "/tmp/ocamlwalk-test-XXXXXX");
    uint8_t *bytes = malloc(len);
    FILE *in = fopen(GALLOP_OGG, "rb");
    int fd = mkstemp(path);
    assert_true(bytes && in && fd >= 0);
    assert_int_equal(fread(bytes, 1, len, in), len);
    if (at < len)
        bytes[at] ^= 0x55;
    assert_int_equal(write(fd, bytes, len), len);
    close(fd);
    fclose(in);
    free(bytes);
    return path;
}

static void damage_is_silence_or_no_music(void **state)
{
    (void)state;
    for (size_t len = 1; len < 200000; len = len * 3 + 5) {
        const char *path = write_damaged(len, len / 2);
        begin((const char *const[]){path, NULL}, NULL);
        if (music_parts_reach(&parts, GAIT_WALK, 0, INT64_MAX))
            assert_int_equal(decoded(0), mixer.scores[GAIT_WALK].parts[0].sample_count);
        end();
        unlink(path);
    }
    /* a page in its middle does not fit its checksum */
    const char *path = write_damaged(200000, 100000);
    begin((const char *const[]){path, NULL}, NULL);
    assert_true(music_parts_reach(&parts, GAIT_WALK, 0, INT64_MAX));
    assert_true(decoded(0) > 5 * MIXER_RATE_HZ);
    end();
    unlink(path);
}

static void a_first_page_says_whether_it_fits(void **state)
{
    enum { CHANNEL_COUNT = 39, RATE = 40 };
    (void)state;
    assert_true(vorbis_part_fits(GALLOP_OGG));
    assert_false(vorbis_part_fits(AUDIO_DIR "/gallop.csd"));
    assert_false(vorbis_part_fits(AUDIO_DIR));
    assert_false(vorbis_part_fits(AUDIO_DIR "/nothing.ogg"));
    const size_t changed[] = {0, CHANNEL_COUNT, RATE};
    for (size_t i = 0; i < COUNT_OF(changed); i++) {
        const char *path = write_damaged(4000, changed[i]);
        assert_false(vorbis_part_fits(path));
        unlink(path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_more_is_decoded_than_asked_for),
        cmocka_unit_test(what_is_played_is_followed_from_part_to_part),
        cmocka_unit_test(in_pieces_it_is_what_it_is_at_once),
        cmocka_unit_test(what_is_no_vorbis_is_for_others),
        cmocka_unit_test(damage_is_silence_or_no_music),
        cmocka_unit_test(a_first_page_says_whether_it_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
