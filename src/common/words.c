/* SPDX-License-Identifier: MIT */
/* Words of a line. Owns nothing: they stay where they were. */
#include "words.h"

#include <string.h>

static const char blanks[] = " \t\r\n";

char *words_cut(char **text, bool *closed)
{
    char *c = *text + strspn(*text, blanks), *word = c, *out = c, quote = '\0';
    *text = c;
    if (*c == '\0')
        return NULL;
    for (; *c != '\0' && (quote != '\0' || !strchr(blanks, *c)); c++) {
        bool escapes = *c == '\\' && (quote == '\0' || (quote == '"' && strchr("\"\\", c[1])));
        if (quote == '\0' && (*c == '\'' || *c == '"')) {
            quote = *c;
        } else if (quote != '\0' && *c == quote) {
            quote = '\0';
        } else {
            if (escapes && *++c == '\0') {
                quote = '\\'; /* that nothing follows */
                break;
            }
            *out++ = *c;
        }
    }
    if (closed && quote != '\0')
        *closed = false;
    *text = c + strspn(c, blanks);
    *out = '\0';
    return word;
}
