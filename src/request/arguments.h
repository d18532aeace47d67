/* SPDX-License-Identifier: MIT */
/* What the wings tell the splash when they become it: one --name=value each, all optional.
 *
 * Not a user's command line: there is no usage message and nobody to read one. An unknown argument
 * is passed over, a value out of bounds is brought within them, for a splash a little off is better
 * than none.
 *
 *     struct arguments arguments = arguments_parse(argc, argv);
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct arguments {
    pid_t program;    /* 0: none */
    uint64_t written; /* what the program had written when the watch was last looked at, bytes */
    int gone_fd;      /* every _fd: -1 for none */
    int watch_fd;
    int output_fds[2]; /* what the watch looks at, where it needs them: see watch_adopt */
    int notify_fd;
    int trace_fd;
    int claim_fd;
    int play_fd;    /* where the soundtrack goes, and there is no show */
    unsigned until; /* set of 1 << enum sign */
    int timeout_ms; /* 0: none */
    int fade_ms;
    const char *theme; /* a name, or a folder if there is a slash in it; strings are argv's own */
    const char *title;
    const char *gaits;    /* NULL: as the program does; else see script.h */
    const char *status;   /* NULL: nothing heard yet */
    int progress_percent; /* -1: nothing heard yet */
    int volume_percent;
    bool sound;
    bool still;
    bool demo; /* no program */
};

struct arguments arguments_parse(int argc, char **argv);
