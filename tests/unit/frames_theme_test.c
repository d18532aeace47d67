/* SPDX-License-Identifier: MIT */
/* What the themes say of the prints is what is drawn: how many, how long each, where the cut lies,
 * how far the ground goes by. Owns nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "acts.h"

enum { TEXT_MAX = 1 << 14, LINE_MAX_LEN = 256 };

static const char *const themes[] = {"plate", "plate-dark", "cutout"};
enum { THEME_COUNT = sizeof themes / sizeof *themes };

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

/* the number that `key` has in `section`; `missing` if there is none */
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

static void test_whims_are_as_the_themes_say(void **state)
{
    static char text[TEXT_MAX];

    (void)state;
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        read_theme(themes[theme], text);
        for (int i = 0; i < WHIM_COUNT; i++) {
            const struct whim *whim = &whims[i];
            const struct act *act = acts_find(&acts, whim->act);

            assert_says(text, whim->name, "first", 1, whim->first);
            assert_says(text, whim->name, "count", 0, whim->count);
            assert_says(text, whim->name, "frame_ms", 0, whim->frame_ms);
            assert_says(text, whim->name, "x", 0, act->cut.left);
            assert_says(text, whim->name, "y", 0, act->cut.top);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_acts_are_as_the_themes_say),
        cmocka_unit_test(test_whims_are_as_the_themes_say),
    };

    return cmocka_run_group_tests(tests, load_acts, NULL);
}
