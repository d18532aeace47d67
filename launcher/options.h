/* SPDX-License-Identifier: MIT */
/* What the user asked of the launcher: options file, then OCAMLWALK, then argv before the program;
 * later beats earlier. The options themselves stand in one table, see request.h.
 *
 * The program's own arguments are never looked at, ocamlrun's options are passed on unread. A slip
 * on the command line starts nothing; one in the file or the variable, which stand before programs
 * that know nothing of us, costs that option alone.
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
    OPTIONS_WHY, /* say what a launch would do, and whether a camel would come */
    OPTIONS_DEMO,
    OPTIONS_PLAY, /* the soundtrack, to standard output */
    OPTIONS_LIST_THEMES,
    OPTIONS_THEME_TOOL, /* ask ocamlwalk-theme: options.tool, options.tool_operand */
    OPTIONS_FORGET,     /* how long programs were silent */
    OPTIONS_VERSION,
    OPTIONS_HELP,
    OPTIONS_INVALID, /* options.complaint says why, in one line */
};

enum options_source {
    OPTIONS_SOURCE_NONE, /* the default */
    OPTIONS_SOURCE_FILE,
    OPTIONS_SOURCE_VARIABLE,
    OPTIONS_SOURCE_ARGUMENT,
};

struct options {
    struct request request;
    /* NULL-terminated: a free place for the command, ocamlrun's options, the program and its
     * arguments; all within main's argv, rearranged. NULL where that was empty. */
    char **argv;
    char **program_argv;             /* from the program on, within argv; empty if none was named */
    const char *tool, *tool_operand; /* of ocamlwalk-theme; operand NULL: there is none */
    bool tool_force;                 /* --force and --scale=N, which go with that; scale 0: none */
    int tool_scale;
    int demo_ms; /* how long it was asked for; 0: it was not said */
    bool query;  /* ocamlrun was asked about itself, nothing will run */
    char complaint[512];
    unsigned slip_count; /* options of file and variable that were passed over; if there are any,
                            complaint is about the first, for where a camel is about to come */
    /* Who has set each option last, an options_source, at its request_option_index. */
    unsigned char sources[REQUEST_OPTION_MAX];
};

/* Reads the options file, $OCAMLWALK and ARGV. Never exits, never writes, keeps no memory but what
 * is in OPTIONS and ARGV. With PRIVILEGED, somebody else is asking, who must not say anything: file
 * and variable are not read, options of ours are without effect, and there is no camel. */
enum options_command options_parse(struct options *options, int argc, char **argv, bool privileged);

/* What OCAMLWALK or the options file at PATH, for complaints, says; pure. TEXT is cut to pieces. */
void options_apply_variable(struct options *options, char *text);
void options_apply_file(struct options *options, char *text, const char *path);

/* Where the options file would be. False: the environment names no such folder. */
bool options_file_path(char *path, size_t size);

/* The defaults. */
void options_init(struct options *options);

/* What --help prints, to stdout. False: it cannot be written. */
bool options_print_help(void);
