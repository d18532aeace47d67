/* SPDX-License-Identifier: MIT */
/* What the desktop's user has asked of all programs: dark colours, no animations, larger things.
 *
 * Looked for where it is cheap, in this order: the XSETTINGS that the display's own manager keeps
 * (freedesktop.org's XSETTINGS protocol 0.5), read when the display is probed; GTK_THEME; GTK's
 * settings.ini, which GNOME, KDE, Xfce and people write; last the desktop portal
 * (org.freedesktop.appearance), on a thread of its own and only on a bus that runs already. A
 * portal that is late is not waited for: a card that changes its colours is worse than a light one.
 *
 *     struct preferences preferences = {0};
 *     preferences_ask(&preferences);
 *     … open the display …
 *     preferences_read_xsettings(&preferences, bytes, len);
 *     preferences_read(&preferences);
 *     if (preferences.dark == PREFERENCE_YES) …
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum preference {
    PREFERENCE_UNSET,
    PREFERENCE_NO,
    PREFERENCE_YES,
};

struct preferences {
    enum preference dark;
    enum preference still; /* no animations */
    int scale;             /* of XSETTINGS (scale.h); 0: unset */
    int answer_fd;         /* of the portal's thread; -1: it is not asked */
};

/* Asks the portal, if there can be one, and waits for nothing. */
void preferences_ask(struct preferences *preferences);

/* Reads the environment and GTK's files, then what the portal has said by now or says within a few
 * milliseconds; only what is unset still. */
void preferences_read(struct preferences *preferences);

/* The property _XSETTINGS_SETTINGS, pure; what cannot be read stays as it is. */
void preferences_read_xsettings(struct preferences *preferences, const uint8_t *bytes, size_t len);

/* The text of a settings.ini, pure. */
void preferences_read_ini(struct preferences *preferences, const char *text);
