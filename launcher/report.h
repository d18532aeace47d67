/* SPDX-License-Identifier: MIT */
/* One-line messages to the user, on fd 2. Never used once the program has started. */
#pragma once

/* Writes "ocamlwalk: MESSAGE\n" with one write(2), cut at 1 KiB; control characters in it
 * become question marks. Failure is ignored: there is
 * nobody to tell. */
void report_error(const char *message, ...) __attribute__((format(printf, 1, 2)));
