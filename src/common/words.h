/* SPDX-License-Identifier: MIT */
/* Words of a line as a simple shell has them: blanks part them, quotes and backslashes keep a
 * blank. Nothing else is special. Source: XCU 2.2, Quoting, without $ and `.
 *
 *     for (char *word; (word = words_cut(&text, NULL));)     a, b c and d of: a "b c" \d
 */
#pragma once

#include <stdbool.h>

/* Cuts the next word off *TEXT, in place, and moves *TEXT behind it, to the next word or the end.
 * NULL: there is none. *CLOSED becomes false where the text ends within quotes or behind a
 * backslash, which then ends the word; else it is left alone. NULL: nobody asks. Pure. */
char *words_cut(char **text, bool *closed);
