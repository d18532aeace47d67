/* SPDX-License-Identifier: MIT */
/* Where there is no libarchive to build with. */
#include "source.h"

bool source_archive(struct deposit *deposit, const char *file)
{
    return deposit_complain(
        deposit, file,
        "archives are not read here, for want of libarchive: unpack it, and name "
        "its folder");
}
