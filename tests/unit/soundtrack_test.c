/* SPDX-License-Identifier: MIT */
/* Tests: what a theme is heard with, and where nothing should be heard. */
#include "mute_policy.h"
#include "soundtrack_score.h"

#include "cmocka_all.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define THEME                                               \
    "[stage]\nwidth = 360\nheight = 270\n"                  \
    "[walk]\nframes = w%d.png\ncount = 40\nframe_ms = 42\n" \
    "[gallop]\nframes = g%d.png\ncount = 20\nframe_ms = 30\n[soundtrack]\n"

/* A folder with the files that the themes below name. */
static char folder[] = "/tmp/ocamlwalk-test-XXXXXX";
static const char *const files[] = {"a.mid", "a.ogg", "b.ogg", "c.ogg", "g.ogg", "1", "2",
                                    "3",     "4",     "5",     "6",     "7",     "8", "9"};

static const char *path_of(const char *file)
{
    static char path[64];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    return path;
}

static int make_files(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    for (size_t i = 0; i < COUNT_OF(files); i++)
        close(open(path_of(files[i]), O_WRONLY | O_CREAT, 0600));
    return 0;
}

static int remove_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++)
        unlink(path_of(files[i]));
    return rmdir(folder);
}

static void tempo_is_kept_by_whole_beats(void **state)
{
    static const struct {
        double beats_per_minute, stride_ms, expected_ms;
    } table[] = {
        {0, 1680, 1680},   {120, 1680, 2000}, /* four beats, not two */
        {150, 1680, 1600}, {60, 1680, 2000},  /* two */
        {200, 600, 600},                      /* two */
        {40, 1680, 1500},                     /* one */
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_true(fabs(soundtrack_score_stride_ms(table[i].beats_per_minute, table[i].stride_ms) -
                         table[i].expected_ms) < 0.001);
}

static void a_theme_says_what_is_heard(void **state)
{
    static const struct {
        const char *text;
        bool music, stream;
        int walk_parts, gallop_parts;
    } table[] = {
        {THEME, false, false, 0, 0},
        {THEME "file = a.mid\n", true, true, 0, 0},
        {THEME "file = a.mid\ntempo = 120\n", true, true, 0, 0},
        {THEME "walk = a.ogg\n", true, false, 1, 0},
        {THEME "walk = a.ogg,b.ogg , c.ogg,\ngallop = g.ogg\n", true, false, 3, 1},
        {THEME "gallop = g.ogg\n", false, false, 0, 1}, /* never begins */
        {THEME "walk = 1,2,3,4,5,6,7,8,9\n", true, false, MIXER_PARTS_MAX, 0},
        {THEME "walk = a.ogg,none.ogg\n", true, false, 1, 0},
        {THEME "file = a.ogg\nwalk = b.ogg\n", true, false, 1, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct theme theme;
        struct soundtrack_score score;
        print_message("%s\n", table[i].text);
        assert_true(theme_parse(&theme, table[i].text));
        strcpy(theme.folder, folder);
        assert_int_equal(soundtrack_score_read(&score, &theme, 60), table[i].music);
        assert_int_equal(!!score.stream, table[i].stream);
        assert_int_equal(score.sections[GAIT_WALK].part_count, table[i].walk_parts);
        assert_int_equal(score.sections[GAIT_GALLOP].part_count, table[i].gallop_parts);
        if (table[i].walk_parts == 3)
            assert_string_equal(score.sections[GAIT_WALK].parts[1], path_of("b.ogg"));
        if (table[i].walk_parts == 1)
            assert_int_equal(score.sections[GAIT_WALK].stride_samples, 74088);
        free((void *)(uintptr_t)score.stream);
        for (int section = 0; section < SECTION_COUNT; section++)
            for (int part = 0; part < score.sections[section].part_count; part++)
                free((void *)(uintptr_t)score.sections[section].parts[part]);
    }
}

static void a_theme_may_say_how_loud(void **state)
{
    static const struct {
        const char *text;
        double expected_db;
    } table[] = {
        {THEME "file = a.mid\n", THEME_VOLUME_UNSET},  {THEME "file = a.mid\nvolume = 0\n", 0},
        {THEME "file = a.mid\nvolume = -7.5\n", -7.5}, {THEME "walk = a.ogg\nvolume = 20\n", 20},
        {THEME "walk = a.ogg\nvolume = -40\n", -40},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct theme theme;
        struct soundtrack_score score;
        assert_true(theme_parse(&theme, table[i].text));
        strcpy(theme.folder, folder);
        assert_true(soundtrack_score_read(&score, &theme, 60));
        assert_true(fabs(score.volume_db - table[i].expected_db) < 1e-9);
        free((void *)(uintptr_t)score.stream);
        free((void *)(uintptr_t)score.sections[GAIT_WALK].parts[0]);
    }
}

static void nonsense_is_refused(void **state)
{
    static const char *const table[] = {
        THEME "tempo = fast\n",
        THEME "tempo = 5\n",
        THEME "tempo = nan\n",
        THEME "walk = ../a.ogg\n",
        THEME "walk = a.ogg, /b.ogg\n",
        THEME "walk = a.ogg,b/../../c.ogg\n",
        THEME "end = /etc/passwd\n",
        THEME "gallop_tempo = 1e9\n",
        THEME "volume = 21\n",
        THEME "volume = -40.5\n",
        THEME "volume = -6 dB\n",
        THEME "volume = nan\n",
        THEME "volume =\n",
        THEME "volume = loud\n",
    };
    struct theme theme;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_false(theme_parse(&theme, table[i]));
}

static void a_session_tells_who_listens(void **state)
{
    static const struct {
        const char *record;
        bool quiet;
    } table[] = {
        {"", false},
        {"# This is private data\nUID=1000\nACTIVE=1\nSTATE=active\nREMOTE=0\nTYPE=x11\n", false},
        {"UID=1000\nACTIVE=0\nSTATE=online\nREMOTE=0\n", true},
        {"ACTIVE=1\nREMOTE=1\nREMOTE_HOST=10.0.0.1\n", true},
        {"XACTIVE=0\nACTIVE=01\nNOREMOTE=1\n", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_int_equal(!!mute_policy_read_record(table[i].record), table[i].quiet);
}

static void ssh_is_remote_but_for_a_server_named(void **state)
{
    (void)state;
    unsetenv("SSH_CLIENT");
    unsetenv("SSH_TTY");
    unsetenv("SSH_CONNECTION");
    unsetenv("PULSE_SERVER");
    assert_false(mute_policy_is_remote());
    setenv("SSH_CONNECTION", "10.0.0.1 5000 10.0.0.2 22", 1);
    assert_true(mute_policy_is_remote());
    assert_non_null(mute_policy_reason());
    setenv("PULSE_SERVER", "unix:/run/user/1000/pulse/native", 1);
    assert_true(mute_policy_is_remote());
    setenv("PULSE_SERVER", "tcp:localhost:24713", 1);
    assert_false(mute_policy_is_remote());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tempo_is_kept_by_whole_beats),
        cmocka_unit_test(a_theme_says_what_is_heard),
        cmocka_unit_test(a_theme_may_say_how_loud),
        cmocka_unit_test(nonsense_is_refused),
        cmocka_unit_test(a_session_tells_who_listens),
        cmocka_unit_test(ssh_is_remote_but_for_a_server_named),
    };

    return cmocka_run_group_tests(tests, make_files, remove_files);
}
