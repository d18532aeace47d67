/* SPDX-License-Identifier: MIT */
/* The table of signs: a new one is a line here and in the enum. */
#include "sign.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    bool always; /* ends every show, whatever --until says */
    bool chosen; /* may stand in --until */
    bool abrupt;
} signs[SIGN_COUNT] = {
    [SIGN_NONE] = {.name = "none"},
    [SIGN_OUTPUT] = {.name = "output", .chosen = true},
    [SIGN_EXIT] = {.name = "exit", .chosen = true, .always = true},
    [SIGN_WINDOW] = {.name = "window", .chosen = true, .abrupt = true},
    [SIGN_TERMINAL] = {.name = "terminal", .chosen = true},
    [SIGN_LISTENING] = {.name = "listening", .chosen = true},
    [SIGN_READY] = {.name = "ready", .chosen = true},
    [SIGN_DISMISS] = {.name = "dismiss", .chosen = true},
    [SIGN_TIMEOUT] = {.name = "timeout", .always = true},
    [SIGN_LAUNCHER] = {.name = "launcher", .always = true, .abrupt = true},
    [SIGN_DISPLAY] = {.name = "display", .always = true, .abrupt = true},
};

const char *sign_name(enum sign sign)
{
    assert(sign >= 0 && sign < SIGN_COUNT);
    return signs[sign].name;
}

static enum sign find_chosen(const char *name, size_t name_len)
{
    for (int sign = 0; sign < SIGN_COUNT; sign++)
        if (signs[sign].chosen && strlen(signs[sign].name) == name_len &&
            strncmp(signs[sign].name, name, name_len) == 0)
            return (enum sign)sign;
    return SIGN_NONE;
}

bool sign_parse_list(const char *list, unsigned *until)
{
    unsigned set = 0;
    while (*list) {
        size_t len = strcspn(list, ",");
        enum sign sign = find_chosen(list, len);
        if (sign == SIGN_NONE)
            return false;
        set |= 1u << sign;
        list += len;
        list += *list == ',';
    }
    *until = set;
    return true;
}

bool sign_parse(const char *name, enum sign *sign)
{
    for (int i = 0; i < SIGN_COUNT; i++) {
        if (strcmp(signs[i].name, name) == 0) {
            *sign = (enum sign)i;
            return true;
        }
    }
    return false;
}

bool sign_counts(unsigned until, enum sign sign)
{
    return signs[sign].always || (until >> sign & 1);
}

bool sign_is_abrupt(enum sign sign)
{
    return signs[sign].abrupt;
}

static void join(unsigned set, const char *between, char *list, size_t size)
{
    size_t len = 0;
    list[0] = '\0';
    for (int sign = 0; sign < SIGN_COUNT; sign++) {
        if (!signs[sign].chosen || !(set >> sign & 1))
            continue;
        int added =
            snprintf(list + len, size - len, "%s%s", len > 0 ? between : "", signs[sign].name);
        assert(added > 0 && (size_t)added < size - len);
        len += (size_t)added;
    }
}

void sign_write_list(unsigned until, char *list, size_t size)
{
    join(until, ",", list, size);
}

const char *sign_choices(void)
{
    static char choices[128];
    if (!choices[0])
        join(SIGNS_ALL, ", ", choices, sizeof choices);
    return choices;
}
