/* SPDX-License-Identifier: MIT */
/* Who else has been sent a signal that the launcher has taken.
 *
 * The kernel does not say whether a signal was sent to one process or to its whole group; passed
 * on in the latter case, it would be the program's second. So the wings are a member of the
 * program's process group, with every signal blocked: what is pending there was sent to all, be it
 * by kill(2) to the group or by somebody who goes through the tree. A group's members are sent a
 * signal newest first: when the launcher has it, the wings have it.
 *
 *     struct witness witness = {.wings = …, .fd = the launcher's end of the wings' socketpair};
 *     if (!witness_saw(&witness, SIGINT))
 *         …the launcher alone has it: it is to be passed on…
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

struct witness {
    pid_t wings;
    int fd;         /* not owned */
    int unanswered; /* questions */
};

/* Whether the wings have signal NUMBER as well, which is taken from them, so that the next one is
 * told from this one. False also where they do not answer soon: gone, stopped, or starved. */
bool witness_saw(struct witness *witness, int number);

enum witness_word {
    WITNESS_ASKED, /* a question, which has been answered */
    WITNESS_ENDED, /* a 0: the program has ended by itself; also a pidfd, which cannot be read */
    WITNESS_KILLED /* end-of-file: the launcher was killed */
};

/* The program has ended, with wait status STATUS: the last that the wings hear. False: they hear
 * nothing any more. */
bool witness_tell_end(const struct witness *witness, int status);

/* In the wings, whose end of the socketpair, FD, is readable: what the launcher says. *STATUS, if
 * it says that the program has ended, becomes its wait status, or 0 where that is not told. */
enum witness_word witness_hear(int fd, int *status);
