/* SPDX-License-Identifier: MIT */
/* The vocabulary between the user, the launcher and the splash. */
#include "request.h"

#include "number.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define DAY_S          86400
#define DESCRIPTOR_MAX (1 << 20)

enum kind {
    KIND_FLAG,   /* bool, set by its name alone */
    KIND_SWITCH, /* bool, on or off */
    KIND_NUMBER, /* int */
    KIND_LONG,   /* int64_t */
    KIND_CHOICE, /* enum, of the names in choices */
    KIND_SIGNS,  /* unsigned, a set of signs */
    KIND_SIGN,   /* enum sign */
    KIND_TEXT,   /* char array of MAX bytes */
    KIND_TITLE,  /* the same, cut where it does not fit */
};

enum use {
    OPTION = 1, /* for the user to give */
    TOLD = 2,   /* for the wings to tell the splash */
};

static const struct member {
    const char *name;
    enum kind kind;
    enum use use;
    size_t offset;
    long long min, max;  /* of a number; max: the size of a text */
    long long otherwise; /* the default of what is no text */
    const char *value;   /* the option's value as --help calls it; the choices of a KIND_CHOICE */
    const char *wanted;  /* what it may be, in words; of a number, its unit */
    const char *help;
    const char *otherwise_text; /* how --help names a default that is no number */
} members[] = {
    {"splash", KIND_CHOICE, OPTION, offsetof(struct request, splash), 0, 2, REQUEST_SPLASH_AUTO,
     "auto|always|never", "auto, always or never", "whether the camel may come", "auto"},
    {"delay", KIND_NUMBER, OPTION, offsetof(struct request, delay_ms), 0, 3600000, 250, "MS",
     "milliseconds", "how long the program is silent first", NULL},
    {"until", KIND_SIGNS, OPTION | TOLD, offsetof(struct request, until), 0, 0, SIGNS_ALL, "LIST",
     "a comma-separated list of", "signs of life that send it away", "all of them"},
    {"timeout", KIND_NUMBER, OPTION, offsetof(struct request, timeout_s), 0, DAY_S, 0, "S",
     "seconds", "send it away after S seconds, 0 for never", NULL},
    {"theme", KIND_TEXT, OPTION | TOLD, offsetof(struct request, theme), 0, REQUEST_PATH_MAX, 0,
     "NAME|DIR", "a name or a folder", "what walks", "plate"},
    {"sound", KIND_SWITCH, OPTION | TOLD, offsetof(struct request, sound), 0, 1, true, "on|off",
     "on or off", "the soundtrack", "on"},
    {"volume", KIND_NUMBER, OPTION | TOLD, offsetof(struct request, volume_percent), 0, 100, 60,
     "PERCENT", "percent", "its loudness, 0 to 100", NULL},
    {"title", KIND_TITLE, OPTION | TOLD, offsetof(struct request, title), 0, REQUEST_TITLE_MAX, 0,
     "TEXT", "a text", "the name under the camel", "the program's"},
    {"still", KIND_FLAG, OPTION | TOLD, offsetof(struct request, still), 0, 1, false, NULL, NULL,
     "one still frame instead of a walk", NULL},
    {"fade", KIND_NUMBER, OPTION | TOLD, offsetof(struct request, fade_ms), 0, 120, 120, "MS",
     "milliseconds", "how long it takes to leave, 0 to 120", NULL},
    {"exec", KIND_FLAG, OPTION, offsetof(struct request, exec), 0, 1, false, NULL, NULL,
     "become the program: same process id", NULL},
    {"runtime", KIND_TEXT, OPTION, offsetof(struct request, runtime), 0, REQUEST_PATH_MAX, 0, "CMD",
     "a command", "the runtime, not the one that PROGRAM names", NULL},
    {"trace", KIND_TEXT, OPTION, offsetof(struct request, trace_path), 0, REQUEST_PATH_MAX, 0,
     "FILE", "a file to write", "write the launch as Chrome trace events", NULL},
    {"default-theme", KIND_TEXT, TOLD, offsetof(struct request, default_theme), 0, REQUEST_PATH_MAX,
     0, NULL, NULL, NULL, NULL},
    {"program", KIND_NUMBER, TOLD, offsetof(struct request, program), 0, INT32_MAX, 0, NULL, NULL,
     NULL, NULL},
    {"script", KIND_TEXT, TOLD, offsetof(struct request, script), 0, REQUEST_SCRIPT_MAX, 0, NULL,
     NULL, NULL, NULL},
    {"status", KIND_TEXT, TOLD, offsetof(struct request, status), 0, REQUEST_STATUS_MAX, 0, NULL,
     NULL, NULL, NULL},
    {"progress", KIND_NUMBER, TOLD, offsetof(struct request, progress_percent), -1, 100, -1, NULL,
     NULL, NULL, NULL},
    {"trace-fd", KIND_NUMBER, TOLD, offsetof(struct request, trace_fd), -1, DESCRIPTOR_MAX, -1,
     NULL, NULL, NULL, NULL},
    {"play-fd", KIND_NUMBER, TOLD, offsetof(struct request, play_fd), -1, DESCRIPTOR_MAX, -1, NULL,
     NULL, NULL, NULL},
    {"sign", KIND_SIGN, TOLD, offsetof(struct request, sign), 0, 0, SIGN_NONE, NULL, NULL, NULL,
     NULL},
    {"since", KIND_LONG, TOLD, offsetof(struct request, since_ms), 0, INT64_MAX, 0, NULL, NULL,
     NULL, NULL},
};

