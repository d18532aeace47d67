/* SPDX-License-Identifier: MIT */
/* Windows under Wayland, whoever's, awaited on a thread of its own: that there are any, and that
 * another one has opened. Nothing polls: the compositor tells, by ext_foreign_toplevel_list_v1 or
 * wlroots' zwlr_foreign_toplevel_manager_v1. Neither tells whose they are: that is the wings'
 * business, launcher/toplevel.h. A connection of its own, for the card may be an X window.
 *
 *     int fd = toplevels_await(program);
 *     … when it is readable: while ((news = toplevels_next(fd)) != TOPLEVELS_NO_NEWS) …
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

enum toplevels_news {
    TOPLEVELS_NO_NEWS,
    TOPLEVELS_OPENED, /* another window has opened, or several have */
    TOPLEVELS_OPEN,   /* there were windows already when the first look was over */
    TOPLEVELS_UNTOLD, /* the compositor tells of none; no more news after that */
};

/* True if there may be a compositor: WAYLAND_DISPLAY is set. */
bool toplevels_exist(void);

/* Starts the thread. Returns a descriptor, which is the process's until its end, or -1: there is no
 * compositor, no PROGRAM, or no thread to be had. */
int toplevels_await(pid_t program);

/* What FD, of toplevels_await, has to tell. Never waits. */
enum toplevels_news toplevels_next(int fd);

/* The thread's part, which differs by whether there is a libwayland-client: tells what the
 * compositor does, until that is gone: true. False: it tells nothing, or nothing any more. */
bool toplevels_follow(void (*tell)(int news_fd, enum toplevels_news news), int news_fd);
