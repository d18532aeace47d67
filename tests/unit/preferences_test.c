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

/* One integer, as a manager writes it. */
static size_t write_setting(uint8_t bytes[64], const char *name, uint32_t value)
{
    size_t name_len = strlen(name), padded_len = (name_len + 3) & ~(size_t)3;
    memset(bytes, 0, 64);
    bytes[8] = 1;                  /* setting */
    bytes[14] = (uint8_t)name_len; /* after type and padding */
    memcpy(bytes + 16, name, name_len);
    for (size_t i = 0; i < 4; i++) /* after the serial */
        bytes[16 + padded_len + 4 + i] = (uint8_t)(value >> 8 * i);
    return 16 + padded_len + 8;
}

static void reads_scales(void **state)
{
    static const struct {
        const char *name;
        uint32_t value;
        int scale;
    } table[] = {
        {"Gdk/WindowScalingFactor", 1, 1},  {"Gdk/WindowScalingFactor", 2, 2},
        {"Gdk/WindowScalingFactor", 3, 3},  {"Gdk/WindowScalingFactor", 100, 3},
        {"Gdk/WindowScalingFactor", 0, 1},  {"Gdk/WindowScalingFactor", UINT32_MAX, 1},
        {"Xft/DPI", 96 * 1024, 1},          {"Xft/DPI", 120 * 1024, 1},
        {"Xft/DPI", 144 * 1024, 2},         {"Xft/DPI", 192 * 1024, 2},
        {"Xft/DPI", 240 * 1024, 3},         {"Xft/DPI", 0, 1},
        {"Xft/DPI", UINT32_MAX, 1}, /* -1: the server is to say */
        {"Gdk/UnscaledDPI", 192 * 1024, 0}, {"xft/dpi", 192 * 1024, 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct preferences preferences = {0};
        uint8_t bytes[64];
        print_message("%s %u\n", table[i].name, (unsigned)table[i].value);
        size_t len = write_setting(bytes, table[i].name, table[i].value);
        preferences_read_xsettings(&preferences, bytes, len);
        assert_int_equal(preferences.scale, table[i].scale);
        preferences.scale = 3;
        preferences_read_xsettings(&preferences, bytes, len);
        assert_int_equal(preferences.scale, 3); /* the largest counts */
    }
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
        cmocka_unit_test(reads_ini),         cmocka_unit_test(reads_xsettings),
        cmocka_unit_test(reads_big_endian),  cmocka_unit_test(reads_scales),
        cmocka_unit_test(survives_nonsense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
