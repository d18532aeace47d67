/* SPDX-License-Identifier: MIT */
/* The soundtrack's thread, and what it is told. Owns both until _exit. */
#include "soundtrack.h"

#include "monotonic.h"
#include "mute_policy.h"
#include "plugin.h"
#include "worker.h"

#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

/* The device is opened while a camel that may yet go unheard walks: late enough that most quick
 * programs never wake a sound server, early enough that a usual one (67 ms and more) is ready. */
#define OPEN_AFTER_MS 600
#define PLAY_AFTER_MS 1000
#define FADE_IN_MS    1500
#define FADE_MIN_MS   40  /* the picture may go at once; a sound cut off would click */
#define RING_MS       260 /* of the resolve; the wings give a second in all to a camel that leaves */
#define TAIL_MS       100  /* chunks that the device has taken but not yet played */
#define LOOK_MS       4000 /* how soon it is noticed that somebody locks the screen */
#define MUTE_MS       500

/* What the main thread tells the soundtrack's. */
struct order {
    enum { ORDER_NONE, ORDER_CHANGE, ORDER_HUSH, ORDER_FADE } kind;
    int value; /* the gait, whether it is hushed, or the fade in ms */
};

struct soundtrack {
    struct soundtrack_score score;
    int64_t shown_ms;
    const struct trace *trace;
    enum gait told;                                   /* to the thread, last; the main thread's */
    int write_fd;                                     /* for orders, the main thread's */
    int fade_ms;                                      /* of the order to fade; the main thread's */
    int read_fd;                                      /* for orders, the soundtrack's thread's */
    enum gait wanted;                                 /* before it is to be heard; likewise */
    bool hushed;                                      /* the same */
    _Atomic(const struct soundtrack_player *) player; /* once it is to be heard */
};

/* The next order, waited for until MOMENT_MS (-1: for ever); ORDER_NONE if none came. */
static struct order next_order(const struct soundtrack *soundtrack, int64_t moment_ms)
{
    struct pollfd readable = {.fd = soundtrack->read_fd, .events = POLLIN};
    int ready;
    do {
        int64_t left_ms = moment_ms < 0 ? -1 : moment_ms - monotonic_ms();
        ready = poll(&readable, 1, moment_ms >= 0 && left_ms < 0 ? 0 : (int)left_ms);
    } while (ready < 0);
    struct order order = {.kind = ORDER_NONE};
    if (ready > 0 && read(soundtrack->read_fd, &order, sizeof order) != (ssize_t)sizeof order)
        order.kind = ORDER_FADE; /* cannot be: the pipe takes an order whole or not at all */
    return order;
}