#define MEMBER_COUNT (sizeof members / sizeof *members)

static_assert(sizeof(pid_t) == sizeof(int) && sizeof(enum sign) == sizeof(int), "kept as numbers");

static void *place(struct request *request, const struct member *member)
{
    return (char *)request + member->offset;
}

static const void *place_of(const struct request *request, const struct member *member)
{
    return (const char *)request + member->offset;
}

static void reset(struct request *request, const struct member *member)
{
    void *at = place(request, member);
    switch (member->kind) {
    case KIND_FLAG:
    case KIND_SWITCH:
        *(bool *)at = member->otherwise != 0;
        break;
    case KIND_LONG:
        *(int64_t *)at = member->otherwise;
        break;
    case KIND_NUMBER:
    case KIND_CHOICE:
    case KIND_SIGN:
    case KIND_SIGNS:
        *(int *)at = (int)member->otherwise;
        break;
    case KIND_TEXT:
    case KIND_TITLE: /* its beginning only: the rest is pages that most launches never touch */
        *(char *)at = '\0';
        break;
    }
}

void request_init(struct request *request)
{
    for (size_t i = 0; i < MEMBER_COUNT; i++)
        reset(request, &members[i]);
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

/* False: VALUE is none for that member, which is untouched. */
static bool set(struct request *request, const struct member *member, const char *value)
{
    void *at = place(request, member);
    int choice;
    switch (member->kind) {
    case KIND_FLAG:
        *(bool *)at = strcmp(value, "off") != 0;
        return true;
    case KIND_SWITCH:
    case KIND_CHOICE:
        choice = find_choice(member->value, value);
        if (choice >= 0 && member->kind == KIND_SWITCH)
            *(bool *)at = choice == 0;
        else if (choice >= 0)
            *(int *)at = choice;
        return choice >= 0;
    case KIND_NUMBER:
        return number_parse_int(value, (int)member->min, (int)member->max, at);
    case KIND_LONG: {
        long long number;
        if (!number_parse(value, member->min, member->max, &number))
            return false;
        *(int64_t *)at = number;
        return true;
    }
    case KIND_SIGNS:
        return sign_parse_list(value, at);
    case KIND_SIGN:
        return sign_parse(value, at);
    case KIND_TEXT:
        if (strlen(value) >= (size_t)member->max)
            return false;
        strcpy(at, value);
        return true;
    case KIND_TITLE:
        copy_cut(at, (size_t)member->max, value);
        return true;
    }
    return false;
}

/* The member that NAME, of NAME_LEN bytes, names among those for USE; NULL: none. */
static const struct member *find(const char *name, size_t name_len, enum use use)
{
    for (size_t i = 0; i < MEMBER_COUNT; i++)
        if (members[i].use & use && strlen(members[i].name) == name_len &&
            strncmp(members[i].name, name, name_len) == 0)
            return &members[i];
    return NULL;
}

/* What an option may be, as a complaint says it. */
static void describe(const struct member *member, char *text, size_t size)
{
    switch (member->kind) {
    case KIND_NUMBER:
        snprintf(text, size, "wants --%s=, then %s, %lld to %lld", member->name, member->wanted,
                 member->min, member->max);
        break;
    case KIND_SIGNS:
        snprintf(text, size, "wants --%s=, then %s %s", member->name, member->wanted,
                 sign_choices());
        break;
    case KIND_TEXT:
        snprintf(text, size, "wants --%s=, then %s of less than %lld bytes", member->name,
                 member->wanted, member->max);
        break;
    case KIND_FLAG:
        snprintf(text, size, "takes no value");
        break;
    default:
        snprintf(text, size, "wants --%s=, then %s", member->name, member->wanted);
        break;
    }
}

bool request_set_option(struct request *request, const char *word, char *complaint, size_t size)
{
    size_t name_len = strcspn(word, "=");
    const struct member *member = find(word, name_len, OPTION);
    if (!member) {
        snprintf(complaint, size, "is unknown; see ocamlwalk --help");
        return false;
    }
    bool has_value = word[name_len] == '=';
    const char *value = has_value ? word + name_len + 1 : "on";
    bool may_be_empty = member->kind == KIND_SIGNS; /* none of them: until the program's end */
    if (has_value == (member->kind != KIND_FLAG) && (*value != '\0' || may_be_empty) &&
        set(request, member, value))
        return true;
    describe(member, complaint, size);
    return false;
}

/* --- The page -------------------------------------------------------------------------------- */

static bool differs(const struct request *request, const struct request *before,
                    const struct member *member)
{
    const void *now = place_of(request, member), *then = place_of(before, member);
    switch (member->kind) {
    case KIND_FLAG:
    case KIND_SWITCH:
        return *(const bool *)now != *(const bool *)then;
    case KIND_LONG:
        return *(const int64_t *)now != *(const int64_t *)then;
    case KIND_TEXT:
    case KIND_TITLE:
        return strcmp(now, then) != 0;
    default:
        return *(const int *)now != *(const int *)then;
    }
}

/* The item of MEMBER, without its NUL. Returns its length, as snprintf(3). */
static int write_item(const struct request *request, const struct member *member, char *item,
                      size_t size)
{
    const void *at = place_of(request, member);
    char list[128];
    switch (member->kind) {
    case KIND_FLAG:
    case KIND_SWITCH:
        return snprintf(item, size, "%s=%s", member->name, *(const bool *)at ? "on" : "off");
    case KIND_LONG:
        return snprintf(item, size, "%s=%lld", member->name, (long long)*(const int64_t *)at);
    case KIND_SIGNS:
        sign_write_list(*(const unsigned *)at, list, sizeof list);
        return snprintf(item, size, "%s=%s", member->name, list);
    case KIND_SIGN:
        return snprintf(item, size, "%s=%s", member->name, sign_name(*(const enum sign *)at));
    case KIND_TEXT:
    case KIND_TITLE:
        return snprintf(item, size, "%s=%s", member->name, (const char *)at);
    default:
        return snprintf(item, size, "%s=%d", member->name, *(const int *)at);
    }
}

size_t request_encode(const struct request *request, const struct request *before, char *page,
                      size_t size)
{
    struct request bare;
    size_t len = 0;
    if (!before) {
        request_init(&bare);
        before = &bare;
    }
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        const struct member *member = &members[i];
        if (!(member->use & TOLD) || !differs(request, before, member))
            continue;
        int item_len = write_item(request, member, page + len, size - len);
        if (item_len < 0 || len + (size_t)item_len + 2 > size)
            return 0;
        len += (size_t)item_len + 1;
    }
    if (len == 0)
        return 0;
    page[len] = '\0';
    return len + 1;
}

