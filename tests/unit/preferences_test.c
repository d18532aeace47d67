/* SPDX-License-Identifier: MIT */
/* What the desktop has written down is read, whoever wrote it, and nonsense is not. */
#include "preferences.h"

#include "cmocka_all.h"

#include <string.h>

static void reads_ini(void **state)
{
    static const struct {
        const char *text;
        enum preference dark, still;
    } table[] = {
        {"", PREFERENCE_UNSET, PREFERENCE_UNSET},
        {"[Settings]\ngtk-application-prefer-dark-theme=1\n", PREFERENCE_YES, PREFERENCE_UNSET},
        {"[Settings]\ngtk-application-prefer-dark-theme = true\n", PREFERENCE_YES,
         PREFERENCE_UNSET},
        {"[Settings]\ngtk-application-prefer-dark-theme=0\n", PREFERENCE_UNSET, PREFERENCE_UNSET},
        {"[Other]\ngtk-application-prefer-dark-theme=1\n", PREFERENCE_UNSET, PREFERENCE_UNSET},
        {"[Settings]\ngtk-theme-name=Adwaita-dark\n", PREFERENCE_YES, PREFERENCE_UNSET},
        {"[Settings]\ngtk-theme-name=Arc-Dark\n", PREFERENCE_YES, PREFERENCE_UNSET},
        {"[Settings]\ngtk-theme-name=Darkroom\n", PREFERENCE_UNSET, PREFERENCE_UNSET},
        {"[Settings]\ngtk-theme-name=Adwaita\n", PREFERENCE_UNSET, PREFERENCE_UNSET},
        {"[Settings]\ngtk-enable-animations=0\n", PREFERENCE_UNSET, PREFERENCE_YES},
        {"[Settings]\ngtk-enable-animations=true\n", PREFERENCE_UNSET, PREFERENCE_NO},
        {"no ini = at all\n[[[\n", PREFERENCE_UNSET, PREFERENCE_UNSET},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct preferences preferences = {0};
        print_message("%s\n", table[i].text);
        preferences_read_ini(&preferences, table[i].text);
        assert_int_equal(preferences.dark, table[i].dark);
        assert_int_equal(preferences.still, table[i].still);
    }
}

/* Two settings as a manager writes them: an integer, then a string. */
static const uint8_t little[] = {
    0,   0,   0,   0,   7,   0,   0,   0,   2,   0,   0,   0,                       /* head */
    0,   0,   20,  0,   'G', 't', 'k', '/', 'E', 'n', 'a', 'b', 'l', 'e', 'A', 'n', /* integer */
    'i', 'm', 'a', 't', 'i', 'o', 'n', 's', 1,   0,   0,   0,   0,   0,   0,   0,   /* 0 */
    1,   0,   13,  0,   'N', 'e', 't', '/', 'T', 'h', 'e', 'm', 'e', 'N', 'a', 'm', /* string */
    'e', 0,   0,   0,   2,   0,   0,   0,   12,  0,   0,   0,   'A', 'd', 'w', 'a', /* its text */
    'i', 't', 'a', '-', 'd', 'a', 'r', 'k',
};

static void reads_xsettings(void **state)
{
    (void)state;
    /* "Gtk/EnableAnimations" has 20 letters: the table's padding is none. */
    struct preferences preferences = {0};
    preferences_read_xsettings(&preferences, little, sizeof little);
    assert_int_equal(preferences.still, PREFERENCE_YES);
    assert_int_equal(preferences.dark, PREFERENCE_YES);
}

static void reads_big_endian(void **state)
{
    (void)state;
    static const uint8_t big[] = {1,   0,   0,   0,   0,   0,   0,   7,   0,   0,   0,
                                  1,   0,   0,   0,   20,  'G', 't', 'k', '/', 'E', 'n',
                                  'a', 'b', 'l', 'e', 'A', 'n', 'i', 'm', 'a', 't', 'i',
                                  'o', 'n', 's', 0,   0,   0,   1,   0,   0,   0,   1};
    struct preferences preferences = {0};
    preferences_read_xsettings(&preferences, big, sizeof big);
    assert_int_equal(preferences.still, PREFERENCE_NO);
    assert_int_equal(preferences.dark, PREFERENCE_UNSET);
}

/* Cut off or garbled anywhere, it ends where it ends: the sanitizers watch. */
static void survives_nonsense(void **state)
{
    (void)state;
    for (size_t len = 0; len < sizeof little; len++) {
        struct preferences preferences = {0};
        preferences_read_xsettings(&preferences, little, len);
        uint8_t garbled[sizeof little];
        memcpy(garbled, little, sizeof little);
        garbled[len] ^= 0xff;
        preferences_read_xsettings(&preferences, garbled, sizeof garbled);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_ini),
        cmocka_unit_test(reads_xsettings),
        cmocka_unit_test(reads_big_endian),
        cmocka_unit_test(survives_nonsense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
