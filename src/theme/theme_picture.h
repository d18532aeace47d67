/* SPDX-License-Identifier: MIT */
/* One picture as a theme: a GIF, WebP, PNG or JPEG, moving or not, on a card of its size; if it has
 * clear parts, cut out of the desktop. A larger one than fits is made smaller. */
#pragma once

#include "theme.h"

/* False: errno says why, NOTES, NULL for nobody, in words. */
bool theme_picture_load(struct theme *theme, const char *path, struct theme_notes *notes);
