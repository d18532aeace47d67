/* SPDX-License-Identifier: MIT */
/* Tests: a theme is read as it is written, and a bad one is refused before anything is drawn.
 * Owns nothing. */
#include "theme.h"

#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STAGE "[stage]\nwidth = 360\nheight = 270\n"
#define WALK  "[walk]\nframes = walk/%02d.png\ncount = 48\nframe_ms = 35\nstride_px = 132\n"

static void a_theme_is_read(void **state)
{
    static const char text[] =
        "; a comment\n[theme]\nname = Plate\nedition = 2\n" STAGE
        "backdrop = paper.png ; inline\ncamel_x = 60\ncaption_size = 11\ncaption_y = 250\n"
        "caption_color = #4a3c2C\n" WALK
        "[gallop]\nframes = g%d.png\ncount = 20\nframe_ms = 30\n[soundtrack]\nfile = a.ogg\n";
    struct theme theme;

    (void)state;
    assert_true(theme_parse(&theme, text));
    assert_int_equal(theme.width, 360);
    assert_int_equal(theme.height, 270);
    assert_int_equal(theme.camel_x, 60);
    assert_string_equal(theme.backdrop, "paper.png");
    assert_string_equal(theme.grid, "");
    assert_string_equal(theme.soundtrack, "a.ogg");
    assert_int_equal(theme.caption_color[0], 0x4a);
    assert_int_equal(theme.caption_color[2], 0x2c);
    assert_int_equal(theme.view_width, 360); /* the whole card */
    assert_int_equal(theme.progress_y, 266); /* under the caption */
    assert_int_equal(theme.acts[GAIT_WALK].stride_px, 132);
    assert_int_equal(theme.acts[GAIT_GALLOP].frame_count, 20);
}

static void nonsense_is_refused(void **state)
{
    static const struct {
        const char *text;
        bool valid;
    } table[] = {
        {STAGE WALK, true},
        {"", false},
        {STAGE, false},
        {WALK, false},
        {"not an ini file", false},
        {STAGE WALK "no value\n", false},
        {STAGE WALK "[later]\nunknown = 1\n", true},
        {STAGE WALK "[stage]\nwidth = 0\n", false},
        {STAGE WALK "[stage]\nwidth = 999999999999\n", false},
        {STAGE WALK "[stage]\nwidth = 36o\n", false},
        {STAGE WALK "[stage]\nheight = -5\n", false},
        {STAGE WALK "[walk]\ncount = 0\n", false},
        {STAGE WALK "[up]\nfrom = bed\n", false},
        {STAGE WALK "[up]\nto_frame = 0\n", false},
        {STAGE WALK "[walk]\ncount = 100000\n", false},
        {STAGE WALK "[walk]\nframe_ms = 1\n", false},
        {STAGE WALK "[walk]\nframes = one.png\n", false},
        {STAGE WALK "[walk]\nframes = %d%d.png\n", false},
        {STAGE WALK "[walk]\nframes = %s.png\n", false},
        {STAGE WALK "[walk]\nframes = %n.png\n", false},
        {STAGE WALK "[walk]\nframes = ../%d.png\n", false},
        {STAGE WALK "[walk]\nframes = /etc/%d\n", false},
        {STAGE WALK "[stage]\nbackdrop = /etc/passwd\n", false},
        {STAGE WALK "[stage]\nbackdrop = a/../../b.png\n", false},
        {STAGE WALK "[soundtrack]\nfile = ../a.ogg\n", false},
        {STAGE WALK "[stage]\ncaption_color = red\n", false},
        {STAGE WALK "[stage]\ncaption_color = #12345\n", false},
        {STAGE WALK "[stage]\ncaption_color = #12345g\n", false},
    };
    struct theme theme;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        print_message("%s\n", table[i].text);
        assert_int_equal(theme_parse(&theme, table[i].text), table[i].valid);
    }
}

