/* SPDX-License-Identifier: MIT */
/* The wings' loop. Owns, in their process: the watch, the notify socket, the claim on the display,
 * the splash. */
#include "direction.h"

#include "claim.h"
#include "headroom.h"
#include "listening.h"
#include "monotonic.h"
#include "page.h"
#include "prompt.h"
#include "splash.h"
#include "witness.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define POLL_MS         33 /* how often a watch without a descriptor is asked */
#define TELL_MS         40 /* the program may say more than anybody could read: a frame's time apart */
#define GRACE_MS        50  /* after the fade the window is gone, or the splash is */
#define START_MS        500 /* of a splash that is still starting: nothing of it is seen */
#define TAIL_MS         500 /* the end of its music */
#define FAILURES_MAX    10  /* of waiting, for want of memory: more are for ever */
#define CLAIM_RETRY_MS  20
#define CLAIM_TRIES_MAX 100 /* whoever has the folder's lock for so long has been stopped */
#define NOTICES_MAX     8   /* batches read at a time: in a flood, everybody else is heard, too */

enum phase {
    PHASE_WAITING,  /* for the delay to be over, or for the display */
    PHASE_SHOWING,  /* there is a splash */
    PHASE_LISTENING /* to the program's words, nothing else */
};

enum source {
    SOURCE_OVER,
    SOURCE_OUTPUT,
    SOURCE_NOTICE,
    SOURCE_SPLASH,
    SOURCE_CLAIM,
    SOURCE_COUNT
};

struct direction {
    const struct trace *trace;
    struct observed *observed;
    struct request request;    /* what the splash is to show, as of now */
    char *const *program_argv; /* NULL: none */
    struct splash splash;
    struct prompt prompt;
    struct listening listening;
    enum phase phase;
    bool over;           /* the program has ended */
    int failure_count;   /* of waiting */
    bool untold;         /* the request has changed since it was told */
    bool hesitated;      /* the cue was put off, to see whether the program's input comes */
    struct claim claim;  /* on the display */
    int claim_tries;     /* while others were at it */
    int64_t cue_ms;      /* when to try for a show; INT64_MAX: the display is taken */
    int64_t shown_ms;    /* -1: not yet */
    int64_t poll_ms;     /* when a watch without a descriptor is to be asked */
    int64_t told_ms;     /* when the splash was told something of the program's last */
    int64_t deadline_ms; /* by which the splash that was told to go has gone */

    const char *complaint; /* about the show; NULL: none */
};

static bool ends_by(const struct direction *direction, enum sign sign)
{
    return sign_counts(direction->request.until, sign);
}

static bool is_leaving(const struct direction *direction)
{
    return direction->request.sign != SIGN_NONE;
}

static int leaves_within_ms(const struct direction *direction)
{
    if (direction->shown_ms < 0)
        return START_MS;
    return GRACE_MS + (sign_is_abrupt(direction->request.sign) ? 0 : direction->request.fade_ms);
}

/* Nobody looks at the output any more: nothing that the program writes wakes us. */
static void stop_watching(struct direction *direction)
{
    watch_close(&direction->observed->watch);
    prompt_close(&direction->prompt);
}

/* No camel, or none any more: all that is left is to listen to the program's words. */
static void only_listen(struct direction *direction)
{
    claim_release(&direction->claim);
    stop_watching(direction);
    direction->phase = PHASE_LISTENING;
}

static void tell(struct direction *direction)
{
    splash_tell(&direction->splash, &direction->request);
    direction->untold = false;
    direction->told_ms = monotonic_ms();
}

/* A sign of life, or another end: the first counts, but for those that leave no time to fade. */
static void decide(struct direction *direction, enum sign sign)
{
    bool first = !is_leaving(direction);
    if (direction->phase == PHASE_LISTENING || !ends_by(direction, sign) ||
        (!first && (!sign_is_abrupt(sign) || sign_is_abrupt(direction->request.sign))))
        return;
    trace_event(direction->trace, "sign of life", "sign=%s", sign_name(sign));
    direction->request.sign = sign;
    stop_watching(direction);
    if (direction->phase == PHASE_WAITING) {
        only_listen(direction);
        return;
    }
    direction->request.since_ms = monotonic_ms();
    direction->deadline_ms = direction->request.since_ms + leaves_within_ms(direction);
    tell(direction);
}

