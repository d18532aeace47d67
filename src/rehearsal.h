/* SPDX-License-Identifier: MIT */
/* A rehearsal: the show of a theme while somebody makes it, `ocamlwalk --demo --theme=DIR`. The
 * theme is read again when one of its files changes, and keys say what the camel does.
 *
 * The keys come from the terminal, by way of the launcher, and from the window, once it has been
 * clicked. Under Wayland a card on a layer has no focus to give: there, the terminal's alone.
 *
 *     rehearsal_begin(&show);                       the first frame is on screen
 *     rehearsal_hear(&show, &news, now_ms);
 *     rehearsal_pass_time(&show, now_ms);           by rehearsal_due_ms(&show) at the latest
 *
 * In any other show all of these do nothing. */
#pragma once

#include "cues.h"
#include "folder_watch.h"
#include "stage.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REHEARSAL_TYPED_MAX 64

struct show;

struct rehearsal {
    struct stage stages[2]; /* one is shown; the other is where the theme is read again */
    bool begun;             /* the first frame is on screen, and this is one */
    struct folder_watch watch;
    int64_t changed_ms; /* the theme, last, and it was not yet read again; -1: it was */
    char typed[REHEARSAL_TYPED_MAX]; /* at the terminal, and not yet understood */
    size_t typed_len;
    int64_t typed_ms;     /* when the last of that came */
    int scale;            /* that is wanted, where there is room for it */
    int read_x, read_y;   /* the camel's place, as the theme says it */
    int nudge_x, nudge_y; /* how far it was moved from there */
    bool broken;          /* somebody has been told so */
    int count;            /* how often it was read again */
};

void rehearsal_begin(struct show *show);
void rehearsal_hear(struct show *show, const struct cues_news *news, int64_t now_ms);

/* KEY, see key.h, was typed. */
void rehearsal_key(struct show *show, int key, int64_t now_ms);

/* When it has to do something although nothing is heard; INT64_MAX: never. */
int64_t rehearsal_due_ms(const struct show *show);
void rehearsal_pass_time(struct show *show, int64_t now_ms);
