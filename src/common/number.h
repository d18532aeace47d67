/* SPDX-License-Identifier: MIT */
/* Whole numbers within bounds, as options and themes give them. */
#pragma once

#include <stdbool.h>

/* TEXT, all of it, as a decimal number from MIN to MAX. False: it is none; *NUMBER is untouched. */
bool number_parse(const char *text, long long min, long long max, long long *number);

/* The same for an int. */
bool number_parse_int(const char *text, int min, int max, int *number);
