/* SPDX-License-Identifier: MIT */
/* The wings' loop: what is heard and seen. Owns, in their process: the watch, the notify socket,
 * the look at the prompt. */
#include "direction.h"

#include "appearance.h"
#include "demo.h"
#include "failure.h"
#include "keyboard.h"
#include "monotonic.h"
#include "prompt.h"
#include "witness.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define POLL_MS      33 /* how often a watch without a descriptor is asked */
#define DOUBT_MS     10 /* an event of which nobody's count tells: who counts it may have to wait */
#define DOUBT_MAX_MS 1000 /* each look at that is ten times as late as the one before */
#define AWAY_MS      500  /* how soon a demo in the background sees that it is in front again */
#define FAILURES_MAX 10   /* of waiting, for want of memory: more are for ever */
#define NOTICES_MAX  8    /* batches read at a time: in a flood, everybody else is heard, too */

enum source {
    SOURCE_OVER,
    SOURCE_OUTPUT,
    SOURCE_NOTICE,
    SOURCE_SPLASH,
    SOURCE_CLAIM,
    SOURCE_KEYS,
    SOURCE_COUNT
};

struct direction {
    struct observed *observed;
    struct appearance appearance;
    struct prompt prompt;
    bool over;          /* the program has ended */
    int failure_count;  /* of waiting */
    bool hesitated;     /* the cue was put off, to see whether the program's input comes */
    int64_t poll_ms;    /* when a watch without a descriptor is to be asked */
    int64_t doubt_ms;   /* when an event's count is to be looked at again */
    int doubt_pause_ms; /* since the last look at it; 0: nothing is in doubt */
};

/* Nobody looks at the output any more: nothing that the program writes wakes us. */
static void stop_watching(struct direction *direction)
{
    watch_close(&direction->observed->watch);
    prompt_close(&direction->prompt);
}

/* Its words are read to the end, whoever is there to be told. */
static void hear_notices(struct direction *direction)
{
    struct observed *from = direction->observed;
    struct notify_message message;
    for (int i = 0; i < NOTICES_MAX && notify_receive(&from->notify, from->program, &message);
         i++) {
        if (message.ready)
            appearance_decide(&direction->appearance, SIGN_READY);
        appearance_note(&direction->appearance, &message);
    }
}

/* False: there is none, or it need not be told. */
static bool tell_failure(struct direction *direction, int status)
{
    char sentence[FAILURE_MAX];
    struct appearance *appearance = &direction->appearance;
    const char *path = appearance->program_path[0] ? appearance->program_path : NULL;
    if (!direction->observed->shows_failure)
        return false;
    hear_notices(direction); /* before it ended it may have said why, or that it was ready */
    if (!appearance_is_fresh(appearance, monotonic_ms()) ||
        !failure_describe(status, path, sentence))
        return false;
    stop_watching(direction);
    appearance_fail(appearance, sentence);
    return true;
}

/* The launch is over, or the launcher only asks. */
static void hear_launcher(struct direction *direction)
{
    int status = 0;
    enum witness_word word = witness_hear(direction->observed->over_fd, &status);
    if (word == WITNESS_ASKED)
        return;
    direction->over = true;
    if (word == WITNESS_ENDED && tell_failure(direction, status))
        return;
    appearance_decide(&direction->appearance, word == WITNESS_KILLED ? SIGN_LAUNCHER : SIGN_EXIT);
    if (word == WITNESS_KILLED)
        splash_kill(&direction->appearance.splash);
}

static bool polls(const struct direction *direction)
{
    return appearance_ends_by(&direction->appearance, SIGN_OUTPUT) &&
           direction->observed->watch.fd < 0 && direction->observed->program > 0;
}

static bool polled_output(struct direction *direction, int64_t now_ms)
{
    if (!polls(direction) || now_ms < direction->poll_ms)
        return false;
    direction->poll_ms = now_ms + POLL_MS;
    return watch_fired(&direction->observed->watch);
}

/* The kernel tells of a write before it counts its bytes. Where all processors are wanted, the
 * writer may be put off between the two. */
static void doubt(struct direction *direction, int64_t now_ms, int pause_ms)
{
    direction->doubt_ms = now_ms + pause_ms;
    direction->doubt_pause_ms = pause_ms;
}

static bool doubts(const struct direction *direction)
{
    return direction->doubt_pause_ms > 0 && !appearance_is_decided(&direction->appearance);
}

