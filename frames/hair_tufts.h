/* SPDX-License-Identifier: MIT */
/* The shaggy hair of the camel, rooted like its short coat (coat.h). */
#pragma once

#include "art.h"
#include "outline.h"

/* Humps, mane, beard, fringes: all that stands off the trunk's outline. */
void hair_tufts_torso(struct art *art, const struct anatomy *anatomy, const struct torso *torso);

/* The tail's tip. */
void hair_tufts_tail(struct art *art, const struct tail *tail);

/* The near fore leg's cuff. */
void hair_tufts_elbow(struct art *art, const struct skeleton *skeleton);
