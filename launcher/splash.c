/* SPDX-License-Identifier: MIT */
/* Starting and ending the splash. Owns its process and the wings' end of the channel to it. */
#include "splash.h"

#include "descriptors.h"
#include "monotonic.h"
#include "process.h"
#include "self.h"
#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define TRY_MS 5000 /* a display that is so slow has no camel in time either */

bool splash_path(char *path, size_t size)
{
    return self_sibling(SELF_SPLASH, path, size);
}

bool splash_is_installed(void)
{
    char path[PATH_MAX];
    return splash_path(path, sizeof path) && access(path, X_OK) == 0;
}

static void pass_on(int fd)
{
    if (fd >= 0)
        fcntl(fd, F_SETFD, 0);
}

/* The descriptor's number is all that anybody sees on the command line. Returns on failure. */
static void execute(int channel_fd, const struct request *request)
{
    char path[PATH_MAX], number[16];
    pass_on(channel_fd);
    pass_on(request->trace_fd);
    pass_on(request->play_fd);
    pass_on(request->keys_fd);
    pass_on(request->words_fd);
    pass_on(request->complaints_fd);
    /* What is loaded into the program is not to be loaded into the splash. The rest of the
     * environment is the splash's own to prepare. */
    unsetenv("LD_PRELOAD");
    unsetenv("LD_AUDIT");
    snprintf(number, sizeof number, "%d", channel_fd);
    if (splash_path(path, sizeof path))
        execl(path, path, number, (char *)NULL);
}

static void begin(int channel_fd, const struct request *request, pid_t wings)
{
    /* Untied it might outlive the launch, and in the program's session it would be sent what is the
     * program's: then rather no camel. A session is a scheduling group, too: sched(7). */
    if (!process_tie_to(wings) || setsid() < 0)
        _exit(EXIT_FAILURE);
    signals_reset();
    process_be_expendable();
    if (descriptors_null_stdio())
        execute(channel_fd, request);
    _exit(EXIT_FAILURE);
}

/* Ends that nobody ever waits at. */
static bool open_channel(int fds[2])
{
    if (!descriptors_socketpair(fds))
        return false;
    if (fcntl(fds[0], F_SETFL, O_NONBLOCK) == 0 && fcntl(fds[1], F_SETFL, O_NONBLOCK) == 0)
        return true;
    int error = errno;
    close(fds[0]);
    close(fds[1]);
    errno = error;
    return false;
}

bool splash_spawn(struct splash *splash, const struct request *request)
{
    int fds[2];
    splash->pid = 0;
    splash->fd = -1;
    splash->full = false;
    splash->told.face_len = 0;
    channel_init(&splash->sender);
    if (!open_channel(fds))
        return false;
    time_t started = time(NULL);
    pid_t wings = getpid(), child = fork();
    if (child == 0)
        begin(fds[1], request, wings);
    int error = errno;
    close(fds[1]);
    if (child < 0) {
        close(fds[0]);
        errno = error;
        return false;
    }
    splash->pid = child;
    splash->started = started;
    splash->fd = fds[0];
    splash_tell(splash, request);
    return true;
}

void splash_tell(struct splash *splash, const struct request *request)
{
    splash->full = splash->fd >= 0 && !channel_send(&splash->sender, splash->fd, request);
}

enum reply splash_reply(struct splash *splash)
{
    return splash->fd >= 0 ? channel_reply(splash->fd, &splash->told) : REPLY_ENDED;
}

void splash_kill(const struct splash *splash)
{
    if (splash->pid > 1)
        kill(splash->pid, SIGKILL);
}

int splash_reap(struct splash *splash)
{
    int status = -1;
    pid_t reaped;
    if (splash->pid <= 0)
        return -1;
    do
        reaped = waitpid(splash->pid, &status, 0);
    while (reaped < 0 && errno == EINTR);
    if (reaped > 0 && WIFSIGNALED(status))
        process_release_memory(splash->pid, splash->started);
    close(splash->fd);
    splash->pid = 0;
    splash->fd = -1;
    splash->full = false;
    process_shrink_stack(); /* who may wait for hours from now on */
    return reaped > 0 ? status : -1;
}

const char *splash_complaint(int status)
{
    switch (status >= 0 && WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_FAILURE) {
    case ENDING_WELL:
        return NULL;
    case ENDING_NO_DISPLAY:
        return "the display cannot be opened";
    case ENDING_NO_THEME:
        return "neither the theme nor the default one can be shown";
    case ENDING_NO_ROOM:
        return "the card is larger than the monitor";
    case ENDING_NO_WINDOW:
        return "the display has no window that could be drawn in";
    case ENDING_NO_MANNERS:
        return "every window takes the focus, for this compositor has no layer shell "
               "(--splash=always overrides that)";
    case ENDING_OTHER_THEME:
        return "the theme cannot be shown here; it is the default";
    default:
        return "the splash has failed";
    }
}

bool splash_try(const struct request *request, const char **complaint)
{
    struct splash splash;
    struct request probe = *request;
    enum reply reply = REPLY_NONE;
    probe.probe = true;
    if (!splash_spawn(&splash, &probe)) {
        *complaint = strerror(errno);
        return false;
    }
    int64_t until_ms = monotonic_ms() + TRY_MS, left_ms = TRY_MS;
    while (reply != REPLY_ENDED && left_ms > 0) {
        poll(&(struct pollfd){.fd = splash.fd, .events = POLLIN}, 1, (int)left_ms);
        reply = splash_reply(&splash);
        left_ms = until_ms - monotonic_ms();
    }
    if (reply != REPLY_ENDED)
        splash_kill(&splash);
    int status = splash_reap(&splash);
    *complaint = reply == REPLY_ENDED ? splash_complaint(status) : "the display does not answer";
    return !*complaint || (WIFEXITED(status) && WEXITSTATUS(status) == ENDING_OTHER_THEME);
}

void splash_become(const struct request *request)
{
    static struct channel_sender sender;
    int fds[2];
    if (!open_channel(fds))
        return;
    channel_init(&sender);
    if (channel_send(&sender, fds[0], request)) /* it stays in the socket, whose one end we drop */
        execute(fds[1], request);
}
