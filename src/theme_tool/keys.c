/* SPDX-License-Identifier: MIT */
/* Prints the table of keys. */
#include "keys.h"

#include "theme_key.h"

#include <stdio.h>

int keys_run(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    const struct theme_key *key;
    for (size_t i = 0; (key = theme_key_at(i)); i++) {
        char wanted[THEME_KEY_WANTED_MAX];
        theme_key_wanted(key, wanted);
        printf("%s\t%s\t%s\t%s\t%s\n", key->section ? key->section : "", key->name, key->help,
               wanted, key->preset[0] ? key->preset : "must be given");
    }
    return fflush(stdout) != 0;
}
