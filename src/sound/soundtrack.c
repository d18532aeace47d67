/* SPDX-License-Identifier: MIT */
/* In a launch: what is heard, on its own thread.
 * Owns the thread and the pipe to it, until _exit. */
#include "soundtrack.h"

#include "monotonic.h"
#include "mute_policy.h"
#include "plugin.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

/* The device is opened while a camel that may yet go unheard walks: late enough that most quick
 * programs never wake a sound server, early enough that a usual one (67 ms and more) is ready. */
#define OPEN_AFTER_MS 600
#define PLAY_AFTER_MS 1000
#define FADE_IN_MS    1500
#define RING_MS       260 /* of the resolve; the lifeline gives 400 ms to a program that has ended */
#define TAIL_MS       100  /* chunks that the device has taken but not yet played */
#define LOOK_MS       4000 /* how soon it is noticed that somebody locks the screen */
#define HUSH_MS       500

/* What the main thread tells the soundtrack's. */
struct cue {
    enum { CUE_NONE, CUE_CHANGE, CUE_FADE } kind;
    int value; /* the section, or the fade in ms */
};

struct soundtrack {
    struct soundtrack_score score;
    int64_t shown_ms;
    const struct trace *trace;
    int cue_read_fd, cue_write_fd;
    int fade_ms;                                      /* of the cue to end; the main thread's */
    _Atomic(const struct soundtrack_player *) player; /* once it is to be heard */
    enum gait wanted;                                 /* before that; the soundtrack's thread's */
};

/* The next cue, waited for until MOMENT_MS (-1: for ever); CUE_NONE if none came. */
static struct cue next_cue(const struct soundtrack *soundtrack, int64_t moment_ms)
{
    struct pollfd readable = {.fd = soundtrack->cue_read_fd, .events = POLLIN};
    struct cue cue = {.kind = CUE_NONE};
    int ready;

    do {
        int64_t left_ms = moment_ms < 0 ? -1 : moment_ms - monotonic_ms();
        ready = poll(&readable, 1, moment_ms >= 0 && left_ms < 0 ? 0 : (int)left_ms);
    } while (ready < 0);
    if (ready > 0 && read(soundtrack->cue_read_fd, &cue, sizeof cue) != (ssize_t)sizeof cue)
        cue.kind = CUE_FADE; /* cannot be: the pipe takes a cue whole or not at all */
    return cue;
}

/* True: the cue to end came before MOMENT_MS. */
static bool over_before(struct soundtrack *soundtrack, int64_t moment_ms)
{
    struct cue cue;

    while ((cue = next_cue(soundtrack, moment_ms)).kind == CUE_CHANGE)
        soundtrack->wanted = cue.value;
    return cue.kind == CUE_FADE;
}

static const char *open_player(const struct soundtrack *soundtrack,
                               const struct soundtrack_player **player)
{
    const char *silent_because = mute_policy_reason();

    if (silent_because)
        return silent_because;
    if (!(*player = plugin_load(SOUNDTRACK_PLAYER_FILE, SOUNDTRACK_PLAYER_SYMBOL)))
        return "no SDL2_mixer";
    return (*player)->open(&soundtrack->score);
}

/* Follows the cues until the one to end: NULL. Else why there shall be silence before it. */
static const char *follow(const struct soundtrack *soundtrack,
                          const struct soundtrack_player *player)
{
    struct cue cue = {CUE_CHANGE, soundtrack->wanted};
    int64_t look_ms = monotonic_ms() + LOOK_MS;
    const char *silent_because = NULL;

    while (cue.kind != CUE_FADE && !silent_because) {
        int64_t tend_ms;
        if (cue.kind == CUE_CHANGE)
            player->change(cue.value);
        tend_ms = player->tend();
        if (tend_ms >= 0)
            tend_ms += monotonic_ms();
        cue = next_cue(soundtrack, tend_ms >= 0 && tend_ms < look_ms ? tend_ms : look_ms);
        if (cue.kind == CUE_NONE && monotonic_ms() >= look_ms) {
            silent_because = mute_policy_reason();
            look_ms = monotonic_ms() + LOOK_MS;
        }
    }
    player->fade(silent_because ? HUSH_MS : cue.value, RING_MS);
    return silent_because;
}

