/* SPDX-License-Identifier: MIT */
/* Filled outlines, pen lines and hairs as planes of coverage, 0..1. The caller frees them. */
#pragma once

#include "art.h"
#include "hair.h"

/* The filled outline, with MARGIN frame pixels of room around it. */
struct plane brush_fill(const struct art *art, const struct curve *outline, double margin);

/* A round pen of even WIDTH drawn along LINE. */
struct plane brush_line(const struct art *art, const struct curve *line, double width,
                        double margin);

/* All hairs, each over the one before; WITHIN (may be NULL) fixes the box of the answer. */
struct plane brush_hairs(const struct art *art, const struct hairs *hairs,
                         const struct box *within);
