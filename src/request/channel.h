/* SPDX-License-Identifier: MIT */
/* The two ends of the socketpair between wings and splash: pages (request.h) one way, single
 * replies the other. Neither end ever waits for the other; the end of one process is end-of-file
 * for the other.
 *
 *     struct channel_sender sender;                   in the wings
 *     channel_send(&sender, fd, &request);            again when fd is writable, if it says so
 *     while ((reply = channel_reply(fd, &told)) != REPLY_NONE) …
 *
 *     struct channel_receiver receiver = {.fd = fd};  in the splash
 *     enum channel_state state = channel_receive(&receiver, &request);
 *     channel_tell(&receiver, REPLY_SHOWN);
 */
#pragma once

#include "request.h"
#include "state_file.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the splash has to say: a byte each, and what else is said here. */
enum reply {
    REPLY_NONE,
    REPLY_SHOWN,            /* the first frame is on the screen */
    REPLY_GONE,             /* the window is off it again */
    REPLY_WINDOW,           /* the program has a window of its own */
    REPLY_TOPLEVEL_OPENED,  /* somebody has opened a window, under Wayland */
    REPLY_TOPLEVELS_OPEN,   /* windows were there before that could be told */
    REPLY_TOPLEVELS_UNTOLD, /* the compositor tells of none */
    REPLY_RESTS,            /* the program rests, as a server does */
    REPLY_DISMISSED,        /* the user clicked the card away */
    REPLY_PLACE,            /* the user has left the card elsewhere; then where, a channel_place */
    REPLY_FACE,             /* the face of its words, to be kept; then its length and a text */
    REPLY_DISPLAY,          /* the display is lost; the splash ends */
    REPLY_ENDED,            /* there is no splash any more */
};

/* The card's top left corner, pixels of the whole screen. */
struct channel_place {
    int32_t x, y;
};

/* What has come with replies. */
struct channel_told {
    struct channel_place place; /* of the last PLACE */
    size_t face_len;            /* of the last FACE; 0: none has come whole */
    char face[STATE_FILE_FACE_MAX];
};

/* How the splash ends by itself: its exit status. A fault is 128 and the signal. */
enum ending {
    ENDING_WELL,
    ENDING_NO_DISPLAY = 3, /* it cannot be opened */
    ENDING_NO_THEME,       /* neither the one asked for nor the default can be shown */
    ENDING_NO_ROOM,        /* the card is larger than the monitor */
    ENDING_NO_WINDOW,
    ENDING_OTHER_THEME, /* well, with the default instead of the theme asked for */
    ENDING_NO_MANNERS,  /* any window here takes the focus, and nobody has asked for one */
};

/* What was told, and what a full socket has not taken yet. */
struct channel_sender {
    struct request told;
    bool has_told;
    char page[REQUEST_PAGE_MAX];
    size_t len, sent;
};

/* Nothing told yet. */
void channel_init(struct channel_sender *sender);

/* Tells what of REQUEST was not told yet. False: the socket is full; it is to be called again once
 * FD is writable, with whatever REQUEST is the latest then. A splash that is gone hears nothing:
 * true. */
bool channel_send(struct channel_sender *sender, int fd, const struct request *request);

/* The next reply of the splash: NONE if there is none now. *TOLD is untouched by all but PLACE and
 * FACE. */
enum reply channel_reply(int fd, struct channel_told *told);

struct channel_receiver {
    int fd; /* the splash's end; borrowed */
    size_t len;
    char text[2 * REQUEST_PAGE_MAX]; /* pages not yet done */
};

enum channel_state {
    CHANNEL_SAME,
    CHANNEL_NEWS,   /* REQUEST has changed */
    CHANNEL_CLOSED, /* the wings are gone, or talk nonsense */
};

/* Reads what there is. Never waits on a non-blocking descriptor. */
enum channel_state channel_receive(struct channel_receiver *receiver, struct request *request);

/* Tells the wings, who may be gone. */
void channel_tell(const struct channel_receiver *receiver, enum reply reply);

/* The same for PLACE. */
void channel_tell_place(const struct channel_receiver *receiver, struct channel_place place);

/* The same for TEXT, a face's; one that is longer than STATE_FILE_FACE_MAX is not told. */
void channel_tell_face(const struct channel_receiver *receiver, const char *text);
