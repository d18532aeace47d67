/* SPDX-License-Identifier: MIT */
/* Deciding on the camel's appearance. */
#include "appearance.h"

#include "headroom.h"
#include "monotonic.h"
#include "pacing_file.h"
#include "page.h"
#include "place_file.h"
#include "state_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#define TELL_MS         40 /* the program may say more than anybody could read: a frame's time apart */
#define GRACE_MS        50   /* after the fade the window is gone, or the splash is */
#define START_MS        500  /* of a splash that is still starting: nothing of it is seen */
#define TAIL_MS         1000 /* the end of its music, on a busy machine */
#define FAREWELL_MS     8000
#define UNSEEN_MS       60000 /* a farewell may have to wait: until a full screen is left */
#define SPOKEN_MS       2000  /* a program that has spoken for so long has been launched */
#define AHEAD_MS        200 /* before its time, for a camel that is sure to be wanted: if all is busy */
#define CLAIM_RETRY_MS  20
#define CLAIM_TRIES_MAX 100 /* whoever has the folder's lock for so long has been stopped */

void appearance_init(struct appearance *appearance, const struct options *options,
                     const struct trace *trace, const struct observed *observed,
                     const char *program_path)
{
    int delay_ms = options->request.delay_ms;
    appearance->trace = trace;
    appearance->request = options->request;
    appearance->request.program = observed->program;
    appearance->request.trace_fd = trace->fd;
    appearance->notes.title_given = options->request.title[0] != '\0';
    appearance->program_argv = options->program_argv;
    appearance->splash.fd = -1;
    appearance->claim = CLAIM_NONE;
    appearance->shown_ms = -1;
    appearance->limit_ms = INT64_C(1000) * options->request.timeout_s;
    appearance->request.started_ms = observed->started_ms;
    appearance->program_path = program_path;
    appearance->silent_ms = -1;
    appearance->farewell_ms = INT64_MAX;
    appearance->recalled = program_path[0] == '\0';
    appearance->cue_ms = observed->started_ms + delay_ms;
    if (!appearance->recalled)
        appearance->cue_ms -= delay_ms < AHEAD_MS ? delay_ms : AHEAD_MS;
}

bool appearance_recall(struct appearance *appearance, int64_t now_ms)
{
    struct request *request = &appearance->request;
    if (appearance->recalled)
        return true;
    appearance->recalled = true;
    pacing_file_read(appearance->program_path, &appearance->pacing);
    struct pacing_plan plan = pacing_plan(&appearance->pacing, request->delay_ms);
    int64_t over_ms = request->started_ms + request->delay_ms;
    trace_event(appearance->trace, "recalled", "times=%d expected_ms=%d hold_ms=%d ahead?=%d",
                appearance->pacing.count, plan.expected_ms, plan.hold_ms, plan.is_sure);
    request->expected_ms = plan.expected_ms;
    request->not_before_ms = plan.is_sure ? over_ms : 0;
    if (!plan.is_sure)
        appearance->cue_ms = over_ms + plan.hold_ms;
    return now_ms >= appearance->cue_ms;
}

/* The times of programs that speak before their camel can come are of no use, but where there were
 * others. */
void appearance_remember(struct appearance *appearance)
{
    if (appearance->program_path[0] != '\0' && appearance->recalled && appearance->silent_ms >= 0 &&
        (appearance->silent_ms >= appearance->request.delay_ms || appearance->pacing.count > 0))
        pacing_file_add(appearance->program_path, appearance->silent_ms);
    if (appearance->request.memory && appearance->dragged)
        place_file_set(appearance->splash.told.place);
    if (appearance->request.memory && appearance->splash.told.face_len > 0)
        state_file_replace(STATE_FILE_FACE, appearance->splash.told.face,
                           appearance->splash.told.face_len);
}

