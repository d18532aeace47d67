/* SPDX-License-Identifier: MIT */
/* What the user asked, made good for the splash: names become what they stand for. Done after the
 * delay, for most launches never need it. */
#pragma once

#include "notify.h"
#include "request.h"

#include <stdbool.h>

/* The theme becomes its folder, the folder to fall back on is set, and the title, if there is none,
 * is the program's file name, from its ARGV (NULL: none), without `.byte` and its like; a shell's
 * script's instead of the shell's. False: there is no theme at all. */
bool page_complete(struct request *request, char *const *argv);

/* What ARGV, NULL for none, means to run: its first word, of a shell its second, which may be an
 * option. NULL: nothing. */
const char *page_program_name(char *const *argv);

/* What is to be seen where no program says it: all gaits, one after the other. */
void page_demonstrate(struct request *request);

/* Whose word counts more than the program's next one. */
struct page_notes {
    bool title_given; /* by the user, with --title */
    bool failed;      /* the program has said why: its status from then on */
};

/* Puts down what the program says of itself. False: nothing of it is to be seen. */
bool page_note(struct page_notes *notes, struct request *request,
               const struct notify_message *message);
