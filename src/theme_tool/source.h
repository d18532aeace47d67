/* SPDX-License-Identifier: MIT */
/* Where a theme that is to be installed comes from: a folder, or an archive of one. */
#pragma once

#include "deposit.h"

/* Copies what is in FOLDER to the folder NAME of DEPOSIT. False: deposit->complaint. */
bool source_folder(struct deposit *deposit, const char *folder, const char *name);

/* Unpacks FILE, a tar archive, with gzip or without. False: deposit->complaint. */
bool source_archive(struct deposit *deposit, const char *file);