/* Where the card was left, unless it is told where to come. */
static void recall_place(struct request *request)
{
    struct channel_place place;
    if (!request->memory || request->position[0] || !place_file_read(&place))
        return;
    request->last_x = place.x;
    request->last_y = place.y;
}

bool appearance_ends_by(const struct appearance *appearance, enum sign sign)
{
    return sign_counts(appearance->request.until, sign);
}

static bool is_leaving(const struct appearance *appearance)
{
    return appearance->request.sign != SIGN_NONE;
}

bool appearance_is_decided(const struct appearance *appearance)
{
    return appearance->phase == APPEARANCE_OVER || is_leaving(appearance);
}

void appearance_forgo(struct appearance *appearance)
{
    claim_release(&appearance->claim);
    appearance->phase = APPEARANCE_OVER;
}

static void trace_words(const struct appearance *appearance)
{
    const struct request *request = &appearance->request;
    if (appearance->untold)
        trace_event(appearance->trace, "words told", "title=%s said=%s progress=%d", request->title,
                    request->status, request->progress_percent);
}

void appearance_tell(struct appearance *appearance)
{
    trace_words(appearance);
    splash_tell(&appearance->splash, &appearance->request);
    appearance->untold = false;
    appearance->told_ms = monotonic_ms();
}

static int leaves_within_ms(const struct appearance *appearance)
{
    if (appearance->shown_ms < 0)
        return START_MS;
    return GRACE_MS + (sign_is_abrupt(appearance->request.sign) ? 0 : appearance->request.fade_ms);
}

/* Not the user's, the display's or the launcher's: of how long the program is silent they say
 * nothing. */
static bool is_of_program(enum sign sign)
{
    return sign <= SIGN_READY;
}

/* For so long it was silent; what comes later says no more of that. */
static void note_silence(struct appearance *appearance, int64_t now_ms)
{
    if (appearance->silent_ms < 0)
        appearance->silent_ms = (int)(now_ms - appearance->request.started_ms);
}

void appearance_decide(struct appearance *appearance, enum sign sign)
{
    bool first = !is_leaving(appearance);
    if (appearance->phase == APPEARANCE_OVER || !appearance_ends_by(appearance, sign) ||
        (!first && (!sign_is_abrupt(sign) || sign_is_abrupt(appearance->request.sign))))
        return;
    trace_event(appearance->trace, "sign of life", "sign=%s", sign_name(sign));
    int64_t now_ms = monotonic_ms();
    if (is_of_program(sign))
        note_silence(appearance, now_ms);
    appearance->request.sign = sign;
    appearance->request.since_ms = now_ms;
    if (appearance->phase == APPEARANCE_AHEAD) {
        appearance_forgo(appearance);
        return;
    }
    appearance->deadline_ms = now_ms + leaves_within_ms(appearance);
    appearance_tell(appearance);
}

/* Once more from the beginning, for a program that is no more. */
static void restart(struct appearance *appearance)
{
    struct request *request = &appearance->request;
    appearance->again = false;
    request->sign = SIGN_NONE;
    request->program = 0;
    request->progress_percent = -1;
    request->expected_ms = 0;
    request->not_before_ms = 0;
    request->sound = false;
    appearance->recalled = true;
    appearance->shown_ms = -1;
    appearance->claim_tries = 0;
    appearance->cue_ms = monotonic_ms();
    appearance->phase = APPEARANCE_AHEAD;
}

void appearance_fail(struct appearance *appearance, const char *sentence)
{
    struct request *request = &appearance->request;
    int64_t now_ms = monotonic_ms();
    note_silence(appearance, now_ms);
    if (!appearance->notes.failed) /* it has said so itself, and why */
        snprintf(request->status, sizeof request->status, "%s", sentence);
    trace_event(appearance->trace, "failure", "sentence=%s", request->status);
    request->failed = true;
    appearance->farewell_ms = now_ms + (appearance->shown_ms < 0 ? UNSEEN_MS : FAREWELL_MS);
    request->until = 1u << SIGN_DISMISS;
    appearance->limit_ms = 0;
    if (appearance->phase != APPEARANCE_NOW) {
        claim_release(&appearance->claim);
        restart(appearance);
    } else if (is_leaving(appearance)) {
        appearance->again = true;
    } else {
        appearance_tell(appearance);
    }
}

