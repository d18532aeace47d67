/* SPDX-License-Identifier: MIT */
/* What the themes say of the pictures is what is drawn: how many, how long each, where the cut
 * lies, how far the ground goes by. */
#include "acts.h"
#include "cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX     (1 << 14)
#define LINE_MAX_LEN 256
#define THEME_COUNT  (int)COUNT_OF(themes)

static const char *const themes[] = {"plate", "plate-dark", "cutout"};

static void read_theme(const char *name, char text[TEXT_MAX])
{
    char path[4096];
    snprintf(path, sizeof path, THEMES "/%s/theme.ini", name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t len = fread(text, 1, TEXT_MAX - 1, file);
    text[len] = '\0';
    assert_true(len < TEXT_MAX - 1);
    fclose(file);
}

/* The number that KEY has in SECTION; MISSING if there is none. */
static int number_of(const char *text, const char *section, const char *key, int missing)
{
    char line[LINE_MAX_LEN];
    snprintf(line, sizeof line, "\n[%s]\n", section);
    const char *begin = strstr(text, line);
    if (!begin)
        fail_msg("no section [%s]", section);
    const char *end = strstr(begin + 2, "\n[");
    snprintf(line, sizeof line, "\n%s = ", key);
    const char *found = strstr(begin + 1, line);
    return found && (!end || found < end) ? atoi(found + strlen(line)) : missing;
}

static void assert_says(const char *text, const char *section, const char *key, int missing,
                        int wanted)
{
    int said = number_of(text, section, key, missing);
    if (said != wanted)
        fail_msg("[%s] %s = %d, but it is %d", section, key, said, wanted);
}

static struct acts acts;

static int load_acts(void **state)
{
    (void)state;
    return acts_load(&acts, TABLES) ? 0 : -1;
}

static const struct cut whole_frame = {0, 0, 240, 200};

static void test_acts_are_as_the_themes_say(void **state)
{
    static char text[TEXT_MAX];
    static struct gait gait;
    (void)state;
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        read_theme(themes[theme], text);
        for (int i = 0; i < acts.count; i++) {
            const struct act *act = &acts.act[i];
            assert_true(acts_pose(&acts, act, &gait));
            assert_says(text, act->name, "count", 0, act->round ? act->round : act->count);
            assert_says(text, act->name, "frame_ms", 0, act->frame_ms);
            assert_says(text, act->name, "x", 0, act->cut.left);
            assert_says(text, act->name, "y", 0, act->cut.top);
            assert_says(text, act->name, "from_frame", 0, act->from_frame);
            assert_says(text, act->name, "to_frame", 0, act->to_frame);
            assert_says(text, act->name, "stride_px", -1, (int)(gait.stride_px + 0.5));
            assert_true(act->cut.left + act->cut.width <= whole_frame.width);
            assert_true(act->cut.top + act->cut.height <= whole_frame.height);
        }
    }
}

static void test_idle_variants_are_as_the_themes_say(void **state)
{
    static char text[TEXT_MAX];
    (void)state;
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        read_theme(themes[theme], text);
        for (int i = 0; i < IDLE_VARIANT_COUNT; i++) {
            const struct idle_variant *variant = &idle_variants[i];
            const struct act *act = acts_find(&acts, variant->act);
            assert_says(text, variant->name, "first", 1, variant->first);
            assert_says(text, variant->name, "count", 0, variant->count);
            assert_says(text, variant->name, "frame_ms", 0, variant->frame_ms);
            assert_says(text, variant->name, "x", 0, act->cut.left);
            assert_says(text, variant->name, "y", 0, act->cut.top);
        }
    }
}

/* A strip has every second frame, each for twice as long. */
static void test_strips_are_as_the_themes_say(void **state)
{
    static const char *const strips[] = {"minimal", "zoetrope"};
    static char text[TEXT_MAX];
    static struct gait gait;
    (void)state;
    const struct act *walk = acts_find(&acts, "walk");
    assert_true(acts_pose(&acts, walk, &gait));
    for (size_t i = 0; i < COUNT_OF(strips); i++) {
        read_theme(strips[i], text);
        assert_says(text, "walk", "columns", 0, walk->count / 2);
        assert_says(text, "walk", "frame_ms", 0, walk->frame_ms * 2);
        assert_says(text, "walk", "stride_px", 0, (int)(gait.stride_px + 0.5));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_acts_are_as_the_themes_say),
        cmocka_unit_test(test_idle_variants_are_as_the_themes_say),
        cmocka_unit_test(test_strips_are_as_the_themes_say),
    };
    return cmocka_run_group_tests(tests, load_acts, NULL);
}
