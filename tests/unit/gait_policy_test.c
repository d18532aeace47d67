/* SPDX-License-Identifier: MIT */
/* Tests: which gait comes of what a program does, and when; four samples a second. */
#include "gait_policy.h"

#include "cmocka_all.h"

#include <stdio.h>
#include <string.h>

#define LOOK_MS     250
#define SAMPLES_MAX 400

static const char letters[] = {
    [GAIT_WALK] = 'w', [GAIT_GALLOP] = 'g', [GAIT_STAND] = 's', [GAIT_COUCH] = 'c'};

/* What a letter of a life stands for: the quarter of a second before it is looked at. */
static bool read_sample(char letter, struct activity_sample *sample)
{
    *sample = (struct activity_sample){.blocked = letter == '.'};
    switch (letter) {
    case '#': /* a busy core */
        sample->work = 1.0;
        break;
    case '%': /* as many as there are */
        sample->work = 8.0;
        break;
    case '+':
        sample->work = 0.5;
        break;
    case '-':
        sample->work = 0.1;
        break;
    case ',': /* one tick of the clock, a timer's */
        sample->work = 0.04;
        break;
    case 'T':
        sample->stopped = true;
        break;
    case '?':
        return false;
    default:
        break;
    }
    return true;
}

/* The gaits of a life, a letter for each sample. */
static void live(const char *life, char gaits[SAMPLES_MAX])
{
    struct gait_policy policy;
    int64_t now_ms = 5000;
    size_t i;

    gait_policy_init(&policy, now_ms);
    for (i = 0; life[i] != '\0'; i++) {
        struct activity_sample sample;
        bool seen = read_sample(life[i], &sample);
        now_ms += LOOK_MS;
        gaits[i] = letters[gait_policy_update(&policy, seen ? &sample : NULL, now_ms)];
    }
    gaits[i] = '\0';
}

static void a_gait_is_honest(void **state)
{
    static const struct {
        const char *what, *life, *gaits;
    } table[] = {
        {"busy from the start", "########", "wwgggggg"},
        {"several cores", "%%%%", "wwgg"},
        {"one busy look is not enough", "#-------", "wwwwwwww"},
        {"sleeps from the start", "........", "wwwsssss"},
        {"light work", "--------", "wwwwwwww"},
        {"half a core", "++++++++++++", "wwwwwwwwwwww"},
        {"a timer is no work", ".,......,.......,...", "wwwsssssssssssssssss"},
        {"work, then rest", "####............", "wwggggggwwwsssss"},
        {"rest, then work", "......####", "wwwssswwgg"},
        {"rest, then light work", "......------", "wwwsssswwwww"},
        {"stopped while busy", "####TTT####", "wwggcccwwwg"},
        {"stopped while at rest", ".....TT......", "wwwssccwwwwss"},
        {"cannot be seen", "????", "wwww"},
        {"cannot be seen any more", "#####????####", "wwgggwwwwwwgg"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char gaits[SAMPLES_MAX];
        live(table[i].life, gaits);
        print_message("%s: %s -> %s\n", table[i].what, table[i].life, gaits);
        assert_string_equal(gaits, table[i].gaits);
    }
}

static void it_does_not_waver(void **state)
{
    /* over 40 s each, how many changes of gait are bearable */
    static const struct {
        const char *what, *round;
        int changes_max;
    } table[] = {
        {"heavy and light in turn, four times a second", "#-", 0},
        {"half a second each", "##--", 0},
        {"a second each", "####----", 1},
        {"three quarters of it heavy", "###-", 1},
        {"now and then a breath", "########.", 1},
        {"a burst each second", "-...", 0},
        {"a burst each second and a half", "-.....", 1},
        {"about as busy as it takes", "#+", 1},
        {"a timer", ",...", 1},
        {"a timer, seldom", ",...........", 1},
        {"two per cent", ".,", 1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char life[SAMPLES_MAX] = "", gaits[SAMPLES_MAX];
        int changes = 0;
        for (size_t n = 0; n < 160; n++)
            life[n] = table[i].round[n % strlen(table[i].round)];
        live(life, gaits);
        for (size_t n = 1; gaits[n] != '\0'; n++)
            changes += gaits[n] != gaits[n - 1];
        print_message("%s: %s\n", table[i].what, gaits);
        assert_in_range(changes, 0, table[i].changes_max);
    }
}

static void late_looks_do_not_matter(void **state)
{
    static const int64_t looks_ms[] = {100, 250, 340, 1000, 3000};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(looks_ms); i++) {
        struct activity_sample sample = {.work = 1.0};
        struct gait_policy policy;
        int64_t now_ms = 0;
        gait_policy_init(&policy, now_ms);
        assert_int_equal(gait_policy_update(&policy, &sample, now_ms), GAIT_WALK);
        while (now_ms < 1500)
            gait_policy_update(&policy, &sample, now_ms += looks_ms[i]);
        assert_int_equal(policy.gait, GAIT_GALLOP);
        sample.work = 0.0;
        for (int64_t end_ms = now_ms + 3000; now_ms < end_ms;)
            gait_policy_update(&policy, &sample, now_ms += looks_ms[i]);
        assert_int_equal(policy.gait, GAIT_STAND);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_gait_is_honest),
        cmocka_unit_test(it_does_not_waver),
        cmocka_unit_test(late_looks_do_not_matter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
