/* SPDX-License-Identifier: MIT */
/* Not part of a launch: used only to redraw the frames.
 * Owns nothing: the camel on the grid, as an icon. */
#pragma once

#include <stdbool.h>

#include "skeleton.h"

/* Writes ocamlwalk.svg, ocamlwalk-16.png to -512.png and ocamlwalk.icns into `directory`, the camel
 * in the pose `skeleton`. false: errno says why. */
bool icon_draw(const struct skeleton *skeleton, const char *directory);
