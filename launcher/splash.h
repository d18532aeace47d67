/* SPDX-License-Identifier: MIT */
/* The splash as the wings see it: a process to be started, told what to show, heard, and ended if
 * it does not end by itself. It draws at any pace it can get, and nobody waits for it.
 *
 *     static struct splash splash;
 *     if (splash_spawn(&splash, &request))
 *         splash_tell(&splash, &request);         again when splash.fd is writable, if splash.full
 *     while ((reply = splash_reply(&splash)) != REPLY_NONE) …     when splash.fd is readable
 */
#pragma once

#include "channel.h"
#include "request.h"

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

struct splash {
    pid_t pid;      /* 0: there is none */
    time_t started; /* wall time */
    int fd;         /* the wings' end of the channel; -1: none */
    bool full;      /* it has not taken all it was told */
    struct channel_told told;
    struct channel_sender sender;
};

/* True if the splash is installed where it belongs. */
bool splash_is_installed(void);

/* Where the splash belongs, for messages. False: it cannot be told. */
bool splash_path(char *path, size_t size);

/* Starts it with REQUEST: in a session of its own, expendable, with none of our descriptors but its
 * end of the channel and REQUEST's. False: errno says why; there is none. */
bool splash_spawn(struct splash *splash, const struct request *request);

/* Tells it what of REQUEST has changed. */
void splash_tell(struct splash *splash, const struct request *request);

/* What it has to say. After ENDED it is to be reaped. */
enum reply splash_reply(struct splash *splash);

/* Kills it, if it is there still; it is to be reaped then. */
void splash_kill(const struct splash *splash);

/* Waits for its end, which is certain when this is called, and tidies up after one that was killed.
 * Returns its wait status, or -1. */
int splash_reap(struct splash *splash);

/* Has one get ready for REQUEST and end, for seconds at most: nothing is seen. False: it could show
 * nothing. *COMPLAINT as splash_complaint gives it; NULL: all is well. */
bool splash_try(const struct request *request, const char **complaint);

/* What the wait status of a splash says went wrong, in words: a constant text. NULL: nothing. */
const char *splash_complaint(int status);

/* Becomes the splash, with REQUEST, in this process. Returns only on failure, with errno. */
void splash_become(const struct request *request);