/* True if there was a write of the program's after all. */
static bool doubted_output(struct direction *direction, int64_t now_ms)
{
    if (!doubts(direction) || now_ms < direction->doubt_ms)
        return false;
    if (watch_fired(&direction->observed->watch))
        return true;
    int pause_ms = direction->doubt_pause_ms;
    doubt(direction, now_ms, pause_ms < DOUBT_MAX_MS ? 10 * pause_ms : 0);
    return false;
}

/* True if the program is seen to wait for somebody whose turn is a sign that ends the camel. */
static bool waits_for_somebody(struct direction *direction, int64_t now_ms)
{
    static const enum sign signs[] = {
        [TERMINAL_INPUT] = SIGN_TERMINAL, [TERMINAL_OUTPUT] = SIGN_OUTPUT};
    enum terminal_wait wait = prompt_look(&direction->prompt, now_ms);
    if (wait == TERMINAL_NONE || !appearance_ends_by(&direction->appearance, signs[wait]))
        return false;
    appearance_decide(&direction->appearance, signs[wait]);
    return true;
}

/* The delay is over. A last look, and the camel comes. */
static void take_cue(struct direction *direction, int64_t now_ms)
{
    struct appearance *appearance = &direction->appearance;
    if (!appearance_recall(appearance, now_ms))
        return;
    if (polled_output(direction, now_ms)) {
        appearance_decide(appearance, SIGN_OUTPUT);
        return;
    }
    bool for_input = appearance_ends_by(appearance, SIGN_TERMINAL);
    if ((for_input || appearance_ends_by(appearance, SIGN_OUTPUT)) && !direction->prompt.open)
        prompt_open(&direction->prompt, direction->observed->program, for_input, now_ms);
    if (waits_for_somebody(direction, now_ms))
        return;
    if (prompt_undecided(&direction->prompt) && !direction->hesitated) {
        direction->hesitated = true;
        appearance->cue_ms = prompt_due_ms(&direction->prompt);
        return;
    }
    appearance_try(appearance, now_ms);
}

