/* SPDX-License-Identifier: MIT */
/* The program's own first window, awaited on a thread of its own.
 *
 * A window counts when it is mapped, stands on its own (no menu, no tooltip: override-redirect), is
 * large enough to be looked at, and belongs to an X client whose process is in the program's tree.
 * One that was there before counts, too. Nothing polls: the X server tells. Windows of Wayland's
 * own are nobody else's business there, and are not seen. Source: the X-Resource extension 1.2 for
 * a client's process; where the server has it not, what the window says in _NET_WM_PID.
 *
 *     int fd = guest_await(program);
 *     … when it is readable: while ((news = guest_next(fd)) != GUEST_NEWS_NONE) …
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

#define GUEST_FILE   "ocamlwalk-guest.so"
#define GUEST_SYMBOL "guest_eyes"

enum guest_news {
    GUEST_NEWS_NONE,
    GUEST_NEWS_LOOKED, /* what was there has been looked at: from now on, COME is for what comes */
    GUEST_NEWS_COME,   /* there is such a window; no more news after that */
};

/* The interface of the shared object that holds libxcb-res; see late.h. */
struct guest_eyes {
    /* Tells NEWS_FD, a byte each. Returns when there is such a window: true; or when there will be
     * none, for the display is gone. HOLDS is tree_holds. One thread, not the main one. */
    bool (*await)(pid_t program, bool (*holds)(pid_t program, pid_t process), int news_fd);
};

extern const struct guest_eyes guest_eyes;

/* Starts the thread. Returns a descriptor, which is the process's until its end, or -1: there is
 * no X display, or no thread to be had. LOOKED comes in any case, sooner or later; later than
 * anybody should wait for if the X server hangs. */
int guest_await(pid_t program);

/* What FD, of guest_await, has to tell. Never waits. */
enum guest_news guest_next(int fd);
