/* SPDX-License-Identifier: MIT */
/* The program's own first window, awaited on a thread of its own.
 *
 * A window counts when it is mapped, stands on its own (no menu, no tooltip: override-redirect), is
 * large enough to be looked at, and belongs to an X client whose process is in the program's tree.
 * One that was there before counts, too. Nothing polls: the X server tells. Windows of Wayland's
 * own are nobody else's business there, and are not seen. Source: the X-Resource extension 1.2 for
 * a client's process; where the server has it not, what the window says in _NET_WM_PID.
 *
 *     int fd = program_window_await(program);
 *     … when it is readable: while ((news = program_window_next(fd)) != PROGRAM_WINDOW_NO_NEWS) …
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

#define PROGRAM_WINDOW_FILE   "ocamlwalk-program-window.so"
#define PROGRAM_WINDOW_SYMBOL "program_window_plugin"

enum program_window_news {
    PROGRAM_WINDOW_NO_NEWS,
    PROGRAM_WINDOW_LOOKED, /* what was there has been looked at; FOUND will be what comes later */
    PROGRAM_WINDOW_FOUND,  /* there is such a window; no more news after that */
};

/* The interface of the shared object that holds libxcb-res; see plugin.h. */
struct program_window_plugin {
    /* Tells NEWS_FD, a byte each. Returns when there is such a window: true; or when there will be
     * none, for the display is gone. HOLDS is tree_holds. One thread, not the main one. */
    bool (*await)(pid_t program, bool (*holds)(pid_t program, pid_t process), int news_fd);
};

extern const struct program_window_plugin program_window_plugin;

/* Starts the thread. Returns a descriptor, which is the process's until its end, or -1: there is
 * no X display, or no thread to be had. LOOKED comes in any case, sooner or later; later than
 * anybody should wait for if the X server hangs. */
int program_window_await(pid_t program);

/* What FD, of program_window_await, has to tell. Never waits. */
enum program_window_news program_window_next(int fd);
