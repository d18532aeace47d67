/* SPDX-License-Identifier: MIT */
/* Numbered frames in a folder. */
#pragma once

#include "picture.h"

/* FOLDER/NN@SCALEx.png, without @1x. False: there is none that can be read. */
bool frame_load(const char *folder, int scale, int number, struct picture *frame);
