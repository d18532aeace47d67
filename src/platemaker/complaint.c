/* SPDX-License-Identifier: MIT */
/* One line on standard error. */
#include "complaint.h"

#include <stdarg.h>
#include <stdio.h>

#define LINE_MAX_LEN 2048

bool complain(const char *format, ...)
{
    char line[LINE_MAX_LEN];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    for (char *byte = line; *byte; byte++)
        if ((unsigned char)*byte < ' ' || *byte == 127)
            *byte = '?';
    fprintf(stderr, "ocamlwalk-plate: %s\n", line);
    return false;
}
