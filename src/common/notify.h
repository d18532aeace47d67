/* SPDX-License-Identifier: MIT */
/* What the program says of itself: sd_notify's datagrams, READY=1, STATUS=…, and of our own
 * X_OCAMLWALK_PROGRESS=0.42, X_OCAMLWALK_TITLE=… and X_OCAMLWALK_FAILED=….
 *
 * Nobody need say anything, and nothing is ever answered. Each packet is bounded, checked as UTF-8
 * and stripped of control characters before it is believed. Source: sd_notify(3), unix(7).
 *
 *     struct notify notify;
 *     struct notify_message message;
 *     notify_open(&notify);
 *     …start the program with NOTIFY_SOCKET=notify.address…
 *     while (notify_receive(&notify, program, &message))
 *         if (message.ready) …
 */
#pragma once

#include "unix_address.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define NOTIFY_PACKET_MAX  4096 /* bytes; a longer datagram is dropped whole */
#define NOTIFY_STATUS_MAX  512  /* bytes with the NUL; longer words are cut between characters */
#define NOTIFY_TITLE_MAX   256  /* the same */
#define NOTIFY_ADDRESS_MAX UNIX_ADDRESS_MAX
#define NOTIFY_SIGNATURE \
    "ocamlwalk-" /* in every address of ours: how a launch knows that it is inside another */

struct notify {
    int fd;                           /* -1: closed */
    char address[NOTIFY_ADDRESS_MAX]; /* for NOTIFY_SOCKET: '@' and an abstract name, or a path */
};

struct notify_message {
    bool ready; /* READY=1 */
    bool has_status;
    bool has_progress;
    bool has_title;
    bool has_failed;
    int progress_percent; /* 0 to 100 */
    /* UTF-8, NUL-terminated, without control characters. */
    char status[NOTIFY_STATUS_MAX];
    char title[NOTIFY_TITLE_MAX];   /* what it calls itself */
    char failed[NOTIFY_STATUS_MAX]; /* why it has failed */
};

/* Binds a socket to an address of its own: close-on-exec, non-blocking, above 2. To be called
 * before the program starts, which might have something to say at once. False: errno says why, fd
 * is -1 and the address "". */
bool notify_open(struct notify *notify);

/* For the systems' notify_open: closes what it had, and keeps errno. */
void notify_fail(struct notify *notify);

/* Takes the datagrams that wait, a few at a time: *MESSAGE has the latest of each kind that they
 * tell. Heard are processes of this user's and root's, and whoever is in PROGRAM's tree, be it a
 * daemon that has given up root. Descriptors that come along are closed, whatever they are, without
 * waiting for that: SIGALRM must be nobody else's. False: no datagram is waiting. Never blocks for
 * longer than some milliseconds.
 */
bool notify_receive(struct notify *notify, pid_t program, struct notify_message *message);

/* For the systems' notify_receive: adds what the LEN bytes at PACKET tell. Lines end with a newline
 * or a NUL, and each counts for itself: one that is not acceptable is passed over. Progress may be
 * written as any language does, and is brought within 0 and 1. Pure. */
void notify_add(struct notify_message *message, const char *packet, size_t packet_len);

/* True if ADDRESS (a NOTIFY_SOCKET value, or NULL) was made by notify_open of some launch. Pure. */
bool notify_is_ours(const char *address);

/* Nobody reads here any more: what is sent from now on is dropped, and nobody who sends is refused,
 * or waits for room, as long as this descriptor is open. */
void notify_mute(const struct notify *notify);

/* Closes, and removes the address from the file system where it is a path. Harmless twice. */
void notify_close(struct notify *notify);

/* Removes addresses from the file system that launches which were killed have left there. */
void notify_sweep(void);
