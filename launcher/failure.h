/* SPDX-License-Identifier: MIT */
/* A program that fails where nobody sees its words: started by a click, it has no terminal.
 *
 *     char sentence[FAILURE_MAX];
 *     if (failure_is_unseen(&watch) && failure_describe(status, path, sentence))
 *         …the camel lies down and says so…
 */
#pragma once

#include "watch.h"

#include <stdbool.h>

#define FAILURE_MAX 128 /* bytes of a sentence, with the NUL */

/* Whether this process has no controlling terminal, nor WATCH, which has been aimed, one among its
 * outputs. */
bool failure_is_unseen(const struct watch *watch);

/* What is to be said of the end, with wait status STATUS, of the program in the file at PATH (NULL:
 * not known): "ended with status 2", "was killed by SIGSEGV". False: it did not fail, or somebody
 * ended it on purpose. */
bool failure_describe(int status, const char *path, char sentence[FAILURE_MAX]);
