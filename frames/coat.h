/* SPDX-License-Identifier: MIT */
/* The short coat. Every hair is rooted in the animal's own coordinates from a fixed seed, so
 * that the coat moves with the body and does not swim. */
#pragma once

#include "anatomy.h"
#include "art.h"

/* The short coat of trunk, neck and head, worked into TONE, whose box it shares. */
void coat_torso(const struct art *art, const struct anatomy *anatomy, struct plane *tone);

/* The short coat of one leg, likewise. */
void coat_limb(const struct art *art, const struct skeleton *skeleton, enum leg leg,
               struct plane *tone);
