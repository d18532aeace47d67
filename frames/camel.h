/* SPDX-License-Identifier: MIT */
/* Paints the parts of the camel in their order, back to front. */
#pragma once

#include "art.h"
#include "outline.h"

/* The whole camel in one pose on an empty picture; the tones are final but for the picture's
 * grain. */
void camel_paint(struct art *art, const struct skeleton *skeleton);

/* Soft shadow on the ground under one pose: coverage 0..1 in the picture's box. */
struct plane camel_shadow(const struct art *art, const struct skeleton *skeleton);

/* The parts; each in its own file. */
void limb_paint(struct art *art, const struct skeleton *skeleton, enum leg leg);
void torso_paint(struct art *art, const struct anatomy *anatomy, const struct torso *torso);
void head_paint(struct art *art, const struct anatomy *anatomy);
