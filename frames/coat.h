/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: hair. Every hair is rooted in the animal's own coordinates from a fixed seed, so
 * that the coat moves with the body and does not swim. */
#pragma once

#include <stdint.h>

#include "brush.h"
#include "outline.h"

/* Locks of long hair along a curve. */
struct tuft {
    uint64_t seed;
    int count;
    double length; /* of the longest, frame pixels */
    double depth;  /* how far inside the curve they may be rooted */
    double tone;   /* a quarter of them are lighter */
    double spread; /* of directions, radians or so */
    double width, strength;
    double curl; /* sideways at the tip, part of the length */
};

/* hair that leaves a curve with the body on its front side (point_front) in direction `first` at
 * its begin and `last` at its end */
void coat_tuft(struct art *art, const struct curve *root, const struct tuft *tuft,
               struct point first, struct point last);

/* hair that lies along such a curve, lifted off it by `first` at its begin and `last` at its end
 * (parts of a unit) */
void coat_mane(struct art *art, const struct curve *root, const struct tuft *tuft, double first,
               double last);

/* The short coat of trunk, neck and head, worked into `tone`, whose box it shares. */
void coat_torso(const struct art *art, const struct anatomy *anatomy, struct plane *tone);

/* The short coat of one leg, likewise. */
void coat_limb(const struct art *art, const struct skeleton *skeleton, enum leg leg,
               struct plane *tone);

/* Humps, mane, beard, fringes: all that stands off the trunk's outline. */
void coat_locks(struct art *art, const struct anatomy *anatomy, const struct torso *torso);
void coat_tail(struct art *art, const struct tail *tail);
void coat_elbow(struct art *art, const struct skeleton *skeleton);
