/* SPDX-License-Identifier: MIT */
/* What a launch says when it cannot do what was asked. Owns nothing; fd 2 is the caller's. */
#include "report.h"

#include "quiet_write.h"
#include "utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void report_error(const char *message, ...)
{
    char line[1024] = "ocamlwalk: ";
    size_t len = strlen(line);
    va_list arguments;
    va_start(arguments, message);
    vsnprintf(line + len, sizeof line - len - 1, message, arguments);
    va_end(arguments);
    utf8_disarm(line); /* the name of a file may be anything */
    strcat(line, "\n");
    quiet_write(STDERR_FILENO, line, strlen(line));
}
