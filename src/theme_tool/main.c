/* SPDX-License-Identifier: MIT */
/* ocamlwalk-theme: for whoever makes a theme. One command, then its operands. */
#include "check.h"
#include "contact.h"
#include "install.h"
#include "keys.h"
#include "list.h"

#include <stdio.h>
#include <string.h>

#define USAGE_ERROR 2

static const struct command {
    const char *name, *operands;
    int operand_count;                 /* of those that it must have; more are its own affair */
    int (*run)(int argc, char **argv); /* with what follows the command's name */
} commands[] = {
    {"check", "DIR", 1, check_run},
    {"complain", "DIR", 1, check_complain},
    {"install", "DIR|FILE ROOT [force]", 2, install_run},
    {"keys", "", 0, keys_run},
    {"list", "[ROOT]...", 0, list_run},
    {"sheet", "FILE DIR [SCALE]", 2, contact_run},
};

static int complain(void)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        fprintf(stderr, "%s ocamlwalk-theme %s %s\n", i == 0 ? "use:" : "    ", commands[i].name,
                commands[i].operands);
    return USAGE_ERROR;
}

int main(int argc, char **argv)
{
    for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof *commands; i++)
        if (strcmp(argv[1], commands[i].name) == 0 && argc - 2 >= commands[i].operand_count)
            return commands[i].run(argc - 2, argv + 2);
    return complain();
}
