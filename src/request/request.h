/* SPDX-License-Identifier: MIT */
/* What was asked: by the user, in options, and by the wings, of the splash. One table has all of
 * it, and is the only place where an option is described: its name, type, bounds, default and help.
 *
 * What travels to the splash does so as a page: items `name=value`, the same words as on a command
 * line, each ended by a NUL, and an empty one at the end. The first page says everything that is
 * not as request_init leaves it, each later one what has changed. An item that nobody knows is
 * passed over, for a splash a little off is better than none.
 *
 *     struct request request;
 *     char page[REQUEST_PAGE_MAX];
 *     request_init(&request);
 *     size_t len = request_encode(&request, NULL, page, sizeof page);     in the wings
 *     request_decode(&request, page, len);                                in the splash
 */
#pragma once

#include "sign.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define REQUEST_PAGE_MAX     4096
#define REQUEST_PATH_MAX     1024 /* bytes with the NUL, as all that follow */
#define REQUEST_TITLE_MAX    256
#define REQUEST_STATUS_MAX   512
#define REQUEST_SCRIPT_MAX   128
#define REQUEST_POSITION_MAX 16
#define REQUEST_NOWHERE      INT32_MIN
#define REQUEST_OPTION_MAX   32 /* so many options there are at most */

enum request_failure { REQUEST_FAILURE_SHOW, REQUEST_FAILURE_QUIET };

enum request_splash { REQUEST_SPLASH_AUTO, REQUEST_SPLASH_ALWAYS, REQUEST_SPLASH_NEVER };

struct request {
    /* Options. */
    enum request_splash splash; /* whether the camel may come */
    int delay_ms;               /* how long the program is silent first */
    unsigned until;             /* the signs of life that end the show, a set of 1 << sign */
    int timeout_s;              /* 0: none */
    bool sound;
    int volume_percent;
    bool still;
    int fade_ms;
    bool exec;   /* become the program, with the camel beside it */
    bool memory; /* of how long programs are silent, and where the camel was */
    char position[REQUEST_POSITION_MAX]; /* see position.h; "": not given */
    enum request_failure on_failure;     /* of a program that has no terminal */
    bool hold;                           /* a terminal that would close at the end */
    char theme[REQUEST_PATH_MAX];   /* a name or a folder; to the splash, a folder; "": not given */
    char title[REQUEST_TITLE_MAX];  /* "": the program's name */
    char runtime[REQUEST_PATH_MAX]; /* words, see words.h; "": not given */
    char trace_path[REQUEST_PATH_MAX]; /* "": not given */
    /* What only the wings tell. */
    char default_theme[REQUEST_PATH_MAX]; /* the folder of the theme to fall back on */
    pid_t program;                        /* 0: none */
    char script[REQUEST_SCRIPT_MAX];      /* gaits by the clock, see animation/script.h; "": none */
    char status[REQUEST_STATUS_MAX];      /* what the program says of itself; "": nothing */
    int progress_percent;                 /* -1: not told */
    int64_t started_ms;                   /* the program, monotonic */
    int expected_ms;                      /* it will probably be silent for so long; 0: unknown */
    int64_t not_before_ms;                /* nothing is seen before that, monotonic */
    bool failed;           /* status says how the program ended; the camel lies down */
    int last_x, last_y;    /* where the user left the card, pixels; or NOWHERE */
    bool rehearsal;        /* its theme is under work, and read again when it changes */
    bool probe;            /* get ready, show nothing: the end says whether */
    int trace_fd, play_fd; /* come through exec, as those of a rehearsal do; -1: none */
    int keys_fd;           /* what is typed at the terminal */
    int words_fd;          /* for what is to be written into a theme */
    int complaints_fd;
    enum sign sign;   /* NONE, or what ends the show, as of since_ms */
    int64_t since_ms; /* monotonic */
};

/* Every member at its default. */
void request_init(struct request *request);

/* WORD is an option, NAME=VALUE, or NAME for one without a value. False: COMPLAINT, of SIZE bytes,
 * says what it wants ("wants --delay=, then milliseconds, 0 to 3600000"). Pure. */
bool request_set_option(struct request *request, const char *word, char *complaint, size_t size);

/* The page that makes of BEFORE (NULL: of a request as request_init leaves it) what REQUEST is, as
 * far as it travels. Returns its length; 0 if there is nothing to tell, or SIZE is too small. */
size_t request_encode(const struct request *request, const struct request *before, char *page,
                      size_t size);

/* Does what PAGE, of LEN bytes, says. False: it has no end, and nothing was done. Pure. */
bool request_decode(struct request *request, const char *page, size_t len);

/* The length of the first page in TEXT, with its end; 0: there is no whole one in its LEN bytes. */
size_t request_page_len(const char *text, size_t len);

/* The place, from 0 on, of the option that WORD names, as in request_option_help. -1: none. */
int request_option_index(const char *word);

/* The option at INDEX as it would have to be given for what REQUEST says: "--delay=1000"; "" where
 * that is the default. False: there are no more. */
bool request_option_given(const struct request *request, size_t index, char *text, size_t size);

/* The options, as --help lists them, to be written after one another: INDEX from 0 on. NAME is
 * "--delay=MS", HELP may have more lines than one. False: there are no more. */
bool request_option_help(size_t index, char *name, size_t name_size, char *help, size_t help_size);
