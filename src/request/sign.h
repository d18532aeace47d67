/* SPDX-License-Identifier: MIT */
/* The signs of life, and the other ends of a show: the one list of them. The wings see most of them
 * and decide which count; the splash sees those that only a display can tell.
 *
 *     unsigned until;
 *     if (sign_parse_list("output,ready", &until) && sign_counts(until, SIGN_OUTPUT))
 *         …
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum sign {
    SIGN_NONE,
    SIGN_OUTPUT,    /* the program's first byte */
    SIGN_EXIT,      /* the program ended */
    SIGN_WINDOW,    /* the program's own first window */
    SIGN_TERMINAL,  /* the program reads the terminal */
    SIGN_LISTENING, /* a socket of the program listens, and it rests */
    SIGN_READY,     /* the program said READY=1 */
    SIGN_DISMISS,   /* the user clicked, or pressed Escape */
    SIGN_TIMEOUT,   /* the user's own limit is over */
    SIGN_LAUNCHER,  /* the launcher was killed */
    SIGN_DISPLAY,   /* the connection to the display is lost */
    SIGN_COUNT,
};

/* A set of signs has the bit 1 << sign for each. */
#define SIGNS_ALL (((1u << SIGN_COUNT) - 1) & ~(1u << SIGN_NONE))

/* The word for it in --until and in traces. */
const char *sign_name(enum sign sign);

/* LIST: names between commas, of signs that a user may choose; *UNTIL becomes the set of them.
 * False: there is another word in it; *UNTIL is untouched. Pure. */
bool sign_parse_list(const char *list, unsigned *until);

/* The names of those in UNTIL that a user may choose, as sign_parse_list reads them, in LIST, of
 * SIZE bytes; 128 are enough. */
void sign_write_list(unsigned until, char *list, size_t size);

/* *SIGN becomes the one called NAME. False: there is none; *SIGN is untouched. Pure. */
bool sign_parse(const char *name, enum sign *sign);

/* True if SIGN ends a show that lasts until UNTIL: those that no user may choose always do, and so
 * does the program's end. */
bool sign_counts(unsigned until, enum sign sign);

/* True if the show ends at once, without a fade: the program's own window is what is to be seen
 * now, and not through a fading camel; or nobody is left to fade for. */
bool sign_is_abrupt(enum sign sign);

/* The names that sign_parse_list takes, with ", " between them: a static string. */
const char *sign_choices(void);
