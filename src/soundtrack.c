/* SPDX-License-Identifier: MIT */
/* In a launch: what is heard, on its own thread.
 * Owns the thread and the pipe to it, until _exit. */
#include "soundtrack.h"

#include "late.h"
#include "monotonic.h"
#include "soundtrack_player.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The device is opened while a camel that may yet go unheard walks: late enough that most quick
 * programs never wake a sound server, early enough that a usual one (67 ms and more) is ready. */
#define OPEN_AFTER_MS 600
#define PLAY_AFTER_MS 1000
#define FADE_IN_MS    1500
#define TAIL_MS       60 /* chunks that the device has taken but not yet played */

struct soundtrack {
    char *path;
    int volume_percent;
    int64_t shown_ms;
    const struct trace *trace;
    int cue_read_fd, cue_write_fd; /* an int, the fade in ms, is the cue to end */
    int fade_ms;                   /* of that cue; the main thread's */
    atomic_bool audible;
};

/* True: the cue to end came before MOMENT_MS, and *FADE_MS is set. */
static bool cue_before(const struct soundtrack *soundtrack, int64_t moment_ms, int *fade_ms)
{
    struct pollfd cue = {.fd = soundtrack->cue_read_fd, .events = POLLIN};
    int64_t left_ms = moment_ms - monotonic_ms();

    while (poll(&cue, 1, left_ms < 0 ? 0 : (int)left_ms) < 0 && moment_ms > monotonic_ms())
        left_ms = moment_ms - monotonic_ms();
    return read(soundtrack->cue_read_fd, fade_ms, sizeof *fade_ms) == (ssize_t)sizeof *fade_ms;
}

static void *play(void *data)
{
    struct soundtrack *soundtrack = data;
    const struct soundtrack_player *player;
    const char *silent_because;
    struct pollfd cue = {.fd = soundtrack->cue_read_fd, .events = POLLIN};
    int fade_ms;

    if (cue_before(soundtrack, soundtrack->shown_ms + OPEN_AFTER_MS, &fade_ms))
        return NULL;
    player = late_part(SOUNDTRACK_PLAYER_FILE, SOUNDTRACK_PLAYER_SYMBOL);
    silent_because =
        player ? player->open(soundtrack->path, soundtrack->volume_percent) : "no SDL2_mixer";
    if (silent_because) {
        trace_event(soundtrack->trace, "sound off", "\"reason\":\"%s\"", silent_because);
        return NULL;
    }
    if (cue_before(soundtrack, soundtrack->shown_ms + PLAY_AFTER_MS, &fade_ms))
        return NULL;
    if (!player->play(FADE_IN_MS)) {
        trace_event(soundtrack->trace, "sound off", "\"reason\":\"cannot play\"");
        return NULL;
    }
    atomic_store(&soundtrack->audible, true);
    trace_event(soundtrack->trace, "sound on", "\"driver\":\"%s\"", player->driver());
    while (poll(&cue, 1, -1) < 0)
        ;
    if (read(soundtrack->cue_read_fd, &fade_ms, sizeof fade_ms) == (ssize_t)sizeof fade_ms)
        player->fade(fade_ms);
    return NULL;
}

static bool start_thread(struct soundtrack *soundtrack)
{
    pthread_attr_t attributes;
    pthread_t thread;
    bool started;

    if (pthread_attr_init(&attributes) != 0)
        return false;
    started = pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED) == 0 &&
              pthread_create(&thread, &attributes, play, soundtrack) == 0;
    pthread_attr_destroy(&attributes);
    return started;
}

struct soundtrack *soundtrack_start(const char *path, int volume_percent, int64_t shown_ms,
                                    const struct trace *trace)
{
    struct soundtrack *soundtrack = malloc(sizeof *soundtrack);
    int fds[2] = {-1, -1};

    if (!soundtrack)
        return NULL;
    *soundtrack = (struct soundtrack){
        .path = strdup(path),
        .volume_percent = volume_percent,
        .shown_ms = shown_ms,
        .trace = trace,
    };
    if (!soundtrack->path || pipe(fds) != 0)
        goto fail;
    soundtrack->cue_read_fd = fds[0];
    soundtrack->cue_write_fd = fds[1];
    /* a sound server's library may start programs; and an early look must not wait */
    fcntl(fds[0], F_SETFD, FD_CLOEXEC);
    fcntl(fds[1], F_SETFD, FD_CLOEXEC);
    fcntl(fds[0], F_SETFL, O_NONBLOCK);
    if (start_thread(soundtrack))
        return soundtrack;
fail:
    if (fds[0] >= 0) {
        close(fds[0]);
        close(fds[1]);
    }
    free(soundtrack->path);
    free(soundtrack);
    return NULL;
}

void soundtrack_fade(struct soundtrack *soundtrack, int fade_ms)
{
    if (!soundtrack)
        return;
    soundtrack->fade_ms = fade_ms;
    /* one int into an empty pipe: cannot block */
    if (write(soundtrack->cue_write_fd, &fade_ms, sizeof fade_ms) < 0)
        atomic_store(&soundtrack->audible, false);
}

int soundtrack_tail_ms(struct soundtrack *soundtrack)
{
    return soundtrack && atomic_load(&soundtrack->audible) ? soundtrack->fade_ms + TAIL_MS : 0;
}
