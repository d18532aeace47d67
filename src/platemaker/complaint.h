/* SPDX-License-Identifier: MIT */
/* What ocamlwalk-plate says when something is wrong: one line on standard error. */
#pragma once

#include <stdbool.h>

/* "ocamlwalk-plate: " and the sentence; bytes of it that are no text are written as ?. Always
 * false, so that it can be returned. */
bool complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
