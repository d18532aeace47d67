/* SPDX-License-Identifier: MIT */
/* What can be shown, but is hardly meant: a ground that does not go with the feet, music that does
 * not go with the stride. */
#pragma once

#include "theme_notes.h"

void check_sense(const struct theme *theme, struct theme_notes *notes);
