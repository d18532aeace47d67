/* SPDX-License-Identifier: MIT */
/* The vocabulary between the user, the launcher and the splash. */
#include "member.h"

#include "number.h"
#include "position.h"
#include "words.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define DAY_S          86400
#define DESCRIPTOR_MAX (1 << 20)

const struct member member_table[] = {
    {"splash", MEMBER_CHOICE, MEMBER_OPTION | MEMBER_TOLD, offsetof(struct request, splash), 0, 2,
     REQUEST_SPLASH_AUTO, "auto|always|never", "auto, always or never",
     "whether the camel may come", "auto"},
    {"delay", MEMBER_NUMBER, MEMBER_OPTION, offsetof(struct request, delay_ms), 0, 3600000, 250,
     "MS", "milliseconds", "how long the program is silent first", NULL},
    {"until", MEMBER_SIGNS, MEMBER_OPTION | MEMBER_TOLD, offsetof(struct request, until), 0, 0,
     SIGNS_ALL, "LIST", "a comma-separated list of", "signs of life that send it away",
     "all of them"},
    {"timeout", MEMBER_NUMBER, MEMBER_OPTION, offsetof(struct request, timeout_s), 0, DAY_S, 0, "S",
     "seconds", "send it away after S seconds, 0 for never", NULL},
    {"theme", MEMBER_TEXT, MEMBER_OPTION | MEMBER_TOLD, offsetof(struct request, theme), 0,
     REQUEST_PATH_MAX, 0, "NAME|DIR", "a name or a folder", "what walks", "plate"},
    {"sound", MEMBER_SWITCH, MEMBER_OPTION | MEMBER_TOLD, offsetof(struct request, sound), 0, 1,
     true, "on|off", "on or off", "the soundtrack", "on"},
    {"volume", MEMBER_NUMBER, MEMBER_OPTION | MEMBER_TOLD, offsetof(struct request, volume_percent),
     0, 100, 60, "PERCENT", "percent", "its loudness, 0 to 100", NULL},
    {"title", MEMBER_TITLE, MEMBER_OPTION | MEMBER_TOLD, offsetof(struct request, title), 0,
     REQUEST_TITLE_MAX, 0, "TEXT", "a text", "the name under the camel", "the program's"},
    {"position", MEMBER_POSITION, MEMBER_OPTION | MEMBER_TOLD, offsetof(struct request, position),
     0, REQUEST_POSITION_MAX, 0, "PLACE",
     "center, top, bottom, left, right, top-left and so on, pointer, or X,Y", "where it comes",
     "center"},
    {"still", MEMBER_FLAG, MEMBER_OPTION | MEMBER_TOLD, offsetof(struct request, still), 0, 1,
     false, NULL, NULL, "one still frame instead of a walk", NULL},
    {"fade", MEMBER_NUMBER, MEMBER_OPTION | MEMBER_TOLD, offsetof(struct request, fade_ms), 0, 120,
     120, "MS", "milliseconds", "how long it takes to leave, 0 to 120", NULL},
    {"exec", MEMBER_FLAG, MEMBER_OPTION, offsetof(struct request, exec), 0, 1, false, NULL, NULL,
     "become the program: same process id", NULL},
    {"memory", MEMBER_SWITCH, MEMBER_OPTION | MEMBER_TOLD, offsetof(struct request, memory), 0, 1,
     true, "on|off", "on or off", "remember silences, its place and its font", "on"},
    {"on-failure", MEMBER_CHOICE, MEMBER_OPTION, offsetof(struct request, on_failure), 0, 1,
     REQUEST_FAILURE_SHOW, "show|quiet", "show or quiet", "without a terminal, say how it failed",
     "show"},
    {"hold", MEMBER_FLAG, MEMBER_OPTION, offsetof(struct request, hold), 0, 1, false, NULL, NULL,
     "at the end, keep the terminal open until Enter", NULL},
    {"runtime", MEMBER_COMMAND, MEMBER_OPTION, offsetof(struct request, runtime), 0,
     REQUEST_PATH_MAX, 0, "CMD", "a command, its quotes closed,",
     "the runtime, not the one that PROGRAM names", NULL},
    {"trace", MEMBER_TEXT, MEMBER_OPTION, offsetof(struct request, trace_path), 0, REQUEST_PATH_MAX,
     0, "FILE", "a file to write", "write the launch as Chrome trace events", NULL},
    {"default-theme", MEMBER_TEXT, MEMBER_TOLD, offsetof(struct request, default_theme), 0,
     REQUEST_PATH_MAX, 0, NULL, NULL, NULL, NULL},
    {"program", MEMBER_NUMBER, MEMBER_TOLD, offsetof(struct request, program), 0, INT32_MAX, 0,
     NULL, NULL, NULL, NULL},
    {"script", MEMBER_TEXT, MEMBER_TOLD, offsetof(struct request, script), 0, REQUEST_SCRIPT_MAX, 0,
     NULL, NULL, NULL, NULL},
    {"status", MEMBER_TEXT, MEMBER_TOLD, offsetof(struct request, status), 0, REQUEST_STATUS_MAX, 0,
     NULL, NULL, NULL, NULL},
    {"progress", MEMBER_NUMBER, MEMBER_TOLD, offsetof(struct request, progress_percent), -1, 100,
     -1, NULL, NULL, NULL, NULL},
    {"started", MEMBER_LONG, MEMBER_TOLD, offsetof(struct request, started_ms), 0, INT64_MAX, 0,
     NULL, NULL, NULL, NULL},
    {"expected", MEMBER_NUMBER, MEMBER_TOLD, offsetof(struct request, expected_ms), 0, INT32_MAX, 0,
     NULL, NULL, NULL, NULL},
    {"not-before", MEMBER_LONG, MEMBER_TOLD, offsetof(struct request, not_before_ms), 0, INT64_MAX,
     0, NULL, NULL, NULL, NULL},
    {"last-x", MEMBER_NUMBER, MEMBER_TOLD, offsetof(struct request, last_x), INT32_MIN, INT32_MAX,
     REQUEST_NOWHERE, NULL, NULL, NULL, NULL},
    {"last-y", MEMBER_NUMBER, MEMBER_TOLD, offsetof(struct request, last_y), INT32_MIN, INT32_MAX,
     REQUEST_NOWHERE, NULL, NULL, NULL, NULL},
    {"trace-fd", MEMBER_NUMBER, MEMBER_TOLD, offsetof(struct request, trace_fd), -1, DESCRIPTOR_MAX,
     -1, NULL, NULL, NULL, NULL},
    {"play-fd", MEMBER_NUMBER, MEMBER_TOLD, offsetof(struct request, play_fd), -1, DESCRIPTOR_MAX,
     -1, NULL, NULL, NULL, NULL},
    {"keys-fd", MEMBER_NUMBER, MEMBER_TOLD, offsetof(struct request, keys_fd), -1, DESCRIPTOR_MAX,
     -1, NULL, NULL, NULL, NULL},
    {"words-fd", MEMBER_NUMBER, MEMBER_TOLD, offsetof(struct request, words_fd), -1, DESCRIPTOR_MAX,
     -1, NULL, NULL, NULL, NULL},
    {"complaints-fd", MEMBER_NUMBER, MEMBER_TOLD, offsetof(struct request, complaints_fd), -1,
     DESCRIPTOR_MAX, -1, NULL, NULL, NULL, NULL},
    {"rehearsal", MEMBER_SWITCH, MEMBER_TOLD, offsetof(struct request, rehearsal), 0, 1, false,
     "on|off", NULL, NULL, NULL},
    {"failed", MEMBER_SWITCH, MEMBER_TOLD, offsetof(struct request, failed), 0, 1, false, "on|off",
     NULL, NULL, NULL},
    {"probe", MEMBER_SWITCH, MEMBER_TOLD, offsetof(struct request, probe), 0, 1, false, "on|off",
     NULL, NULL, NULL},
    {"sign", MEMBER_SIGN, MEMBER_TOLD, offsetof(struct request, sign), 0, 0, SIGN_NONE, NULL, NULL,
     NULL, NULL},
    {"since", MEMBER_LONG, MEMBER_TOLD, offsetof(struct request, since_ms), 0, INT64_MAX, 0, NULL,
     NULL, NULL, NULL},
    {.name = NULL},
};

