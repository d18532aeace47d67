/* SPDX-License-Identifier: MIT */
/* Closing a range of descriptors on macOS, which has no close_range. Owns nothing. */
#include "descriptors_range.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

void descriptors_close_range(int first, int last)
{
    DIR *listing = opendir("/dev/fd");
    if (listing == NULL)
        return;
    struct dirent *entry;
    while ((entry = readdir(listing)) != NULL) {
        int fd = atoi(entry->d_name);
        if (entry->d_name[0] != '.' && fd >= first && (last < 0 || fd <= last) &&
            fd != dirfd(listing))
            close(fd);
    }
    closedir(listing);
}
