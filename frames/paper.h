/* SPDX-License-Identifier: MIT */
/* The card that a plate is drawn on. */
#pragma once

#include "image.h"

/* Aged paper with fibre and foxing, and on it the still part of the picture: the plate's tone, its
 * level threads, the track, a thin border, a heading. DARK is its twin for a dark desktop.
 * 360x270 at zoom 1; free it with image_free. */
struct image paper_card(int zoom, bool dark);

/* The same paper without a picture over the whole of ART: a page of the book. */
void paper_page(struct art *art);