static_assert(sizeof(pid_t) == sizeof(int) && sizeof(enum sign) == sizeof(int), "kept as numbers");

static void *place(struct request *request, const struct member *member)
{
    return (char *)request + member->offset;
}

static const void *place_of(const struct request *request, const struct member *member)
{
    return (const char *)request + member->offset;
}

void member_reset(const struct member *member, struct request *request)
{
    void *at = place(request, member);
    switch (member->kind) {
    case MEMBER_FLAG:
    case MEMBER_SWITCH:
        *(bool *)at = member->otherwise != 0;
        break;
    case MEMBER_LONG:
        *(int64_t *)at = member->otherwise;
        break;
    case MEMBER_NUMBER:
    case MEMBER_CHOICE:
    case MEMBER_SIGN:
    case MEMBER_SIGNS:
        *(int *)at = (int)member->otherwise;
        break;
    case MEMBER_TEXT:
    case MEMBER_COMMAND:
    case MEMBER_POSITION:
    case MEMBER_TITLE: /* its beginning only: the rest is pages that most launches never touch */
        *(char *)at = '\0';
        break;
    }
}

/* The place of VALUE among CHOICES, words with '|' between them; -1: it is none. */
static int find_choice(const char *choices, const char *value)
{
    size_t len = strlen(value);
    for (int index = 0;; index++) {
        size_t choice_len = strcspn(choices, "|");
        if (choice_len == len && strncmp(choices, value, len) == 0)
            return index;
        choices += choice_len;
        if (*choices++ == '\0')
            return -1;
    }
}

