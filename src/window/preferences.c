/* SPDX-License-Identifier: MIT */
/* What the user has asked of all programs. Owns the portal's thread and its pipe, until _exit. */
#include "preferences.h"

#include "environment.h"
#include "file.h"
#include "plugin.h"
#include "preferences_portal.h"
#include "scale.h"
#include "worker.h"
#include "xdg.h"

#include <ini.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A portal that is well answers within two, while the display is opened. */
#define PORTAL_WAIT_MS 6
#define TEXT_LEN_MAX   4096
#define SEPARATORS     "-_: " /* in the names of GTK's themes */
#define XFT_DPI_UNITS  1024.0 /* of the setting Xft/DPI to one dot per inch */

/* The first who says something is right. */
static void set(enum preference *preference, bool yes)
{
    if (*preference == PREFERENCE_UNSET)
        *preference = yes ? PREFERENCE_YES : PREFERENCE_NO;
}

/* Adwaita-dark, Arc-Dark, Breeze-Dark-GTK, Adwaita:dark. */
static bool is_dark_theme(const char *name)
{
    for (const char *at = name + strcspn(name, SEPARATORS); *at; at += strcspn(at, SEPARATORS)) {
        at++;
        if (strncmp(at, "dark", 4) == 0 || strncmp(at, "Dark", 4) == 0)
            return true;
    }
    return false;
}

/* --- XSETTINGS --- */

struct bytes {
    const uint8_t *at, *end;
    bool big_endian;
};

static bool take(struct bytes *bytes, size_t len, const uint8_t **taken)
{
    if ((size_t)(bytes->end - bytes->at) < len)
        return false;
    *taken = bytes->at;
    bytes->at += len;
    return true;
}

static bool take_number(struct bytes *bytes, size_t len, uint32_t *number)
{
    const uint8_t *digits;
    if (!take(bytes, len, &digits))
        return false;
    *number = 0;
    for (size_t i = 0; i < len; i++)
        *number = *number << 8 | digits[bytes->big_endian ? i : len - 1 - i];
    return true;
}

/* LEN bytes and what makes them a multiple of four. */
static bool take_padded(struct bytes *bytes, size_t len, const uint8_t **taken)
{
    return take(bytes, (len + 3) & ~(size_t)3, taken);
}

static bool is_named(const uint8_t *name, size_t name_len, const char *wanted)
{
    return name_len == strlen(wanted) && memcmp(name, wanted, name_len) == 0;
}

/* The largest of those that are named. */
static void take_ratio(struct preferences *preferences, double ratio)
{
    int scale = scale_of_ratio(ratio);
    if (scale > preferences->scale)
        preferences->scale = scale;
}

static bool take_integer(struct preferences *preferences, struct bytes *bytes, const uint8_t *name,
                         size_t name_len)
{
    uint32_t value;
    if (!take_number(bytes, 4, &value))
        return false;
    if (is_named(name, name_len, "Gtk/EnableAnimations"))
        set(&preferences->still, value == 0);
    if (is_named(name, name_len, "Gtk/ApplicationPreferDarkTheme") && value != 0)
        set(&preferences->dark, true);
    if (is_named(name, name_len, "Gdk/WindowScalingFactor"))
        take_ratio(preferences, (int32_t)value);
    if (is_named(name, name_len, "Xft/DPI")) /* below 0: not set */
        take_ratio(preferences, (int32_t)value / XFT_DPI_UNITS / SCALE_DPI_1X);
    return true;
}

static bool take_string(struct preferences *preferences, struct bytes *bytes, const uint8_t *name,
                        size_t name_len)
{
    uint32_t len;
    const uint8_t *text;
    if (!take_number(bytes, 4, &len) || len > TEXT_LEN_MAX || !take_padded(bytes, len, &text))
        return false;
    char theme[64];
    snprintf(theme, sizeof theme, "%.*s", (int)len, (const char *)text);
    if (is_named(name, name_len, "Net/ThemeName") && is_dark_theme(theme))
        set(&preferences->dark, true);
    return true;
}

