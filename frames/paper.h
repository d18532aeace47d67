/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: the card a plate is printed on. */
#pragma once

#include "print.h"

/* Aged paper with fibre and foxing, and on it the still part of the picture: the plate's tone, its
 * level threads, the track, a thin border, a heading. `dark` is its twin for a dark desktop.
 * 360x270 at zoom 1; free it with print_free. */
struct print paper_card(int zoom, bool dark);

/* The same paper without a picture over the whole of `art`: a page of the book. */
void paper_page(struct art *art);