/* As much of TEXT as SIZE bytes hold, cut between characters. */
static void copy_cut(char *to, size_t size, const char *text)
{
    size_t len = strnlen(text, size);
    if (len == size) {
        len--;
        while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80)
            len--;
    }
    memcpy(to, text, len);
    to[len] = '\0';
}

/* TEXT, shorter than REQUEST_PATH_MAX, has a first word, and an end to every quote. */
static bool is_command(const char *text)
{
    char copy[REQUEST_PATH_MAX], *rest = strcpy(copy, text);
    bool closed = true;
    const char *word = words_cut(&rest, &closed);
    bool has_name = word && *word != '\0';
    while (words_cut(&rest, &closed))
        continue;
    return has_name && closed;
}

/* Whether VALUE, which is not too long, is what MEMBER, a text, may be. */
static bool is_fit(const struct member *member, const char *value)
{
    struct position position;
    switch (member->kind) {
    case MEMBER_COMMAND:
        return is_command(value);
    case MEMBER_POSITION:
        return position_parse(value, &position);
    default:
        return true;
    }
}

bool member_set(const struct member *member, struct request *request, const char *value)
{
    void *at = place(request, member);
    int choice;
    switch (member->kind) {
    case MEMBER_FLAG:
        *(bool *)at = strcmp(value, "off") != 0;
        return true;
    case MEMBER_SWITCH:
    case MEMBER_CHOICE:
        choice = find_choice(member->value, value);
        if (choice >= 0 && member->kind == MEMBER_SWITCH)
            *(bool *)at = choice == 0;
        else if (choice >= 0)
            *(int *)at = choice;
        return choice >= 0;
    case MEMBER_NUMBER:
        return number_parse_int(value, (int)member->min, (int)member->max, at);
    case MEMBER_LONG: {
        long long number;
        if (!number_parse(value, member->min, member->max, &number))
            return false;
        *(int64_t *)at = number;
        return true;
    }
    case MEMBER_SIGNS:
        return sign_parse_list(value, at);
    case MEMBER_SIGN:
        return sign_parse(value, at);
    case MEMBER_COMMAND:
    case MEMBER_POSITION:
    case MEMBER_TEXT:
        if (strlen(value) >= (size_t)member->max || !is_fit(member, value))
            return false;
        strcpy(at, value);
        return true;
    case MEMBER_TITLE:
        copy_cut(at, (size_t)member->max, value);
        return true;
    }
    return false;
}

const struct member *member_find(const char *name, size_t name_len, enum member_use use)
{
    for (const struct member *member = member_table; member->name; member++)
        if (member->use & use && strlen(member->name) == name_len &&
            strncmp(member->name, name, name_len) == 0)
            return member;
    return NULL;
}

bool member_differs(const struct member *member, const struct request *request,
                    const struct request *before)
{
    const void *now = place_of(request, member), *then = place_of(before, member);
    switch (member->kind) {
    case MEMBER_FLAG:
    case MEMBER_SWITCH:
        return *(const bool *)now != *(const bool *)then;
    case MEMBER_LONG:
        return *(const int64_t *)now != *(const int64_t *)then;
    case MEMBER_TEXT:
    case MEMBER_COMMAND:
    case MEMBER_POSITION:
    case MEMBER_TITLE:
        return strcmp(now, then) != 0;
    default:
        return *(const int *)now != *(const int *)then;
    }
}

/* Word INDEX of CHOICES. */
static int write_choice(const char *choices, int index, char *value, size_t size)
{
    while (index-- > 0)
        choices += strcspn(choices, "|") + 1;
    return snprintf(value, size, "%.*s", (int)strcspn(choices, "|"), choices);
}

int member_write(const struct member *member, const struct request *request, char *value,
                 size_t size)
{
    const void *at = place_of(request, member);
    char list[128];
    switch (member->kind) {
    case MEMBER_FLAG:
    case MEMBER_SWITCH:
        return snprintf(value, size, "%s", *(const bool *)at ? "on" : "off");
    case MEMBER_LONG:
        return snprintf(value, size, "%lld", (long long)*(const int64_t *)at);
    case MEMBER_SIGNS:
        sign_write_list(*(const unsigned *)at, list, sizeof list);
        return snprintf(value, size, "%s", list);
    case MEMBER_SIGN:
        return snprintf(value, size, "%s", sign_name(*(const enum sign *)at));
    case MEMBER_TEXT:
    case MEMBER_COMMAND:
    case MEMBER_POSITION:
    case MEMBER_TITLE:
        return snprintf(value, size, "%s", (const char *)at);
    case MEMBER_CHOICE:
        return write_choice(member->value, *(const int *)at, value, size);
    default:
        return snprintf(value, size, "%d", *(const int *)at);
    }
}
