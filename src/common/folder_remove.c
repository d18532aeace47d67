/* SPDX-License-Identifier: MIT */
/* From the leaves on. */
#include "folder_remove.h"

#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>

#define DESCRIPTORS_MAX 16

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

void folder_remove(const char *folder)
{
    nftw(folder, remove_one, DESCRIPTORS_MAX, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}
