/* SPDX-License-Identifier: MIT */
/* In a launch: looks round for the user's taste before anything is drawn.
 * Owns the portal's thread and its pipe, until _exit. */
#include "preferences.h"

#include "environment.h"
#include "plugin.h"
#include "preferences_portal.h"
#include "worker.h"

#include <ini.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATIENCE_MS  6 /* a portal that is well answers within two, while the display is opened */
#define FILE_LEN_MAX 4096
#define PATH_LEN_MAX 4096

static void tell(enum preference *wish, bool yes)
{
    if (*wish == PREFERENCE_UNSET)
        *wish = yes ? PREFERENCE_YES : PREFERENCE_NO;
}

static bool is_dark_theme(const char *name)
{
    size_t len = strlen(name);

    for (size_t i = 0; i + 4 <= len;
         i++) /* Adwaita-dark, Arc-Dark, Breeze-Dark-GTK, Adwaita:dark */
        if ((i > 0 && strchr("-_: ", name[i - 1])) &&
            (strncmp(name + i, "dark", 4) == 0 || strncmp(name + i, "Dark", 4) == 0))
            return true;
    return false;
}

/* --- XSETTINGS ----------------------------------------------------------------------------------
 */

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

static bool take_setting(struct preferences *preferences, struct bytes *bytes)
{
    enum { TYPE_INTEGER, TYPE_STRING, TYPE_COLOR };
    const uint8_t *head, *name, *text;
    uint32_t name_len, serial, value;
    char theme[64];

    if (!take(bytes, 2, &head) || !take_number(bytes, 2, &name_len) ||
        !take_padded(bytes, name_len, &name) || !take_number(bytes, 4, &serial))
        return false;
    switch (head[0]) {
    case TYPE_INTEGER:
        if (!take_number(bytes, 4, &value))
            return false;
        if (is_named(name, name_len, "Gtk/EnableAnimations"))
            tell(&preferences->still, value == 0);
        if (is_named(name, name_len, "Gtk/ApplicationPreferDarkTheme") && value != 0)
            tell(&preferences->dark, true);
        return true;
    case TYPE_STRING:
        if (!take_number(bytes, 4, &value) || value > FILE_LEN_MAX ||
            !take_padded(bytes, value, &text))
            return false;
        snprintf(theme, sizeof theme, "%.*s", (int)value, (const char *)text);
        if (is_named(name, name_len, "Net/ThemeName") && is_dark_theme(theme))
            tell(&preferences->dark, true);
        return true;
    case TYPE_COLOR:
        return take(bytes, 8, &text);
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

/* --- settings.ini -------------------------------------------------------------------------------
 */

static bool is_true(const char *value)
{
    return strcmp(value, "1") == 0 || strcmp(value, "true") == 0 || strcmp(value, "yes") == 0;
}

static int on_key(void *data, const char *section, const char *name, const char *value)
{
    struct preferences *preferences = data;

    if (strcmp(section, "Settings") != 0)
        return 1;
    /* a light name does not make a light desktop: GNOME's is the same in both */
    if (strcmp(name, "gtk-application-prefer-dark-theme") == 0 && is_true(value))
        tell(&preferences->dark, true);
    if (strcmp(name, "gtk-theme-name") == 0 && is_dark_theme(value))
        tell(&preferences->dark, true);
    if (strcmp(name, "gtk-enable-animations") == 0)
        tell(&preferences->still, !is_true(value));
    return 1;
}

void preferences_read_ini(struct preferences *preferences, const char *text)
{
    ini_parse_string(text, on_key, preferences);
}

static void read_file(struct preferences *preferences, const char *root, const char *file)
{
    char path[PATH_LEN_MAX], text[FILE_LEN_MAX];
    int path_len = root ? snprintf(path, sizeof path, "%s%s", root, file) : -1;
    size_t text_len;
    FILE *in;

    if (path_len < 0 || (size_t)path_len >= sizeof path || !(in = fopen(path, "re")))
        return;
    text_len = fread(text, 1, sizeof text - 1, in);
    text[text_len] = '\0';
    preferences_read_ini(preferences, text);
    fclose(in);
}

static void read_files(struct preferences *preferences)
{
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    bool own = config && config[0] == '/';

    read_file(preferences, own ? config : home,
              own ? "/gtk-3.0/settings.ini" : "/.config/gtk-3.0/settings.ini");
    read_file(preferences, own ? config : home,
              own ? "/gtk-4.0/settings.ini" : "/.config/gtk-4.0/settings.ini");
}

/* --- The portal ---------------------------------------------------------------------------------
 */

struct answer {
    enum preference dark, still;
};

/* Writes one struct answer, or just closes the pipe. */
static void ask_portal(void *data, int orders_fd, int answer_fd)
{
    const struct preferences_portal *portal =
        plugin_load(PREFERENCES_PORTAL_FILE, PREFERENCES_PORTAL_SYMBOL);
    struct answer answer = {0};

    (void)data;
    (void)orders_fd;
    if (portal && portal->ask(environment_session_bus(), &answer.dark, &answer.still) &&
        write(answer_fd, &answer, sizeof answer) < 0)
        answer = (struct answer){0}; /* nobody listens any more */
    close(answer_fd);
}

void preferences_ask(struct preferences *preferences)
{
    *preferences = (struct preferences){.answer_fd = -1};
    /* an address of another kind might start a bus */
    struct worker worker;
    if (strncmp(environment_session_bus(), "unix:", 5) == 0 &&
        worker_start(&worker, ask_portal, NULL))
        preferences->answer_fd = worker.news_fd;
}

static void hear_portal(struct preferences *preferences)
{
    struct pollfd listening = {.fd = preferences->answer_fd, .events = POLLIN};
    struct answer answer;

    if (poll(&listening, 1, PATIENCE_MS) != 1 ||
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
        tell(&preferences->dark, is_dark_theme(theme));
    read_files(preferences);
    if (preferences->answer_fd >= 0 &&
        (preferences->dark == PREFERENCE_UNSET || preferences->still == PREFERENCE_UNSET))
        hear_portal(preferences); /* its end of the pipe is left open: the thread may be late */
}
