/* SPDX-License-Identifier: MIT */
/* The members of a request, each a row of one table: what it is called, what it may be, who says
 * it.
 *
 * For request.c alone. A member's value is text on the command line and in a page, the same words
 * in both. All of it pure.
 *
 *     const struct member *member = member_find("delay", 5, MEMBER_OPTION);
 *     if (member && member_set(member, &request, "100"))
 *         …
 */
#pragma once

#include "request.h"

#include <stdbool.h>
#include <stddef.h>

enum member_kind {
    MEMBER_FLAG,     /* bool, set by its name alone */
    MEMBER_SWITCH,   /* bool, on or off */
    MEMBER_NUMBER,   /* int */
    MEMBER_LONG,     /* int64_t */
    MEMBER_CHOICE,   /* enum, of the names in choices */
    MEMBER_SIGNS,    /* unsigned, a set of signs */
    MEMBER_SIGN,     /* enum sign */
    MEMBER_TEXT,     /* char array of MAX bytes */
    MEMBER_COMMAND,  /* the same, and words.h finds words in it */
    MEMBER_TITLE,    /* a text, cut where it does not fit */
    MEMBER_POSITION, /* a text that position.h can read */
};

enum member_use {
    MEMBER_OPTION = 1, /* for the user to give */
    MEMBER_TOLD = 2,   /* for the wings to tell the splash */
};

struct member {
    const char *name;
    enum member_kind kind;
    enum member_use use;
    size_t offset;
    long long min, max;  /* of a number; max: the size of a text */
    long long otherwise; /* the default of what is no text */
    const char *value;   /* the option's value as --help calls it; the choices of a MEMBER_CHOICE */
    const char *wanted;  /* what it may be, in words; of a number, its unit */
    const char *help;
    const char *otherwise_text; /* how --help names a default that is no number */
};

/* The table, ended by a member without a name: options first, in the order of --help. */
extern const struct member member_table[];

/* The member that NAME, of NAME_LEN bytes, names among those for USE; NULL: none. */
const struct member *member_find(const char *name, size_t name_len, enum member_use use);

/* Brings MEMBER of REQUEST to its default. */
void member_reset(const struct member *member, struct request *request);

/* False: VALUE is none for that member, which is untouched. */
bool member_set(const struct member *member, struct request *request, const char *value);

/* Whether MEMBER is not the same in both. */
bool member_differs(const struct member *member, const struct request *request,
                    const struct request *before);

/* The value of MEMBER, as member_set takes it. Returns its length, as snprintf(3). */
int member_write(const struct member *member, const struct request *request, char *value,
                 size_t size);