static int64_t sooner(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* True while there is a camel and a sign of life is looked for. */
static bool looks(const struct direction *direction)
{
    return direction->appearance.phase == APPEARANCE_NOW &&
           !appearance_is_decided(&direction->appearance);
}

/* When something is to be done although nothing is heard. */
static int64_t due_ms(const struct direction *direction)
{
    int64_t due = appearance_due_ms(&direction->appearance);
    if (doubts(direction))
        due = sooner(due, direction->doubt_ms);
    if (!looks(direction))
        return due;
    due = sooner(due, prompt_due_ms(&direction->prompt));
    return polls(direction) ? sooner(due, direction->poll_ms) : due;
}

/* What time brings. */
static void pass_time(struct direction *direction, int64_t now_ms)
{
    struct appearance *appearance = &direction->appearance;
    if (doubted_output(direction, now_ms))
        appearance_decide(appearance, SIGN_OUTPUT);
    if (appearance->phase == APPEARANCE_AHEAD && now_ms >= appearance->cue_ms)
        take_cue(direction, now_ms);
    if (looks(direction)) {
        if (polled_output(direction, now_ms))
            appearance_decide(appearance, SIGN_OUTPUT);
        else
            waits_for_somebody(direction, now_ms);
    }
    appearance_pass_time(appearance, now_ms);
}

/* Sleeps until there is something to hear, or to do. */
static void await(struct direction *direction, struct pollfd sources[SOURCE_COUNT])
{
    const struct observed *observed = direction->observed;
    const struct appearance *appearance = &direction->appearance;
    int64_t now_ms = monotonic_ms(), due = due_ms(direction);
    if (keyboard_is_away())
        due = sooner(due, now_ms + AWAY_MS);
    int64_t left_ms = due > now_ms ? due - now_ms : 0;
    bool watched = appearance_ends_by(appearance, SIGN_OUTPUT);
    short wanted = appearance->splash.full ? POLLIN | POLLOUT : POLLIN;
    sources[SOURCE_OVER] =
        (struct pollfd){.fd = direction->over ? -1 : observed->over_fd, .events = POLLIN};
    sources[SOURCE_OUTPUT] =
        (struct pollfd){.fd = watched ? observed->watch.fd : -1, .events = POLLIN};
    sources[SOURCE_NOTICE] =
        (struct pollfd){.fd = direction->over ? -1 : observed->notify.fd, .events = POLLIN};
    sources[SOURCE_SPLASH] = (struct pollfd){.fd = appearance->splash.fd, .events = wanted};
    sources[SOURCE_CLAIM] =
        (struct pollfd){.fd = appearance->claim.held ? -1 : appearance->claim.fd, .events = POLLIN};
    sources[SOURCE_KEYS] = (struct pollfd){.fd = keyboard_fd(), .events = POLLIN};
    if (poll(sources, SOURCE_COUNT, left_ms > INT32_MAX ? -1 : (int)left_ms) >= 0)
        return;
    if (errno != EINTR && ++direction->failure_count > FAILURES_MAX) {
        keyboard_close();
        _exit(EXIT_FAILURE); /* nothing will ever be heard; the splash ends with us */
    }
    memset(sources, 0, SOURCE_COUNT * sizeof *sources); /* the next time round */
}

/* What was heard, the most certain first. */
static void hear(struct direction *direction, const struct pollfd sources[SOURCE_COUNT])
{
    struct appearance *appearance = &direction->appearance;
    if (sources[SOURCE_OVER].revents)
        hear_launcher(direction);
    if (sources[SOURCE_OUTPUT].revents && !appearance_is_decided(appearance)) {
        if (watch_fired(&direction->observed->watch))
            appearance_decide(appearance, SIGN_OUTPUT);
        else
            doubt(direction, monotonic_ms(), DOUBT_MS);
    }
    if (sources[SOURCE_NOTICE].revents)
        hear_notices(direction);
    if (sources[SOURCE_SPLASH].revents & POLLOUT)
        appearance_tell(appearance);
    if (sources[SOURCE_SPLASH].revents & ~POLLOUT)
        appearance_hear(appearance);
    if (sources[SOURCE_CLAIM].revents && appearance->phase == APPEARANCE_AHEAD)
        appearance->cue_ms = 0; /* its holder has gone */
    if (sources[SOURCE_KEYS].revents)
        keyboard_pass_on();
}

/* True as long as there is anybody to listen to. */
static bool goes_on(const struct direction *direction)
{
    if (direction->appearance.phase == APPEARANCE_NOW ||
        appearance_bids_farewell(&direction->appearance))
        return true;
    return !direction->over &&
           (direction->appearance.phase == APPEARANCE_AHEAD ||
            direction->observed->notify.fd >= 0 || direction->observed->witnesses);
}

static void loop(struct direction *direction)
{
    while (goes_on(direction)) {
        struct pollfd sources[SOURCE_COUNT];
        if (appearance_is_decided(&direction->appearance))
            stop_watching(direction);
        await(direction, sources);
        hear(direction, sources);
        pass_time(direction, monotonic_ms());
    }
    appearance_remember(&direction->appearance); /* last: it may wait for a disk */
}

void direction_run(const struct options *options, const struct trace *trace,
                   struct observed *observed, bool watching, const char *program_path)
{
    static struct direction direction; /* zero; most of it is never touched */
    direction.observed = observed;
    appearance_init(&direction.appearance, options, trace, observed, program_path);
    bool missed = watching && watch_missed(&observed->watch);
    if (watching)
        trace_event(trace, "watching", "polling?=%d", observed->watch.fd < 0);
    else
        appearance_forgo(&direction.appearance);
    if (missed)
        appearance_decide(&direction.appearance, SIGN_OUTPUT);
    loop(&direction);
}

void direction_farewell(const struct options *options, const struct trace *trace,
                        const char *sentence)
{
    static struct direction direction;
    struct observed nothing = OBSERVED_NOTHING;
    direction.observed = &nothing;
    direction.over = true;
    appearance_init(&direction.appearance, options, trace, &nothing, "");
    appearance_fail(&direction.appearance, sentence);
    loop(&direction);
}

bool direction_demo(const struct options *options, const struct trace *trace,
                    const char **complaint)
{
    static struct direction direction;
    struct observed nothing = OBSERVED_NOTHING;
    direction.observed = &nothing;
    appearance_init(&direction.appearance, options, trace, &nothing, "");
    direction.appearance.limit_ms = demo_prepare(&direction.appearance.request, options);
    appearance_begin(&direction.appearance);
    loop(&direction);
    demo_end();
    bool seen = direction.appearance.shown_ms >= 0;
    const char *told = direction.appearance.complaint;
    *complaint = seen || told ? told : "the display was lost";
    return seen;
}
