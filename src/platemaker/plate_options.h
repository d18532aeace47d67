/* SPDX-License-Identifier: MIT */
/* The command line of ocamlwalk-plate. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define PLATE_OPTIONS_FRAME_MS 40 /* unless the command line or an animation says otherwise */

struct plate_options {
    bool import, preview, force, help, version;
    char **files; /* of argv */
    int file_count;
    const char *folder; /* NULL: named like the plate */
    const char *sound;  /* NULL: none */
    int columns, rows;  /* 0: to be found */
    int loop;           /* 0: to be found */
    int frame_ms;       /* 0: nothing said */
    int stride_px;
    bool has_stride, has_key;
    uint8_t key[3];
};

/* False: it has complained. argv is put into another order. */
bool plate_options_parse(struct plate_options *options, int argc, char **argv);

void plate_options_print_help(void);
