/* SPDX-License-Identifier: MIT */
/* What the user asked of the launcher: options file, then OCAMLWALK, then argv before the program;
 * later beats earlier. The options themselves stand in one table, see request.h.
 *
 * The program's own arguments are never looked at, ocamlrun's options are passed on unread.
 *
 *     struct options options;
 *     switch (options_parse(&options, argc, argv)) {
 *     case OPTIONS_INVALID: report_error("%s", options.complaint); return 2;
 */
#pragma once

#include "request.h"

#include <stdbool.h>

/* What to do. */
enum options_command {
    OPTIONS_RUN, /* run the program */
    OPTIONS_DEMO,
    OPTIONS_PLAY, /* the soundtrack, to standard output */
    OPTIONS_LIST_THEMES,
    OPTIONS_VERSION,
    OPTIONS_HELP,
    OPTIONS_INVALID, /* options.complaint says why, in one line */
};

struct options {
    struct request request;
    /* NULL-terminated: a free place for the command, ocamlrun's options, the program and its
     * arguments; all within main's argv, rearranged. NULL where that was empty. */
    char **argv;
    char **program_argv; /* from the program on, within argv; empty if none was named */
    bool query;          /* ocamlrun was asked about itself, nothing will run */
    char complaint[512];
};

/* Reads the options file, $OCAMLWALK and ARGV. Never exits, never writes, keeps no memory but what
 * is in OPTIONS and ARGV. */
enum options_command options_parse(struct options *options, int argc, char **argv);

/* One source at a time, pure: WORDS is NULL-terminated, SOURCE names it in complaints. False:
 * options->complaint. */
bool options_apply(struct options *options, char *const *words, const char *source);

/* The defaults. */
void options_init(struct options *options);

/* What --help prints, to stdout. False: it cannot be written. */
bool options_print_help(void);