static bool take_setting(struct preferences *preferences, struct bytes *bytes)
{
    const uint8_t *type, *name, *color;
    uint32_t name_len, serial;
    if (!take(bytes, 2, &type) || !take_number(bytes, 2, &name_len) ||
        !take_padded(bytes, name_len, &name) || !take_number(bytes, 4, &serial))
        return false;
    enum { TYPE_INTEGER, TYPE_STRING, TYPE_COLOR };
    switch (*type) {
    case TYPE_INTEGER:
        return take_integer(preferences, bytes, name, name_len);
    case TYPE_STRING:
        return take_string(preferences, bytes, name, name_len);
    case TYPE_COLOR:
        return take(bytes, 8, &color);
    default:
        return false;
    }
}

void preferences_read_xsettings(struct preferences *preferences, const uint8_t *bytes, size_t len)
{
    struct bytes left = {bytes, bytes + len, len > 0 && bytes[0] == 1};
    const uint8_t *head;
    uint32_t serial, count;
    if (!take(&left, 4, &head) || !take_number(&left, 4, &serial) || !take_number(&left, 4, &count))
        return;
    while (count-- > 0 && take_setting(preferences, &left))
        ;
}

/* --- settings.ini --- */

static bool is_true(const char *value)
{
    return strcmp(value, "1") == 0 || strcmp(value, "true") == 0 || strcmp(value, "yes") == 0;
}

static int on_key(void *data, const char *section, const char *name, const char *value)
{
    struct preferences *preferences = data;
    if (strcmp(section, "Settings") != 0)
        return 1;
    /* A light name does not make a light desktop: GNOME's is the same in both. */
    if (strcmp(name, "gtk-application-prefer-dark-theme") == 0 && is_true(value))
        set(&preferences->dark, true);
    if (strcmp(name, "gtk-theme-name") == 0 && is_dark_theme(value))
        set(&preferences->dark, true);
    if (strcmp(name, "gtk-enable-animations") == 0)
        set(&preferences->still, !is_true(value));
    return 1;
}

void preferences_read_ini(struct preferences *preferences, const char *text)
{
    ini_parse_string(text, on_key, preferences);
}

static void read_settings(struct preferences *preferences, const char *file)
{
    char path[PATH_MAX], text[TEXT_LEN_MAX];
    if (xdg_path(XDG_CONFIG, file, path, sizeof path) && file_read(path, text, sizeof text))
        preferences_read_ini(preferences, text);
}

/* --- The portal --- */

struct answer {
    enum preference dark, still;
};

/* Writes one struct answer, or just closes the pipe. */
static void ask_portal(void *data, int orders_fd, int news_fd)
{
    (void)data;
    (void)orders_fd;
    const struct preferences_portal *portal =
        plugin_load(PREFERENCES_PORTAL_FILE, PREFERENCES_PORTAL_SYMBOL);
    struct answer answer = {0};
    if (portal && portal->ask(environment_session_bus(), &answer.dark, &answer.still) &&
        write(news_fd, &answer, sizeof answer) < 0)
        answer = (struct answer){0}; /* nobody reads it any more */
    close(news_fd);
}

void preferences_ask(struct preferences *preferences)
{
    *preferences = (struct preferences){.answer_fd = -1};
    /* An address of another kind might start a bus. */
    struct worker worker;
    if (strncmp(environment_session_bus(), "unix:", 5) == 0 &&
        worker_start(&worker, ask_portal, NULL))
        preferences->answer_fd = worker.news_fd;
}

static void read_answer(struct preferences *preferences)
{
    struct pollfd answered = {.fd = preferences->answer_fd, .events = POLLIN};
    struct answer answer;
    if (poll(&answered, 1, PORTAL_WAIT_MS) != 1 ||
        read(preferences->answer_fd, &answer, sizeof answer) != (ssize_t)sizeof answer)
        return;
    if (preferences->dark == PREFERENCE_UNSET)
        preferences->dark = answer.dark;
    if (preferences->still == PREFERENCE_UNSET)
        preferences->still = answer.still;
}

void preferences_read(struct preferences *preferences)
{
    const char *theme = getenv("GTK_THEME");
    if (theme && *theme)
        set(&preferences->dark, is_dark_theme(theme));
    read_settings(preferences, "gtk-3.0/settings.ini");
    read_settings(preferences, "gtk-4.0/settings.ini");
    /* Its end of the pipe is left open: the thread may be late. */
    if (preferences->answer_fd >= 0 &&
        (preferences->dark == PREFERENCE_UNSET || preferences->still == PREFERENCE_UNSET))
        read_answer(preferences);
}
