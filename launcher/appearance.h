/* SPDX-License-Identifier: MIT */
/* The camel's one appearance in a launch, as the wings decide on it: whether it comes, what it is
 * to show, by which sign it goes. Owns the claim on the display, and the splash.
 *
 * It hears nobody but the splash, and waits for nothing: its caller polls, keeps the time, and says
 * which signs of life there were.
 *
 *     static struct appearance appearance;
 *     appearance_init(&appearance, &options, &trace, &observed);
 *     while (appearance.phase != APPEARANCE_OVER) {
 *         …poll appearance.claim.fd and appearance.splash.fd until appearance_due_ms(&appearance)…
 *         if (…output…)
 *             appearance_decide(&appearance, SIGN_OUTPUT);
 *         if (appearance.phase == APPEARANCE_AHEAD && now_ms >= appearance.cue_ms)
 *             appearance_try(&appearance, now_ms);
 *         appearance_pass_time(&appearance, now_ms);
 *     }
 */
#pragma once

#include "claim.h"
#include "listening.h"
#include "notify.h"
#include "observed.h"
#include "options.h"
#include "pacing.h"
#include "page.h"
#include "request.h"
#include "splash.h"
#include "toplevel.h"
#include "trace.h"

#include <stdbool.h>
#include <stdint.h>

enum appearance_phase {
    APPEARANCE_AHEAD, /* the delay is not over yet, or the display is taken */
    APPEARANCE_NOW,   /* there is a splash */
    APPEARANCE_OVER   /* there is none any more, or none will come */
};

struct appearance {
    const struct trace *trace;
    struct request request; /* what the splash is to show, as of now */
    struct page_notes notes;
    char *const *program_argv; /* NULL: none */
    struct splash splash;
    struct listening listening;
    struct toplevel toplevel;
    enum appearance_phase phase;
    bool untold;              /* the request has changed since it was told */
    struct claim claim;       /* on the display */
    int claim_tries;          /* while others were at it */
    const char *program_path; /* as memory has it; "": nothing is remembered */
    struct pacing pacing;     /* of its last times, once they have been looked up */
    bool recalled;            /* they have been */
    int silent_ms;            /* this time; -1: not known, or not yet */
    bool dragged;             /* the user has left the card at splash.told.place */
    int64_t cue_ms;           /* when to try for a show; INT64_MAX: the display is taken */
    int64_t shown_ms;         /* -1: not yet */
    int64_t limit_ms;         /* it is sent away when it was shown for so long; 0: never */
    int64_t told_ms;          /* when the splash was told something of the program's last */
    int64_t deadline_ms;      /* by which the splash that was told to go has gone */
    bool again;               /* another one comes, once this has ended: the program has failed */
    int64_t farewell_ms;   /* when one of a program that has failed is over; INT64_MAX: none yet */
    const char *complaint; /* about the show; NULL: none */
};

/* *APPEARANCE has been zeroed. TRACE, PROGRAM_PATH and the options' arguments are borrowed for as
 * long as it lasts. The cue is at the end of the delay, or a little before, for appearance_recall.
 */
void appearance_init(struct appearance *appearance, const struct options *options,
                     const struct trace *trace, const struct observed *observed,
                     const char *program_path);

/* At the cue, what is remembered of the program is looked up, once. False: it says that the camel
 * is to come later; the cue has been moved. */
bool appearance_recall(struct appearance *appearance, int64_t now_ms);

/* How long the program was silent, and where the card was left, is put down for the next time. May
 * wait for a disk. */
void appearance_remember(struct appearance *appearance);

/* At the cue: the splash begins, or the display's claim is waited for, or there is none. */
void appearance_try(struct appearance *appearance, int64_t now_ms);

/* The splash begins, whoever else is on the display. */
void appearance_begin(struct appearance *appearance);

/* None will come. Only before there is a splash. */
void appearance_forgo(struct appearance *appearance);

/* Whether SIGN is one of those by which the user wants it to end. */
bool appearance_ends_by(const struct appearance *appearance, enum sign sign);

/* A sign of life, or another end: the first counts, but for those that leave no time to fade. */
void appearance_decide(struct appearance *appearance, enum sign sign);

/* The program has failed, as SENTENCE says, where nobody would see it: the camel lies down and
 * shows that for a while, or comes once more to do so. */
void appearance_fail(struct appearance *appearance, const char *sentence);

/* True if a failure at NOW_MS belongs to the program's start: it has had no window, was not ready,
 * nobody has sent the camel away, and it has not been speaking for long. */
bool appearance_is_fresh(const struct appearance *appearance, int64_t now_ms);

/* True while a failure is shown, or about to be. */
bool appearance_bids_farewell(const struct appearance *appearance);

/* True once there is nothing to look for any more: a sign has been seen, or no camel comes. */
bool appearance_is_decided(const struct appearance *appearance);

/* What the program says of itself is shown in time, if there is a splash. */
void appearance_note(struct appearance *appearance, const struct notify_message *message);

/* The splash can take again what it has not been told. */
void appearance_tell(struct appearance *appearance);

/* Hears the splash, whose descriptor is readable. */
void appearance_hear(struct appearance *appearance);

/* When appearance_try or appearance_pass_time is to be called though nothing was heard, monotonic;
 * INT64_MAX: never. */
int64_t appearance_due_ms(const struct appearance *appearance);

/* Once there is a splash: it is told what is new, sent away after its time, or killed if it does
 * not go. */
void appearance_pass_time(struct appearance *appearance, int64_t now_ms);
