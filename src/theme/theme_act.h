/* SPDX-License-Identifier: MIT */
/* The acts of a theme made whole, once all keys are read: how many frames there are, how long each
 * is seen, and whether the act is had at all. */
#pragma once

#include "animation_file.h"
#include "theme.h"

/* Acts that are not told of well enough get a frame_count of 0; NOTES, NULL for nobody, gets why.
 */
void theme_act_complete_all(struct theme *theme, struct theme_notes *notes);

/* The frames of an act that is FILE, and how long each is seen: as the file says, unless the act
 * has a frame_ms. */
void theme_act_time(struct theme_act *act, const struct animation_file *file);
