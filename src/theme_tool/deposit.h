/* SPDX-License-Identifier: MIT */
/* A folder in which a theme arrives, file by file, and which becomes the theme's own once all of it
 * is there and good. Until then it has a hidden name beside it, and nobody finds it.
 *
 * Only files and folders come into being in it, each below its top, no more than the bounds below
 * in all. The first thing that is wrong is kept as a sentence.
 *
 *     struct deposit deposit;
 *     if (deposit_open(&deposit, "/home/me/.local/share/ocamlwalk/themes")) {
 *         int fd = deposit_file(&deposit, "horse/theme.ini");
 *         deposit_write(&deposit, fd, bytes, len);
 *         (deposit_find(&deposit, "horse") && deposit_settle(&deposit, false)) ||
 *             puts(deposit.complaint);
 *         deposit_close(&deposit);
 *     }
 */
#pragma once

#include "entry_path.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DEPOSIT_LEN_MAX       (64 << 20)
#define DEPOSIT_FILES_MAX     2000 /* folders are counted, too */
#define DEPOSIT_NAME_MAX      65
#define DEPOSIT_COMPLAINT_MAX 1024

struct deposit {
    char root[PATH_MAX];   /* where the themes are */
    char folder[PATH_MAX]; /* the hidden one; "": there is none any more */
    int fd;                /* of it */
    int64_t len;           /* bytes written */
    int count;             /* files and folders */
    char theme[PATH_MAX];  /* once found: the folder that has the theme.ini; "": none any more */
    char name[DEPOSIT_NAME_MAX];
    char complaint[DEPOSIT_COMPLAINT_MAX]; /* one line; "": nothing is wrong */
};

/* Makes ROOT, an absolute path, and the folder in it. False: complaint says why. */
bool deposit_open(struct deposit *deposit, const char *root);

/* Whether NAMED may come in: it is one more, and LEN bytes may still come. TIDY is where; "" for
 * nowhere, it is passed over. */
bool deposit_admit(struct deposit *deposit, const char *named, int64_t len,
                   char tidy[ENTRY_PATH_MAX]);

/* A folder, and a file to be written, at a path that was admitted. False, -1: complaint. */
bool deposit_folder(struct deposit *deposit, const char *tidy);
int deposit_file(struct deposit *deposit, const char *tidy);

/* To FD, a file's; where that cannot be, also because it is too much in all, false. */
bool deposit_write(struct deposit *deposit, int fd, const void *bytes, size_t len);

/* Finds the theme in what has come: at the top, called NAME then, or in the one folder there.
 * False: complaint. */
bool deposit_find(struct deposit *deposit, const char *name);

/* The theme that was found gets its own name, at once. FORCE: in the place of another one, which is
 * removed. False: complaint. */
bool deposit_settle(struct deposit *deposit, bool force);

/* NAMED, a path, is what is wrong: WHAT. Always false. */
bool deposit_complain(struct deposit *deposit, const char *named, const char *what);

/* Removes what is left. Harmless twice. */
void deposit_close(struct deposit *deposit);