static void end_show(struct direction *direction)
{
    int status = splash_reap(&direction->splash);
    bool killed = status >= 0 && WIFSIGNALED(status);
    trace_event(direction->trace, "splash ended", killed ? "signal=%d" : "status=%d",
                killed       ? WTERMSIG(status)
                : status < 0 ? -1
                             : WEXITSTATUS(status));
    direction->complaint = splash_complaint(status);
    only_listen(direction);
}

/* The display is ours. */
static void begin_show(struct direction *direction)
{
    struct request *request = &direction->request;
    if (!page_complete(request, direction->program_argv)) {
        trace_event(direction->trace, "no theme", NULL);
        direction->complaint = "there is no theme, see --list-themes";
        only_listen(direction);
    } else if (!splash_spawn(&direction->splash, request)) {
        direction->complaint = strerror(errno);
        trace_event(direction->trace, "no splash", "reason=%s", direction->complaint);
        only_listen(direction);
    } else {
        trace_event(direction->trace, "splash exec", "splash=%d", (int)direction->splash.pid);
        direction->phase = PHASE_SHOWING;
        direction->told_ms = monotonic_ms();
        direction->untold = false;
    }
}

/* The program rests: because it waits for clients? The splash may not know of its sockets. */
static void look_for_server(struct direction *direction)
{
    if (ends_by(direction, SIGN_LISTENING) &&
        listening_seen(&direction->listening, direction->observed->program, monotonic_ms()))
        decide(direction, SIGN_LISTENING);
}

static void hear_splash(struct direction *direction)
{
    enum reply reply;
    while (direction->phase == PHASE_SHOWING &&
           (reply = splash_reply(&direction->splash)) != REPLY_NONE) {
        switch (reply) {
        case REPLY_SHOWN:
            direction->shown_ms = monotonic_ms();
            break;
        case REPLY_WINDOW:
            decide(direction, SIGN_WINDOW);
            break;
        case REPLY_RESTS:
            look_for_server(direction);
            break;
        case REPLY_DISMISSED:
            decide(direction, SIGN_DISMISS);
            break;
        case REPLY_DISPLAY:
            decide(direction, SIGN_DISPLAY);
            break;
        case REPLY_GONE:
            claim_release(&direction->claim); /* free for another camel */
            direction->deadline_ms = direction->request.since_ms + TAIL_MS;
            break;
        case REPLY_ENDED:
            end_show(direction);
            break;
        case REPLY_NONE:
            break;
        }
    }
}

/* It hangs, as whoever waits for a display may: its connection ends with it, and its window. */
static void end_late_splash(struct direction *direction)
{
    trace_event(direction->trace, "splash killed", NULL);
    splash_kill(&direction->splash);
    end_show(direction);
    direction->complaint = NULL; /* that was us */
}

/* Its words are read to the end, whoever is there to be told. */
static void hear_notices(struct direction *direction)
{
    struct observed *from = direction->observed;
    struct notify_message message;
    for (int i = 0; i < NOTICES_MAX && notify_receive(&from->notify, from->program, &message);
         i++) {
        if (message.ready)
            decide(direction, SIGN_READY);
        direction->untold |= page_note(&direction->request, &message);
    }
}

/* The launch is over, or the launcher only asks. */
static void hear_launcher(struct direction *direction)
{
    enum witness_word word = witness_hear(direction->observed->over_fd);
    if (word == WITNESS_ASKED)
        return;
    direction->over = true;
    decide(direction, word == WITNESS_KILLED ? SIGN_LAUNCHER : SIGN_EXIT);
    if (word == WITNESS_KILLED)
        splash_kill(&direction->splash);
}

static bool polls(const struct direction *direction)
{
    return ends_by(direction, SIGN_OUTPUT) && direction->observed->watch.fd < 0 &&
           direction->observed->program > 0;
}

