/* SPDX-License-Identifier: MIT */
/* The light of an exposure: how much brighter it is than the backdrop that all have in common, as a
 * surface of second degree, for lamps and lenses are smooth. */
#pragma once

#include "mask.h"
#include "picture.h"

/* Brings PANEL, in place, to the light of BACKDROP, by what of it is not in SUSPECT. Left as it is
 * where too little is to be seen to tell. */
void light_even(struct picture *panel, const struct picture *backdrop, const struct mask *suspect);
