/* SPDX-License-Identifier: MIT */
/* Any OCAMLWALK and any command line: the input's first line is the variable, the others are the
 * arguments. The text of the variable is the options' own for the life of a process, so that no
 * leak is looked for. */
#include "fuzz.h"
#include "options.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 64 };

const char *__asan_default_options(void); /* the name is the sanitizer's */
const char *__asan_default_options(void)
{
    return "detect_leaks=0";
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct options options;
    char *text = calloc(1, len + 1), *argv[WORDS_MAX + 1];
    int argc = 0;
    if (text == NULL)
        return 0;
    memcpy(text, bytes, len);
    unsetenv("HOME");
    unsetenv("XDG_CONFIG_HOME");
    for (char *line = text; line != NULL && argc < WORDS_MAX;) {
        argv[argc++] = line;
        if ((line = strchr(line, '\n')) != NULL)
            *line++ = '\0';
    }
    argv[argc] = NULL;
    setenv("OCAMLWALK", argv[0], 1);

    if (options_parse(&options, argc, argv) == OPTIONS_INVALID) {
        assert(memchr(options.complaint, '\0', sizeof options.complaint) != NULL);
        assert(*options.complaint != '\0' && strchr(options.complaint, '\n') == NULL);
    } else {
        assert(options.delay_ms >= 0 && options.timeout_s >= 0 && options.fade_ms >= 0);
        assert(options.volume_percent >= 0 && options.volume_percent <= 100);
        assert(options.program_argv >= argv && options.program_argv <= argv + argc);
    }
    free(text);
    return 0;
}
