/* SPDX-License-Identifier: MIT */
/* How many files stand in a folder. */
#pragma once

#include <dirent.h>

static inline int file_count(const char *folder)
{
    int count = 0;
    DIR *listing = opendir(folder);
    for (struct dirent *entry; (entry = readdir(listing));)
        count += entry->d_name[0] != '.';
    closedir(listing);
    return count;
}
