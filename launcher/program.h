/* SPDX-License-Identifier: MIT */
/* The program's process: what is executed, with which arguments and environment, and how it is
 * started.
 *
 * Its standard descriptors, process group, session and terminal are the caller's own and are never
 * touched. Source: execve(2), PR_SET_PDEATHSIG in prctl(2), ocamlrun(1).
 *
 *     struct program program;
 *     if (program_resolve(&program, &options))
 *         return program_exec(&program);
 */
#pragma once

#include "handover.h"
#include "notify.h"
#include "options.h"
#include "signals.h"

#include <limits.h>
#include <stdbool.h>
#include <sys/types.h>

#define PROGRAM_NOT_EXECUTABLE 126 /* exit statuses of shells and env(1) */
#define PROGRAM_NOT_FOUND      127

struct program {
    const char *command; /* what was looked for, for messages; in options, path or words */
    char **argv;         /* NULL-terminated */
    char *more_words;    /* what follows the command in words, not cut yet; NULL or "": nothing */
    char *room[256];     /* for environment, where it is longer than the caller's */
    char announcement[NOTIFY_ADDRESS_MAX + sizeof "NOTIFY_SOCKET="];
    char *bare_argv[2];            /* room for it where the caller gave none at all */
    char **environment;            /* the caller's, but for what program_announce adds */
    char path[PATH_MAX];           /* the file to execute: a runtime, or a native executable */
    char underscore[PATH_MAX + 2]; /* room for "_=PATH" */
    struct handover handover;      /* for what is executed, if that is a runtime */
    char words[REQUEST_PATH_MAX];  /* room for the words of --runtime */
};

/* Finds what OPTIONS name, and never what leads back here. OPTIONS' argv becomes the program's.
 * False: errno is ENOENT, EACCES, ENAMETOOLONG, ENOMEM, or ELOOP if all that there is would lead
 * back; program->command is set. */
bool program_resolve(struct program *program, const struct options *options);

/* Adds NOTIFY_SOCKET=ADDRESS, unless the caller has one, or has hundreds of variables and there is
 * no memory. */
void program_announce(struct program *program, const char *address);

/* Becomes the program. Returns only on failure, after one line on fd 2: 126 or 127, for main to
 * return. */
int program_exec(const struct program *program);

/* Where the program itself is, as ocamlrun finds NAME: NAME, or PATH, where it is found on PATH. */
const char *program_find_file(const char *name, char *path, size_t size);

/* What errno says of PROGRAM, in words, without a line feed. */
void program_describe_failure(const struct program *program, char *text, size_t size);

/* One line on fd 2 about errno, and the exit status that stands for it. */
int program_report(const struct program *program);

/* Starts the program as a child that gets the caller's signals back and dies if this process is
 * killed. Its failure to exec ends it with 126 or 127 after one line on fd 2. Returns its pid, or
 * -1 with errno if it could not be forked. */
pid_t program_spawn(const struct program *program, const struct signals *signals);

/* Hands EVENT on to PROGRAM, with its value if it has one. */
void program_signal(pid_t program, const struct signals_event *event);

/* A close-on-exec descriptor that becomes readable when this process, whatever it has become, has
 * ended. -1: errno. */
int program_exit_fd(void);
