/* SPDX-License-Identifier: MIT */
/* The soundtrack that comes with a theme: a copy of a WAV or Ogg file. */
#pragma once

#include <stdbool.h>

#define SOUNDTRACK_NAME_MAX 32

/* Copies the file at PATH into FOLDER; NAME becomes what it is called there. False: it has
 * complained. */
bool soundtrack_file_copy(const char *path, const char *folder, char name[SOUNDTRACK_NAME_MAX]);