bool appearance_is_fresh(const struct appearance *appearance, int64_t now_ms)
{
    const struct request *request = &appearance->request;
    return request->sign == SIGN_NONE || request->sign == SIGN_EXIT ||
           (request->sign == SIGN_OUTPUT && now_ms - request->since_ms <= SPOKEN_MS);
}

bool appearance_bids_farewell(const struct appearance *appearance)
{
    return appearance->request.failed && appearance->phase != APPEARANCE_OVER;
}

static void end(struct appearance *appearance)
{
    int status = splash_reap(&appearance->splash);
    bool killed = status >= 0 && WIFSIGNALED(status);
    trace_event(appearance->trace, "splash ended", killed ? "signal=%d" : "status=%d",
                killed       ? WTERMSIG(status)
                : status < 0 ? -1
                             : WEXITSTATUS(status));
    appearance->complaint = splash_complaint(status);
    claim_release(&appearance->claim);
    appearance->phase = APPEARANCE_OVER;
    if (appearance->again)
        restart(appearance);
}

void appearance_begin(struct appearance *appearance)
{
    struct request *request = &appearance->request;
    recall_place(request);
    if (!page_complete(request, appearance->program_argv)) {
        trace_event(appearance->trace, "no theme", NULL);
        appearance->complaint = "there is no theme, see --list-themes";
        appearance_forgo(appearance);
    } else if (!splash_spawn(&appearance->splash, request)) {
        appearance->complaint = strerror(errno);
        trace_event(appearance->trace, "no splash", "reason=%s", appearance->complaint);
        appearance_forgo(appearance);
    } else {
        trace_event(appearance->trace, "splash exec", "splash=%d", (int)appearance->splash.pid);
        trace_words(appearance);
        appearance->phase = APPEARANCE_NOW;
        appearance->told_ms = monotonic_ms();
        appearance->untold = false;
    }
}

/* Where it can be told that there is too little for both, it is the program's. */
static bool has_room(const struct appearance *appearance)
{
    const char *lacking = headroom_lacks(HEADROOM_MEMBERSHIPS, HEADROOM_ROOT);
    if (lacking)
        trace_event(appearance->trace, "no room", "lacking=%s", lacking);
    return !lacking;
}

void appearance_try(struct appearance *appearance, int64_t now_ms)
{
    bool ahead = now_ms < appearance->request.not_before_ms;
    if (appearance->claim_tries == 0)
        trace_event(appearance->trace, ahead ? "ahead of time" : "delay over", NULL);
    if (claim_take(&appearance->claim)) {
        if (has_room(appearance))
            appearance_begin(appearance);
        else
            appearance_forgo(appearance);
        return;
    }
    if (appearance->claim.fd < 0 && errno == EAGAIN &&
        appearance->claim_tries++ < CLAIM_TRIES_MAX) {
        appearance->cue_ms = now_ms + CLAIM_RETRY_MS;
        return;
    }
    trace_event(appearance->trace, "display taken", NULL);
    appearance->cue_ms = INT64_MAX;
    if (appearance->claim.fd < 0 || appearance->request.failed)
        appearance_forgo(appearance);
}

void appearance_note(struct appearance *appearance, const struct notify_message *message)
{
    appearance->untold |= page_note(&appearance->notes, &appearance->request, message);
}

/* The program rests, because it waits for its clients or its user? A window has opened: its own?
 * The splash may not know of its sockets. */