static bool polled_output(struct direction *direction, int64_t now_ms)
{
    if (!polls(direction) || now_ms < direction->poll_ms)
        return false;
    direction->poll_ms = now_ms + POLL_MS;
    return watch_fired(&direction->observed->watch);
}

/* Where it can be told that there is too little for both, it is the program's. */
static bool has_room(const struct direction *direction)
{
    const char *lacking = headroom_lacks(HEADROOM_MEMBERSHIPS, HEADROOM_ROOT);
    if (lacking)
        trace_event(direction->trace, "no room", "lacking=%s", lacking);
    return !lacking;
}

/* The delay is over. */
static void take_cue(struct direction *direction, int64_t now_ms)
{
    if (polled_output(direction, now_ms)) {
        decide(direction, SIGN_OUTPUT);
        return;
    }
    if (ends_by(direction, SIGN_TERMINAL) && !direction->prompt.open)
        prompt_open(&direction->prompt, direction->observed->program, now_ms);
    if (prompt_seen(&direction->prompt, now_ms)) {
        decide(direction, SIGN_TERMINAL);
        return;
    }
    if (prompt_undecided(&direction->prompt) && !direction->hesitated) {
        direction->hesitated = true;
        direction->cue_ms = prompt_due_ms(&direction->prompt);
        return;
    }
    if (direction->claim_tries == 0)
        trace_event(direction->trace, "delay over", NULL);
    if (claim_take(&direction->claim)) {
        if (has_room(direction))
            begin_show(direction);
        else
            only_listen(direction);
        return;
    }
    if (direction->claim.fd < 0 && errno == EAGAIN && direction->claim_tries++ < CLAIM_TRIES_MAX) {
        direction->cue_ms = now_ms + CLAIM_RETRY_MS;
        return;
    }
    trace_event(direction->trace, "display taken", NULL);
    direction->cue_ms = INT64_MAX;
    if (direction->claim.fd < 0)
        only_listen(direction);
}

static int64_t timeout_ms(const struct direction *direction)
{
    if (direction->request.timeout_s == 0 || direction->shown_ms < 0)
        return INT64_MAX;
    return direction->shown_ms + INT64_C(1000) * direction->request.timeout_s;
}

