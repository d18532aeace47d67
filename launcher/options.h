/* SPDX-License-Identifier: MIT */
/* What the user asked of the launcher: options file, then OCAMLWALK, then argv before the program;
 * later beats earlier.
 *
 * The program's own arguments are never looked at, ocamlrun's options are passed on unread. The
 * options are the same in all three places; see options_usage.
 *
 *     struct options options;
 *     switch (options_parse(&options, argc, argv)) {
 *     case OPTIONS_INVALID: report_error("%s", options.complaint); return 2;
 */
#pragma once

#include <stdbool.h>

enum options_splash { OPTIONS_SPLASH_AUTO, OPTIONS_SPLASH_ALWAYS, OPTIONS_SPLASH_NEVER };

/* What to do. */
enum options_request {
    OPTIONS_RUN, /* run the program */
    OPTIONS_DEMO,
    OPTIONS_PLAY, /* the soundtrack, to standard output */
    OPTIONS_LIST_THEMES,
    OPTIONS_VERSION,
    OPTIONS_HELP,
    OPTIONS_INVALID, /* options.complaint says why, in one line */
};

struct options {
    enum options_splash splash;
    int delay_ms;
    int timeout_s; /* 0: none */
    int fade_ms;
    int volume_percent;
    unsigned until; /* a set of signs */
    bool sound;
    bool still;
    bool exec; /* become the program, with the camel beside it */
    const char *until_list, *theme, *title, *runtime,
        *trace_path; /* NULL: not given; borrowed from argv or from text of options' own */
    char *
        *argv; /* NULL-terminated: a free place for the command, ocamlrun's options, the program and
                * its arguments; all within main's argv, rearranged. NULL where that was empty */
    char **program_argv; /* from the program on, within argv; empty if none was named */
    bool query;          /* ocamlrun was asked about itself, nothing will run */
    char *texts[2]; /* of the options file and of OCAMLWALK, which the pointers above may point into
                     */
    char complaint[256];
};

/* Reads the options file, $OCAMLWALK and ARGV. Never exits, never writes. Memory it takes is the
 * options' own and lives as long as the process. */
enum options_request options_parse(struct options *options, int argc, char **argv);

/* Gives back the texts. A launch has no use for it: it ends as another program, or ends. */
void options_free(struct options *options);

/* One source at a time, pure: WORDS is NULL-terminated, SOURCE names it in complaints. False:
 * options->complaint. */
bool options_apply(struct options *options, char *const *words, const char *source);

/* The defaults. */
void options_init(struct options *options);

/* What --help prints. */
const char *options_usage(void);
