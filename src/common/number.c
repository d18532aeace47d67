/* SPDX-License-Identifier: MIT */
/* Whole numbers within bounds. */
#include "number.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

bool number_parse(const char *text, long long min, long long max, long long *number)
{
    char *end;
    if (*text != '-' && !isdigit((unsigned char)*text)) /* strtoll(3) takes blanks and a plus */
        return false;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || value < min || value > max)
        return false;
    *number = value;
    return true;
}

bool number_parse_int(const char *text, int min, int max, int *number)
{
    long long value;
    if (!number_parse(text, min, max, &value))
        return false;
    *number = (int)value;
    return true;
}
