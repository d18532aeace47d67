/* SPDX-License-Identifier: MIT */
/* An exposure cut out of its backdrop: its alpha, feathered where a pixel is half of each. */
#pragma once

#include "backdrop.h"
#include "picture.h"

/* Gives PANEL its alpha, and to pixels of the outline the animal's share of their colour. The
 * shadow that is cast on the ground stays behind. False: no memory. */
bool cutout_make(struct picture *panel, const struct backdrop *backdrop);

/* Takes away what was clear but for specks, of a panel that somebody else has cut out. */
bool cutout_clean(struct picture *panel);
