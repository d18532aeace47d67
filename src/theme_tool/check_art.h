/* SPDX-License-Identifier: MIT */
/* The files of a theme: whether each is there, can be decoded, and has the size that it must have.
 */
#pragma once

#include "theme_notes.h"

/* Notes, of the acts that THEME has and of its stage, what is wrong. */
void check_art(const struct theme *theme, struct theme_notes *notes);
