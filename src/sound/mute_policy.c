/* SPDX-License-Identifier: MIT */
/* Reasons for silence: ssh, another session in front, a locked screen. */
#include "mute_policy.h"

#include "file.h"
#include "plugin.h"
#include "screen_lock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RECORD_LEN_MAX 4096
#define ID_LEN_MAX     64

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value && *value;
}

bool mute_policy_names_server(void)
{
    const char *server = getenv("PULSE_SERVER");
    /* a server by its socket is this machine's, and may be of our own naming (environment.c) */
    return server && *server && strncmp(server, "unix:", 5) != 0;
}

bool mute_policy_is_remote(void)
{
    if (mute_policy_names_server())
        return false;
    return is_set("SSH_CONNECTION") || is_set("SSH_CLIENT") || is_set("SSH_TTY");
}

/* The value of KEY in RECORD, lines of KEY=value; its length, or -1. */
static int value_of(const char *record, const char *key, const char **value)
{
    size_t key_len = strlen(key);
    for (const char *line = record; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, key, key_len) == 0 && line[key_len] == '=') {
            *value = line + key_len + 1;
            return (int)strcspn(*value, "\n");
        }
    }
    return -1;
}

static bool says(const char *record, const char *key, const char *wanted)
{
    const char *value = "";
    int len = value_of(record, key, &value);
    return len >= 0 && strlen(wanted) == (size_t)len && strncmp(value, wanted, (size_t)len) == 0;
}

const char *mute_policy_read_record(const char *record)
{
    if (says(record, "REMOTE", "1"))
        return "remote session";
    if (says(record, "ACTIVE", "0"))
        return "session not in front";
    return NULL;
}

/* What logind wrote down of NAME; false if there is nothing. */
static bool read_record(const char *folder, const char *name, char record[RECORD_LEN_MAX])
{
    char path[ID_LEN_MAX + 64];
    snprintf(path, sizeof path, "/run/systemd/%s/%s", folder, name);
    return file_read(path, record, RECORD_LEN_MAX);
}

/* The session we are in, or else (a program started by the desktop's own service manager) the one
 * that the user's display belongs to. */
static bool find_session(char id[ID_LEN_MAX])
{
    const char *named = getenv("XDG_SESSION_ID");
    if (named && *named && strlen(named) < ID_LEN_MAX && !strchr(named, '/')) {
        strcpy(id, named);
        return true;
    }
    char user[24], record[RECORD_LEN_MAX];
    snprintf(user, sizeof user, "%u", (unsigned)getuid());
    if (!read_record("users", user, record))
        return false;
    const char *value = "";
    int len = value_of(record, "DISPLAY", &value);
    if (len <= 0 || len >= ID_LEN_MAX)
        return false;
    snprintf(id, ID_LEN_MAX, "%.*s", len, value);
    return !strchr(id, '/');
}

static bool is_locked(const char *id)
{
    const struct screen_lock *screen = plugin_load(SCREEN_LOCK_FILE, SCREEN_LOCK_SYMBOL);
    return screen && screen->is_on(id);
}

const char *mute_policy_reason(void)
{
    if (mute_policy_is_remote())
        return "remote session";
    char id[ID_LEN_MAX], record[RECORD_LEN_MAX];
    bool found = find_session(id);
    const char *reason = NULL;
    if (found && read_record("sessions", id, record))
        reason = mute_policy_read_record(record);
    if (!reason && is_locked(found ? id : "auto"))
        reason = "session locked";
    return reason;
}