size_t request_page_len(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] == '\0' && (i == 0 || text[i - 1] == '\0'))
            return i + 1;
    return 0;
}

bool request_decode(struct request *request, const char *page, size_t len)
{
    if (request_page_len(page, len) == 0)
        return false;
    for (const char *item = page; *item != '\0'; item += strlen(item) + 1) {
        size_t name_len = strcspn(item, "=");
        const struct member *member = find(item, name_len, TOLD);
        if (member && item[name_len] == '=')
            set(request, member, item + name_len + 1);
    }
    return true;
}

/* --- Help ------------------------------------------------------------------------------------ */

bool request_option_help(size_t index, char *name, size_t name_size, char *help, size_t help_size)
{
    const struct member *member = members;
    for (;; member++) {
        if (member == members + MEMBER_COUNT)
            return false;
        if (member->use & OPTION && index-- == 0)
            break;
    }
    snprintf(name, name_size, "--%s%s%s", member->name, member->value ? "=" : "",
             member->value ? member->value : "");
    if (member->kind == KIND_NUMBER)
        snprintf(help, help_size, "%s (%lld)", member->help, member->otherwise);
    else if (member->kind == KIND_SIGNS)
        snprintf(help, help_size, "%s (%s):\n%s", member->help, member->otherwise_text,
                 sign_choices());
    else if (member->otherwise_text)
        snprintf(help, help_size, "%s (%s)", member->help, member->otherwise_text);
    else
        snprintf(help, help_size, "%s", member->help);
    return true;
}
