/* SPDX-License-Identifier: MIT */
/* Tests: a theme is read as it is written, and a bad one is refused before anything is drawn; its
 * sibling lies beside it. */
#include "theme.h"

#include "cmocka_all.h"
#include "theme_act.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STAGE "[stage]\nwidth = 360\nheight = 270\n"
#define WALK  "[walk]\nframes = walk/%02d.png\ncount = 48\nframe_ms = 35\nstride_px = 132\n"

static void a_theme_is_read(void **state)
{
    static const char text[] =
        "; a comment\n[theme]\nname = Plate\nedition = 2\npalette = p.png\n" STAGE
        "backdrop = paper.png ; inline\ncamel_x = 60\ncaption_size = 11\ncaption_y = 250\n"
        "caption_color = #4a3c2C\n" WALK
        "[gallop]\nframes = g%d.png\ncount = 20\nframe_ms = 30\n[soundtrack]\nfile = a.ogg\n";

    (void)state;
    struct theme theme;
    assert_true(theme_parse(&theme, text));
    assert_int_equal(theme.width, 360);
    assert_int_equal(theme.height, 270);
    assert_int_equal(theme.camel_x, 60);
    assert_string_equal(theme.backdrop, "paper.png");
    assert_string_equal(theme.grid, "");
    assert_string_equal(theme.palette, "p.png");
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
        {STAGE WALK "[theme]\npalette = ../plate/p.png\n", false},
        {STAGE WALK "[stage]\ncaption_color = red\n", false},
        {STAGE WALK "[stage]\ncaption_color = #12345\n", false},
        {STAGE WALK "[stage]\ncaption_color = #12345g\n", false},
    };

    (void)state;
    struct theme theme;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        print_message("%s\n", table[i].text);
        assert_int_equal(theme_parse(&theme, table[i].text), table[i].valid);
    }
}

static void a_sheets_grid_follows_from_what_is_said(void **state)
{
    static const struct {
        const char *text;
        int columns, rows, pictures, frames; /* 0: there is no such act */
    } table[] = {
        {"columns = 8\n", 8, 1, 8, 8},
        {"columns = 8\nrows = 2\n", 8, 2, 16, 16},
        {"columns = 8\ncount = 11\n", 8, 2, 11, 11},
        {"count = 5\n", 5, 1, 5, 5},
        {"rows = 3\ncount = 7\n", 3, 3, 7, 7},
        {"columns = 8\nfirst = 6\n", 8, 1, 3, 3},
        {"columns = 8\nfirst = 6\ncount = 1\n", 8, 1, 1, 1},
        {"columns = 8\npingpong = yes\n", 8, 1, 8, 14},
        {"columns = 2\npingpong = yes\n", 2, 1, 2, 2},
        {"columns = 240\nrows = 240\n", 240, 240, 240, 240},
        {"", 0, 0, 0, 0},
        {"columns = 4\nrows = 1\ncount = 5\n", 0, 0, 0, 0},
        {"columns = 4\nfirst = 5\n", 0, 0, 0, 0},
        {"columns = 4\nfirst = 0\n", 0, 0, 0, 0},
        {"columns = 4\nframes = %d.png\n", 0, 0, 0, 0},
        {"columns = 100000\n", 0, 0, 0, 0},
    };

    (void)state;
    struct theme theme;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char text[256];
        print_message("%s\n", table[i].text);
        snprintf(text, sizeof text, STAGE "[walk]\nsheet = a.png\n%s", table[i].text);
        assert_int_equal(theme_parse(&theme, text), table[i].frames > 0);
        if (table[i].frames == 0)
            continue;
        const struct theme_act *walk = &theme.acts[GAIT_WALK];
        assert_int_equal(walk->columns, table[i].columns);
        assert_int_equal(walk->rows, table[i].rows);
        assert_int_equal(walk->picture_count, table[i].pictures);
        assert_int_equal(walk->frame_count, table[i].frames);
        assert_int_equal(walk->frame_ms, 100);
        for (int frame = 0; frame < walk->frame_count; frame++)
            assert_in_range(theme_frame_picture(walk, frame), 0, walk->picture_count - 1);
    }
}

static void an_animations_frames_have_their_times(void **state)
{
    static const struct {
        int ms[4], frame_ms; /* frame_ms: the act's own, 0 for none */
        int pictures[8], count, each_ms;
    } table[] = {
        {{40, 40}, 0, {0, 1}, 2, 40},
        {{100, 300, 200}, 0, {0, 1, 1, 1, 2, 2}, 6, 100},
        {{100, 300, 200}, 50, {0, 1, 2}, 3, 50},
        {{30, 20}, 0, {0, 0, 0, 1, 1}, 5, 10},
        {{23, 20}, 0, {0, 0, 1, 1}, 4, 10},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct animation_file file = {.part_count = 0};
        struct theme_act act = {.frame_ms = table[i].frame_ms};
        for (int part = 0; part < 4 && table[i].ms[part] > 0; part++)
            file.parts[file.part_count++].ms = table[i].ms[part];
        theme_act_time(&act, &file);
        assert_int_equal(act.frame_count, table[i].count);
        assert_int_equal(act.frame_ms, table[i].each_ms);
        for (int frame = 0; frame < act.frame_count; frame++)
            assert_int_equal(theme_frame_picture(&act, frame), table[i].pictures[frame]);
    }
}