/* True: the order to fade came before MOMENT_MS. */
static bool is_over_before(struct soundtrack *soundtrack, int64_t moment_ms)
{
    struct order order;
    while ((order = next_order(soundtrack, moment_ms)).kind == ORDER_CHANGE ||
           order.kind == ORDER_HUSH) {
        if (order.kind == ORDER_CHANGE)
            soundtrack->wanted = (enum gait)order.value;
        else
            soundtrack->hushed = order.value;
    }
    return order.kind == ORDER_FADE;
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

/* Follows the orders until the one to fade: NULL. Else why there shall be silence before it. */
static const char *follow(const struct soundtrack *soundtrack,
                          const struct soundtrack_player *player)
{
    struct order order = {ORDER_CHANGE, (int)soundtrack->wanted};
    int64_t look_ms = monotonic_ms() + LOOK_MS;
    const char *silent_because = NULL;
    while (order.kind != ORDER_FADE && !silent_because) {
        if (order.kind == ORDER_CHANGE)
            player->change((enum gait)order.value);
        if (order.kind == ORDER_HUSH)
            player->hush(order.value);
        int64_t tend_ms = player->tend();
        if (tend_ms >= 0)
            tend_ms += monotonic_ms();
        order = next_order(soundtrack, tend_ms >= 0 && tend_ms < look_ms ? tend_ms : look_ms);
        if (order.kind == ORDER_NONE && monotonic_ms() >= look_ms) {
            silent_because = mute_policy_reason();
            look_ms = monotonic_ms() + LOOK_MS;
        }
    }
    player->fade(silent_because ? MUTE_MS : order.value, RING_MS);
    return silent_because;
}

static void note_silence(const struct soundtrack *soundtrack, const char *reason)
{
    trace_event(soundtrack->trace, "sound off", "reason=%s", reason);
}

/* Nothing is told back: what the main thread asks for, it reads from the player. */
static void play(void *data, int orders_fd, int news_fd)
{
    (void)news_fd;
    struct soundtrack *soundtrack = data;
    soundtrack->read_fd = orders_fd;
    if (is_over_before(soundtrack, soundtrack->shown_ms + OPEN_AFTER_MS))
        return;
    const struct soundtrack_player *player = NULL;
    const char *silent_because = open_player(soundtrack, &player);
    if (silent_because) {
        note_silence(soundtrack, silent_because);
        return;
    }
    if (is_over_before(soundtrack, soundtrack->shown_ms + PLAY_AFTER_MS))
        return;
    player->hush(soundtrack->hushed);
    if (!player->play(soundtrack->shown_ms * 1000, FADE_IN_MS)) {
        note_silence(soundtrack, "cannot play");
        return;
    }
    atomic_store(&soundtrack->player, player);
    trace_event(soundtrack->trace, "sound on", "driver=%s", player->driver());
    if ((silent_because = follow(soundtrack, player))) {
        atomic_store(&soundtrack->player, NULL); /* the camel keeps its own time again */
        note_silence(soundtrack, silent_because);
    }
}

struct soundtrack *soundtrack_start(const struct soundtrack_score *score, int64_t shown_ms,
                                    const struct trace *trace)
{
    struct soundtrack *soundtrack = malloc(sizeof *soundtrack);
    if (!soundtrack)
        return NULL;
    *soundtrack = (struct soundtrack){.score = *score, .shown_ms = shown_ms, .trace = trace};
    struct worker worker;
    if (!worker_start(&worker, play, soundtrack)) {
        free(soundtrack);
        return NULL;
    }
    soundtrack->write_fd = worker.orders_fd;
    return soundtrack;
}

/* A pipe that is full, behind a thread that is stuck, loses the order. */
static bool tell(const struct soundtrack *soundtrack, struct order order)
{
    return write(soundtrack->write_fd, &order, sizeof order) == (ssize_t)sizeof order;
}

void soundtrack_change(struct soundtrack *soundtrack, enum gait gait)
{
    if (soundtrack && gait != soundtrack->told &&
        tell(soundtrack, (struct order){ORDER_CHANGE, (int)gait}))
        soundtrack->told = gait;
}

void soundtrack_hush(struct soundtrack *soundtrack, bool hushed)
{
    if (soundtrack)
        tell(soundtrack, (struct order){ORDER_HUSH, hushed});
}

bool soundtrack_hears(struct soundtrack *soundtrack, int64_t now_us, struct beat *beat)
{
    const struct soundtrack_player *player = soundtrack ? atomic_load(&soundtrack->player) : NULL;
    return player && player->hears(now_us, beat);
}

void soundtrack_fade(struct soundtrack *soundtrack, int fade_ms)
{
    if (!soundtrack)
        return;
    soundtrack->fade_ms = fade_ms > FADE_MIN_MS ? fade_ms : FADE_MIN_MS;
    if (!tell(soundtrack, (struct order){ORDER_FADE, soundtrack->fade_ms}))
        atomic_store(&soundtrack->player, NULL);
}

int soundtrack_tail_ms(struct soundtrack *soundtrack)
{
    if (!soundtrack || !atomic_load(&soundtrack->player))
        return 0;
    return (soundtrack->fade_ms > RING_MS ? soundtrack->fade_ms : RING_MS) + TAIL_MS;
}