static int64_t sooner(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* When something is to be done although nothing is heard. */
static int64_t due_ms(const struct direction *direction)
{
    int64_t due = INT64_MAX;
    if (direction->phase != PHASE_SHOWING)
        return direction->phase == PHASE_WAITING ? direction->cue_ms : INT64_MAX;
    if (is_leaving(direction))
        return direction->deadline_ms;
    if (direction->untold && !direction->splash.full)
        due = direction->told_ms + TELL_MS;
    due = sooner(due, prompt_due_ms(&direction->prompt));
    if (polls(direction))
        due = sooner(due, direction->poll_ms);
    return sooner(due, timeout_ms(direction));
}

/* What time brings. */
static void pass_time(struct direction *direction, int64_t now_ms)
{
    if (direction->phase == PHASE_WAITING && now_ms >= direction->cue_ms)
        take_cue(direction, now_ms);
    if (direction->phase != PHASE_SHOWING)
        return;
    if (is_leaving(direction) && now_ms >= direction->deadline_ms)
        end_late_splash(direction);
    if (is_leaving(direction))
        return;
    if (now_ms >= timeout_ms(direction))
        decide(direction, SIGN_TIMEOUT);
    else if (polled_output(direction, now_ms))
        decide(direction, SIGN_OUTPUT);
    else if (prompt_seen(&direction->prompt, now_ms))
        decide(direction, SIGN_TERMINAL);
    else if (direction->untold && !direction->splash.full && now_ms >= direction->told_ms + TELL_MS)
        tell(direction);
}

/* Sleeps until there is something to hear, or to do. */
static void await(struct direction *direction, struct pollfd sources[SOURCE_COUNT])
{
    const struct observed *observed = direction->observed;
    int64_t now_ms = monotonic_ms(), due = due_ms(direction);
    int64_t left_ms = due > now_ms ? due - now_ms : 0;
    bool watched = direction->phase != PHASE_LISTENING && ends_by(direction, SIGN_OUTPUT);
    short wanted = direction->splash.full ? POLLIN | POLLOUT : POLLIN;
    sources[SOURCE_OVER] =
        (struct pollfd){.fd = direction->over ? -1 : observed->over_fd, .events = POLLIN};
    sources[SOURCE_OUTPUT] =
        (struct pollfd){.fd = watched ? observed->watch.fd : -1, .events = POLLIN};
    sources[SOURCE_NOTICE] =
        (struct pollfd){.fd = direction->over ? -1 : observed->notify.fd, .events = POLLIN};
    sources[SOURCE_SPLASH] = (struct pollfd){.fd = direction->splash.fd, .events = wanted};
    sources[SOURCE_CLAIM] =
        (struct pollfd){.fd = direction->claim.held ? -1 : direction->claim.fd, .events = POLLIN};
    if (poll(sources, SOURCE_COUNT, left_ms > INT32_MAX ? -1 : (int)left_ms) >= 0)
        return;
    if (errno != EINTR && ++direction->failure_count > FAILURES_MAX)
        _exit(EXIT_FAILURE); /* nothing will ever be heard; the splash ends with us */
    memset(sources, 0, SOURCE_COUNT * sizeof *sources); /* the next time round */
}

/* What was heard, the most certain first. */
static void hear(struct direction *direction, const struct pollfd sources[SOURCE_COUNT])
{
    if (sources[SOURCE_OVER].revents)
        hear_launcher(direction);
    if (sources[SOURCE_OUTPUT].revents && direction->observed->watch.fd >= 0 &&
        watch_fired(&direction->observed->watch))
        decide(direction, SIGN_OUTPUT);
    if (sources[SOURCE_NOTICE].revents)
        hear_notices(direction);
    if (sources[SOURCE_SPLASH].revents & POLLOUT)
        tell(direction);
    if (sources[SOURCE_SPLASH].revents & ~POLLOUT)
        hear_splash(direction);
    if (sources[SOURCE_CLAIM].revents && direction->phase == PHASE_WAITING)
        direction->cue_ms = 0; /* its holder has gone */
}

/* True as long as there is anybody to listen to. */
static bool goes_on(const struct direction *direction)
{
    if (direction->phase == PHASE_SHOWING)
        return true;
    return !direction->over &&
           (direction->phase == PHASE_WAITING || direction->observed->notify.fd >= 0 ||
            direction->observed->witnesses);
}

static void loop(struct direction *direction)
{
    while (goes_on(direction)) {
        struct pollfd sources[SOURCE_COUNT];
        await(direction, sources);
        hear(direction, sources);
        pass_time(direction, monotonic_ms());
    }
}

static void init(struct direction *direction, const struct options *options,
                 const struct trace *trace, struct observed *observed)
{
    direction->trace = trace;
    direction->observed = observed;
    direction->request = options->request;
    direction->request.program = observed->program;
    direction->request.trace_fd = trace->fd;
    direction->splash.fd = -1;
    direction->claim = CLAIM_NONE;
    direction->shown_ms = -1;
    direction->program_argv = options->program_argv;
}

void direction_run(const struct options *options, const struct trace *trace,
                   struct observed *observed, bool watching)
{
    static struct direction direction; /* zero; most of it is never touched */
    init(&direction, options, trace, observed);
    direction.cue_ms = observed->started_ms + options->request.delay_ms;
    bool missed = watching && watch_missed(&observed->watch);
    if (watching)
        trace_event(trace, "watching", "polling?=%d", observed->watch.fd < 0);
    else
        direction.phase = PHASE_LISTENING;
    if (missed)
        decide(&direction, SIGN_OUTPUT);
    loop(&direction);
}

bool direction_demo(const struct options *options, const struct trace *trace,
                    const char **complaint)
{
    static struct direction direction;
    struct observed nothing = OBSERVED_NOTHING;
    init(&direction, options, trace, &nothing);
    page_demonstrate(&direction.request);
    begin_show(&direction);
    loop(&direction);
    bool seen = direction.shown_ms >= 0;
    *complaint = seen || direction.complaint ? direction.complaint : "the display was lost";
    return seen;
}