static void an_animation_of_any_times_is_bounded(void **state)
{
    (void)state;
    for (int ms = 20; ms <= 10000; ms += 7) {
        struct animation_file file = {.part_count = ANIMATION_PARTS_MAX};
        struct theme_act act = {.pingpong = ms % 2};
        for (int i = 0; i < file.part_count; i++)
            file.parts[i].ms = i % 3 ? ms : 10000;
        theme_act_time(&act, &file);
        assert_in_range(act.frame_count, 1, THEME_FRAMES_MAX);
        assert_in_range(act.frame_ms, 10, 10000);
    }
}

static void transitions_join_gaits(void **state)
{
    (void)state;
    struct theme theme;
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
    char name[THEME_NAME_MAX];
    assert_true(theme_frame_name(&theme.acts[GAIT_COUNT], 0, name));
    assert_string_equal(name, "d7.png");
    assert_true(theme_frame_name(&theme.acts[GAIT_COUNT], 4, name));
    assert_string_equal(name, "d3.png");
    assert_int_equal(theme.acts[GAIT_COUNT + 1].frame_count, 0); /* there is no gallop */
    assert_string_equal(theme.dark, "night");
}

static void a_gait_half_described_is_none(void **state)
{
    (void)state;
    struct theme theme;
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

static void a_missing_theme_is_no_theme(void **state)
{
    (void)state;
    struct theme theme;
    assert_false(theme_load(&theme, "/nonexistent"));
}

static void make_file(const char *path)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
}

static char root[] = "/tmp/ocamlwalk-test-XXXXXX";
static const char *const folders[] = {"day", "day/deep", "day/later", "empty", "night"};

static int make_themes(void **state)
{
    (void)state;
    if (!mkdtemp(root) || chdir(root) != 0)
        return -1;
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        assert_int_equal(mkdir(folders[i], 0700), 0);
    make_file("night/theme.ini");
    make_file("day/later/theme.ini");
    assert_int_equal(symlink("/usr/share", "link"), 0);
    return chdir("day");
}

static int remove_themes(void **state)
{
    (void)state;
    assert_int_equal(chdir(root), 0);
    unlink("link");
    unlink("night/theme.ini");
    unlink("day/later/theme.ini");
    for (size_t i = COUNT_OF(folders); i > 0; i--)
        rmdir(folders[i - 1]);
    return chdir("/") || rmdir(root);
}

static void a_sibling_lies_beside_its_theme(void **state)
{
    static const struct {
        const char *own, *name, *found; /* "@" is ROOT; NULL: none */
    } table[] = {
        {"@/day", "night", "@/night"},
        {"@/day/", "night", "@/night"},
        {"@/day//", "night", "@/night"},
        {"@/day/.", "night", "@/night"},
        {"@/day/.//./", "night", "@/night"},
        {"@//day", "night", "@//night"},
        {"@/link", "night", "@/night"},
        {"@/day/../link/", "night", "@/day/../night"},
        {"@/night", "night", "@/night"},
        {".", "night", "./../night"}, /* in ROOT/day */
        {"./", "night", "./../night"},
        {"./.", "night", "./../night"},
        {"..", "night", NULL},
        {"../day", "night", "../night"},
        {"../day/deep/..", "night", "../day/deep/../../night"},
        {"deep/..", "night", "deep/../../night"},
        {"deep", "night", NULL},
        {"deep", "later", "later"},
        {"/", "night", NULL},
        {"", "night", NULL},
        {"@/day", "empty", NULL},
        {"@/day", "none", NULL},
        {"@/day", "", NULL},
        {"@/day", ".", NULL},
        {"@/day", "..", NULL},
        {"@/day", "../night", NULL},
        {"@/day", "night/", NULL},
        {"@/day", "night/../night", NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct theme theme = {0};
        char folder[THEME_PATH_MAX] = "untouched", wanted[THEME_PATH_MAX] = "untouched";
        bool rooted = table[i].own[0] == '@';
        print_message("%s beside %s\n", table[i].name, table[i].own);
        snprintf(theme.folder, sizeof theme.folder, "%s%s", rooted ? root : "",
                 table[i].own + rooted);
        if (table[i].found)
            snprintf(wanted, sizeof wanted, "%s%s", rooted ? root : "", table[i].found + rooted);
        assert_int_equal(theme_sibling(&theme, table[i].name, folder), table[i].found != NULL);
        assert_string_equal(folder, wanted);
    }
}

static void a_sibling_too_far_away_is_none(void **state)
{
    (void)state;
    struct theme theme = {0};
    memset(theme.folder, 'x', sizeof theme.folder - 1);
    theme.folder[1000] = '/';
    char folder[THEME_PATH_MAX];
    assert_false(theme_sibling(&theme, "a-name-of-more-than-twenty-three", folder));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_theme_is_read),
        cmocka_unit_test(nonsense_is_refused),
        cmocka_unit_test(a_sheets_grid_follows_from_what_is_said),
        cmocka_unit_test(an_animations_frames_have_their_times),
        cmocka_unit_test(an_animation_of_any_times_is_bounded),
        cmocka_unit_test(transitions_join_gaits),
        cmocka_unit_test(a_gait_half_described_is_none),
        cmocka_unit_test(frames_are_numbered_from_one),
        cmocka_unit_test(a_missing_theme_is_no_theme),
        cmocka_unit_test_setup_teardown(a_sibling_lies_beside_its_theme, make_themes,
                                        remove_themes),
        cmocka_unit_test(a_sibling_too_far_away_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