static void *play(void *data)
{
    struct soundtrack *soundtrack = data;
    const struct soundtrack_player *player = NULL;
    const char *silent_because;

    if (over_before(soundtrack, soundtrack->shown_ms + OPEN_AFTER_MS))
        return NULL;
    silent_because = open_player(soundtrack, &player);
    if (silent_because) {
        trace_event(soundtrack->trace, "sound off", "\"reason\":\"%s\"", silent_because);
        return NULL;
    }
    if (over_before(soundtrack, soundtrack->shown_ms + PLAY_AFTER_MS))
        return NULL;
    if (!player->play(soundtrack->shown_ms * 1000, FADE_IN_MS)) {
        trace_event(soundtrack->trace, "sound off", "\"reason\":\"cannot play\"");
        return NULL;
    }
    atomic_store(&soundtrack->player, player);
    trace_event(soundtrack->trace, "sound on", "\"driver\":\"%s\"", player->driver());
    if ((silent_because = follow(soundtrack, player))) {
        atomic_store(&soundtrack->player, NULL); /* the camel keeps its own time again */
        trace_event(soundtrack->trace, "sound off", "\"reason\":\"%s\"", silent_because);
    }
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

struct soundtrack *soundtrack_start(const struct soundtrack_score *score, int64_t shown_ms,
                                    const struct trace *trace)
{
    struct soundtrack *soundtrack = malloc(sizeof *soundtrack);
    int fds[2] = {-1, -1};

    if (!soundtrack)
        return NULL;
    *soundtrack = (struct soundtrack){.score = *score, .shown_ms = shown_ms, .trace = trace};
    if (pipe(fds) != 0)
        goto fail;
    soundtrack->cue_read_fd = fds[0];
    soundtrack->cue_write_fd = fds[1];
    /* a sound server's library may start programs; and whoever tells must not wait */
    fcntl(fds[0], F_SETFD, FD_CLOEXEC);
    fcntl(fds[1], F_SETFD, FD_CLOEXEC);
    fcntl(fds[1], F_SETFL, O_NONBLOCK);
    if (start_thread(soundtrack))
        return soundtrack;
fail:
    if (fds[0] >= 0) {
        close(fds[0]);
        close(fds[1]);
    }
    free(soundtrack);
    return NULL;
}

/* A pipe that is full, behind a thread that is stuck, loses the cue. */
static bool tell(const struct soundtrack *soundtrack, struct cue cue)
{
    return write(soundtrack->cue_write_fd, &cue, sizeof cue) == (ssize_t)sizeof cue;
}

void soundtrack_change(struct soundtrack *soundtrack, enum gait section)
{
    if (soundtrack)
        tell(soundtrack, (struct cue){CUE_CHANGE, (int)section});
}

bool soundtrack_hears(struct soundtrack *soundtrack, int64_t now_us, struct soundtrack_heard *heard)
{
    const struct soundtrack_player *player = soundtrack ? atomic_load(&soundtrack->player) : NULL;

    return player && player->hears(now_us, heard);
}

void soundtrack_fade(struct soundtrack *soundtrack, int fade_ms)
{
    if (!soundtrack)
        return;
    soundtrack->fade_ms = fade_ms;
    if (!tell(soundtrack, (struct cue){CUE_FADE, fade_ms}))
        atomic_store(&soundtrack->player, NULL);
}

int soundtrack_tail_ms(struct soundtrack *soundtrack)
{
    if (!soundtrack || !atomic_load(&soundtrack->player))
        return 0;
    return (soundtrack->fade_ms > RING_MS ? soundtrack->fade_ms : RING_MS) + TAIL_MS;
}