static void look_at_sockets(struct appearance *appearance, enum reply reply)
{
    pid_t program = appearance->request.program;
    int64_t now_ms = monotonic_ms();
    if (appearance_ends_by(appearance, SIGN_WINDOW) &&
        toplevel_seen(&appearance->toplevel, program, reply, now_ms))
        appearance_decide(appearance, SIGN_WINDOW);
    else if (reply == REPLY_RESTS && appearance_ends_by(appearance, SIGN_LISTENING) &&
             listening_seen(&appearance->listening, program, now_ms))
        appearance_decide(appearance, SIGN_LISTENING);
}

static void hear_reply(struct appearance *appearance, enum reply reply)
{
    switch (reply) {
    case REPLY_SHOWN:
        appearance->shown_ms = monotonic_ms();
        if (appearance->request.failed)
            appearance->farewell_ms = appearance->shown_ms + FAREWELL_MS;
        break;
    case REPLY_WINDOW:
        appearance_decide(appearance, SIGN_WINDOW);
        break;
    case REPLY_TOPLEVEL_OPENED:
    case REPLY_TOPLEVELS_OPEN:
    case REPLY_TOPLEVELS_UNTOLD:
    case REPLY_RESTS:
        look_at_sockets(appearance, reply);
        break;
    case REPLY_DISMISSED:
        appearance_decide(appearance, SIGN_DISMISS);
        break;
    case REPLY_PLACE:
        appearance->dragged = true;
        break;
    case REPLY_DISPLAY:
        appearance_decide(appearance, SIGN_DISPLAY);
        break;
    case REPLY_GONE:
        claim_release(&appearance->claim); /* free for another camel */
        appearance->deadline_ms = appearance->request.since_ms + TAIL_MS;
        break;
    case REPLY_ENDED:
        end(appearance);
        break;
    case REPLY_FACE: /* for the end: appearance_remember */
    case REPLY_NONE:
        break;
    }
}

void appearance_hear(struct appearance *appearance)
{
    enum reply reply;
    while (appearance->phase == APPEARANCE_NOW &&
           (reply = splash_reply(&appearance->splash)) != REPLY_NONE)
        hear_reply(appearance, reply);
}

/* It hangs, as whoever waits for a display may: its connection ends with it, and its window. */
static void end_late(struct appearance *appearance)
{
    trace_event(appearance->trace, "splash killed", NULL);
    splash_kill(&appearance->splash);
    end(appearance);
    appearance->complaint = NULL; /* that was us */
}

static int64_t timeout_ms(const struct appearance *appearance)
{
    if (appearance->limit_ms == 0 || appearance->shown_ms < 0)
        return INT64_MAX;
    return appearance->shown_ms + appearance->limit_ms;
}

/* When what is untold is to be told. */
static int64_t news_ms(const struct appearance *appearance)
{
    return appearance->untold && !appearance->splash.full ? appearance->told_ms + TELL_MS
                                                          : INT64_MAX;
}

int64_t appearance_due_ms(const struct appearance *appearance)
{
    if (appearance->phase != APPEARANCE_NOW)
        return appearance->phase == APPEARANCE_AHEAD ? appearance->cue_ms : INT64_MAX;
    if (is_leaving(appearance))
        return appearance->deadline_ms;
    int64_t timeout = timeout_ms(appearance), news = news_ms(appearance);
    int64_t due = news < timeout ? news : timeout;
    return appearance->farewell_ms < due ? appearance->farewell_ms : due;
}

void appearance_pass_time(struct appearance *appearance, int64_t now_ms)
{
    if (appearance->phase != APPEARANCE_NOW || now_ms < appearance_due_ms(appearance))
        return;
    if (is_leaving(appearance))
        end_late(appearance);
    else if (now_ms >= appearance->farewell_ms)
        appearance_decide(appearance, SIGN_EXIT);
    else if (now_ms >= timeout_ms(appearance))
        appearance_decide(appearance, SIGN_TIMEOUT);
    else
        appearance_tell(appearance);
}