static void passages_join_gaits(void **state)
{
    struct theme theme;
    char name[THEME_NAME_MAX];

    (void)state;
    assert_true(theme_parse(&theme, STAGE WALK
                            "[up]\nframes = d%d.png\ncount = 5\nframe_ms = 90\nbackwards = yes\n"
                            "first = 3\nfrom = couch\nto = walk\nto_frame = 48\nx = 4\ny = -2\n"
                            "[couch]\nframes = c%d.png\ncount = 2\nframe_ms = 90\n"
                            "[off]\nframes = o%d.png\ncount = 2\nframe_ms = 90\nfrom = walk\n"
                            "to = gallop\n[dark]\ntheme = night\n"));
    assert_int_equal(theme.act_count, GAIT_COUNT + 2);
    assert_string_equal(theme.acts[GAIT_COUNT].name, "up");
    assert_int_equal(theme.acts[GAIT_COUNT].frame_count, 5);
    assert_int_equal(theme.acts[GAIT_COUNT].from, GAIT_COUCH);
    assert_int_equal(theme.acts[GAIT_COUNT].to, GAIT_WALK);
    assert_int_equal(theme.acts[GAIT_COUNT].y, -2);
    assert_true(theme_frame_name(&theme.acts[GAIT_COUNT], 0, name));
    assert_string_equal(name, "d7.png");
    assert_true(theme_frame_name(&theme.acts[GAIT_COUNT], 4, name));
    assert_string_equal(name, "d3.png");
    assert_int_equal(theme.acts[GAIT_COUNT + 1].frame_count, 0); /* there is no gallop */
    assert_string_equal(theme.dark, "night");
}

static void a_gait_half_told_is_not_had(void **state)
{
    struct theme theme;

    (void)state;
    assert_true(theme_parse(&theme, STAGE WALK "[gallop]\ncount = 20\nframe_ms = 30\n"));
    assert_int_equal(theme.acts[GAIT_GALLOP].frame_count, 0);
}

static void frames_are_numbered_from_one(void **state)
{
    static const struct {
        const char *pattern;
        int index;
        const char *name; /* NULL: refused */
    } table[] = {
        {"walk/%02d.png", 0, "walk/01.png"},
        {"walk/%02d.png", 47, "walk/48.png"},
        {"%d.png", 9, "10.png"},
        {"a%04db.png", 0, "a0001b.png"},
        {"walk/%02d.png", 122, "walk/123.png"},
        {"walk/01.png", 0, NULL},
        {"%x.png", 0, NULL},
        {"%", 0, NULL},
        {"%0", 0, NULL},
        {"%02", 0, NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct theme_act act = {.frame_count = 48, .first = 1};
        char name[THEME_NAME_MAX];
        strncpy(act.frames, table[i].pattern, sizeof act.frames - 1);
        assert_int_equal(theme_frame_name(&act, table[i].index, name), table[i].name != NULL);
        if (table[i].name)
            assert_string_equal(name, table[i].name);
    }
}

static void names_lead_to_folders(void **state)
{
    char folder[THEME_PATH_MAX], long_name[2 * THEME_PATH_MAX];

    (void)state;
    setenv("XDG_DATA_HOME", "/nonexistent", 1);
    assert_true(theme_find("plate", folder));
    assert_non_null(strstr(folder, "../../share/ocamlwalk/themes/plate"));
    assert_true(theme_find("/my/theme", folder));
    assert_string_equal(folder, "/my/theme");
    assert_false(theme_find("..", folder));
    memset(long_name, 'x', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    assert_false(theme_find(long_name, folder));
}

static void a_missing_theme_is_no_theme(void **state)
{
    struct theme theme;

    (void)state;
    assert_false(theme_load(&theme, "/nonexistent"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_theme_is_read),
        cmocka_unit_test(nonsense_is_refused),
        cmocka_unit_test(passages_join_gaits),
        cmocka_unit_test(a_gait_half_told_is_not_had),
        cmocka_unit_test(frames_are_numbered_from_one),
        cmocka_unit_test(names_lead_to_folders),
        cmocka_unit_test(a_missing_theme_is_no_theme),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
